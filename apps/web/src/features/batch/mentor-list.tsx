import type { BatchView } from '@dryrun/contracts/cohorts.contract';
import { LEVEL_LABELS } from '../../ui/words.ts';
import { TextLink } from '../../ui/links.tsx';
import { zoneCity } from '../../platform/time.ts';
import classes from './mentor-list.module.css';

/** Who mentors in the batch, and what they give; each leads to their hours. */
export function MentorList({ batchId, mentors }: { batchId: string; mentors: BatchView['mentors'] }) {
  return (
    <ul className={classes.mentors}>
      {mentors.map(({ id, name, isLead, timeZone, tracks, levels }) => (
        <li key={id}>
          <TextLink to="/batches/$batchId/mentors/$personId" params={{ batchId, personId: id }}>
            {name}
          </TextLink>
          <span>
            {isLead && 'Lead mentor · '}
            {zoneCity(timeZone)} · {levels.map((level) => LEVEL_LABELS[level]).join(', ') || 'no level'} ·{' '}
            {tracks.length === 1 ? 'one track' : `${tracks.length} tracks`}
          </span>
        </li>
      ))}
    </ul>
  );
}
