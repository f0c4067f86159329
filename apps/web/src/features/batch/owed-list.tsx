import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import type { BatchOverviewView } from '@dryrun/contracts/insights.contract';
import { relativeTime } from '../../platform/time.ts';
import { useNow } from '../../platform/use-now.ts';
import { useZone } from '../../platform/zone.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Row, RowList } from '../../ui/row-list.tsx';
import { ShareButton } from '../../ui/share-button.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';

type Owed = BatchOverviewView['owed'][number];

const WORDS: Record<Owed['kind'], string> = { outcome: 'say how it went', scorecard: 'the scorecard' };

/** What mentors still owe, most overdue first, each with a nudge that can be pasted into a chat. */
export function OwedList({ owed }: { owed: readonly Owed[] }) {
  if (owed.length === 0) return <EmptyState>No mentor owes anything.</EmptyState>;
  return (
    <RowList label="What mentors owe">
      {owed.map((entry) => (
        <OwedEntry key={`${entry.kind} ${entry.interviewId}`} entry={entry} />
      ))}
    </RowList>
  );
}

function OwedEntry({ entry }: { entry: Owed }) {
  const { timeZone } = useZone();
  const now = useNow(60_000);
  return (
    <Row
      title={
        <TextLink to="/interviews/$interviewId" params={{ interviewId: entry.interviewId }}>
          {entry.mentor.name}: {WORDS[entry.kind]}
        </TextLink>
      }
      about={`${entry.kind === 'outcome' ? 'mock with' : 'for'} ${entry.learnerName}`}
    >
      <StatusBadge icon={entry.isOverdue ? IconAlertTriangle : IconHourglass} hue={entry.isOverdue ? 'red' : 'gray'}>
        {`${entry.isOverdue ? 'was due' : 'due'} ${relativeTime(entry.dueAt, now, timeZone)}`}
      </StatusBadge>
      <ShareButton
        text={`Hi ${entry.mentor.name.split(' ')[0]}, a small reminder from Dryrun: please ${entry.kind === 'outcome' ? 'say how the mock went' : 'finish the scorecard'} when you have ten minutes.`}
        path={`/interviews/${entry.interviewId}${entry.kind === 'scorecard' ? '/scorecard' : ''}`}
      />
    </Row>
  );
}
