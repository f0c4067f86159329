import type { Icon } from '@tabler/icons-react';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconLoader from '@tabler/icons-react/dist/esm/icons/IconLoader.mjs';
import type { BackupRunView } from '@dryrun/contracts/backups.contract';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Hue } from '../../ui/theme.ts';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './backup-list.module.css';
import { causeWords, sizeWords, VERIFIED_WORDS } from './backup-words.ts';

const LOOKS: Record<BackupRunView['state'], { icon: Icon; hue: Hue | 'gray'; words: string }> = {
  waiting: { icon: IconHourglass, hue: 'gray', words: 'Waiting' },
  running: { icon: IconLoader, hue: 'gray', words: 'Being made' },
  ok: { icon: IconCircleCheck, hue: 'green', words: 'Good' },
  failed: { icon: IconCircleX, hue: 'red', words: 'Failed' },
};

/** Backups, newest first. */
export function BackupList({ runs }: { runs: readonly BackupRunView[] }) {
  return (
    <ul className={classes.list}>
      {runs.map((run) => (
        <li key={run.id} className={classes.run}>
          <div className={classes.head}>
            <TimeText at={run.createdAt} />
            <StatusBadge icon={LOOKS[run.state].icon} hue={LOOKS[run.state].hue}>
              {LOOKS[run.state].words}
            </StatusBadge>
          </div>
          <p className={classes.about}>
            {causeWords(run)}
            {run.bytes !== null && `, ${sizeWords(run.bytes)}`}
            {run.verifiedBy !== null && `. ${VERIFIED_WORDS[run.verifiedBy]}.`}
          </p>
          {run.fileName !== null && (
            <p className={classes.about}>
              <code>{run.fileName}</code>
              {!run.isFileThere && ' (not in the folder any more)'}
            </p>
          )}
          {run.error !== null && <p className={classes.error}>{run.error}</p>}
        </li>
      ))}
    </ul>
  );
}
