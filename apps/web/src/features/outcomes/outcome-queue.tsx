import { useState } from 'react';
import { Button, Stack, Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import type { OutcomeItemView } from '@dryrun/contracts/outcomes.contract';
import { TextLink } from '../../ui/links.tsx';
import { Row, RowList } from '../../ui/row-list.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { Accounts } from './what-became.tsx';

/** Mocks that wait for an outcome; the disputed ones first, because only staff can end them. */
export function OutcomeQueue({ items }: { items: readonly OutcomeItemView[] }) {
  const [deciding, setDeciding] = useState<InterviewView | null>(null);
  const sorted = [...items].sort((a, b) => rank(a) - rank(b));
  return (
    <>
      <RowList label="Mocks that wait for an outcome">
        {sorted.map((item) => (
          <Entry key={item.interview.id} item={item} onDecide={() => setDeciding(item.interview)} />
        ))}
      </RowList>
      {deciding && <DecideDialog interview={deciding} close={() => setDeciding(null)} />}
    </>
  );
}

function rank({ outcome }: OutcomeItemView): number {
  if (outcome.claim?.state === 'disputed') return 0;
  return outcome.claim?.state === 'open' ? 2 : 1;
}

function Entry({ item: { interview, outcome }, onDecide }: { item: OutcomeItemView; onDecide: () => void }) {
  const claim = outcome.claim?.state === 'open' || outcome.claim?.state === 'disputed' ? outcome.claim : null;
  return (
    <Row
      title={
        <TextLink to="/interviews/$interviewId" params={{ interviewId: interview.id }}>
          {interview.learner.name} with {interview.mentor.name}
        </TextLink>
      }
      about={
        <>
          {interview.goal.format.title} · {interview.goal.track.title} · <TimeText at={interview.startsAt} />
        </>
      }
      below={
        <Stack gap="xs">
          {claim ? <Accounts interview={interview} claim={claim} /> : <Text>Nobody said what became of it.</Text>}
          {claim?.state === 'open' && (
            <Text size="sm" c="dimmed">
              An answer is due <TimeText at={claim.answerDueAt} />; after that it counts as claimed.
            </Text>
          )}
        </Stack>
      }
    >
      {claim?.state === 'open' ? (
        <StatusBadge icon={IconHourglass} hue="amber">
          Waits for an answer
        </StatusBadge>
      ) : (
        <StatusBadge icon={IconAlertTriangle} hue={claim ? 'red' : 'amber'}>
          {claim ? 'They differ' : 'Needs an outcome'}
        </StatusBadge>
      )}
      {outcome.can.decide && (
        <Button
          variant={claim?.state === 'disputed' ? 'filled' : 'default'}
          onClick={onDecide}
          aria-label={`Decide about ${interview.learner.name} with ${interview.mentor.name}`}
        >
          Decide
        </Button>
      )}
    </Row>
  );
}
