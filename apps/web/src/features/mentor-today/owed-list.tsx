import type { ReactNode } from 'react';
import { Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import { relativeTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Row, RowList } from '../../ui/row-list.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { Owed } from './owed.ts';

interface OwedListProps {
  owed: readonly Owed[];
  now: number;
  /** What else can be done about an entry. */
  more?: (entry: Owed) => ReactNode;
}

/** Everything learners wait for from this mentor, in the order given. The first one has the filled button. */
export function OwedList({ owed, now, more }: OwedListProps) {
  if (owed.length === 0) return <Text c="dimmed">Nothing. No learner waits for you.</Text>;
  return (
    <RowList label="What learners wait for">
      {owed.map((entry, index) => (
        <OwedEntry
          key={`${entry.kind} ${entry.interviewId}`}
          entry={entry}
          now={now}
          variant={index === 0 ? 'filled' : 'default'}
          more={more?.(entry)}
        />
      ))}
    </RowList>
  );
}

interface OwedEntryProps {
  entry: Owed;
  now: number;
  variant: 'filled' | 'default';
  more: ReactNode;
}

function OwedEntry({ entry, now, variant, more }: OwedEntryProps) {
  const { timeZone } = useZone();
  const params = { interviewId: entry.interviewId };
  const isScorecard = entry.kind === 'scorecard';
  return (
    <Row
      title={isScorecard ? `Feedback for ${entry.learnerName}` : `How did it go with ${entry.learnerName}?`}
      about={
        <>
          {entry.formatTitle} · {isScorecard ? 'due' : 'ended'}{' '}
          <TimeText at={isScorecard ? entry.dueAt : entry.endedAt} />
        </>
      }
    >
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
      {more}
    </Row>
  );
}
