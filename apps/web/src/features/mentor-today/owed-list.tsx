import { Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import { relativeTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { Owed } from './owed.ts';
import classes from './owed-list.module.css';

/** Everything learners wait for from this mentor, in the order given. The first one has the filled button. */
export function OwedList({ owed, now }: { owed: readonly Owed[]; now: number }) {
  if (owed.length === 0) return <Text c="dimmed">Nothing. No learner waits for you.</Text>;
  return (
    <ol className={classes.list}>
      {owed.map((entry, index) => (
        <li key={`${entry.kind} ${entry.interviewId}`} className={classes.entry}>
          <OwedEntry entry={entry} now={now} variant={index === 0 ? 'filled' : 'default'} />
        </li>
      ))}
    </ol>
  );
}

function OwedEntry({ entry, now, variant }: { entry: Owed; now: number; variant: 'filled' | 'default' }) {
  const { timeZone } = useZone();
  const params = { interviewId: entry.interviewId };
  const isScorecard = entry.kind === 'scorecard';
  return (
    <>
      <div className={classes.text}>
        <span className={classes.title}>
          {isScorecard ? `Feedback for ${entry.learnerName}` : `How did it go with ${entry.learnerName}?`}
        </span>
        <Text size="sm" c="dimmed">
          {entry.formatTitle} ·{' '}
          {isScorecard ? (
            <>
              due <TimeText at={entry.dueAt} />
            </>
          ) : (
            <>
              ended <TimeText at={entry.endedAt} />
            </>
          )}
        </Text>
      </div>
      {isScorecard && !entry.isOverdue ? (
        <StatusBadge icon={IconHourglass} hue="amber">
          {`Due ${relativeTime(entry.dueAt, now, timeZone)}`}
        </StatusBadge>
      ) : (
        <StatusBadge icon={IconAlertTriangle} hue={isScorecard ? 'red' : 'amber'}>
          {isScorecard ? `Overdue, was due ${relativeTime(entry.dueAt, now, timeZone)}` : 'Needs an outcome'}
        </StatusBadge>
      )}
      {isScorecard ? (
        <ButtonLink
          to="/interviews/$interviewId/scorecard"
          params={params}
          variant={variant}
          aria-label={`Write the scorecard for ${entry.learnerName}`}
        >
          Write the scorecard
        </ButtonLink>
      ) : (
        <ButtonLink
          to="/interviews/$interviewId/run"
          params={params}
          variant={variant}
          aria-label={`Say how it went with ${entry.learnerName}`}
        >
          Say how it went
        </ButtonLink>
      )}
    </>
  );
}
