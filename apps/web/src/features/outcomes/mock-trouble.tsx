import { useState } from 'react';
import { Button, Group, Stack, Text } from '@mantine/core';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { outcomeEndpoints, type OutcomeView } from '@dryrun/contracts/outcomes.contract';
import { LATE_MINUTES } from '@dryrun/domain/interviews/running-late';
import type { ClaimKind } from '@dryrun/domain/interviews/outcome-claims';
import { useNow } from '../../platform/use-now.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { ClaimDialog } from './claim-dialog.tsx';
import { useOutcomeWord } from './use-outcome.ts';

interface MockTroubleProps {
  interview: InterviewView;
  outcome: OutcomeView | undefined;
}

/** How long before the start this is worth room on the page. */
const SHOWN_BEFORE = 2 * 3_600_000;

/** What one side can say when something is off: running late, the other did not join, the technology failed. */
export function MockTrouble({ interview, outcome }: MockTroubleProps) {
  const now = useNow(5_000);
  const [claiming, setClaiming] = useState<ClaimKind | null>(null);
  if (!outcome || interview.viewerIs === 'overseer') return null;
  const { sayLate, didNotComeFrom, technicalFailure } = outcome.can;
  const isTime = now >= Date.parse(interview.startsAt) - SHOWN_BEFORE;
  if (!isTime || (!sayLate && didNotComeFrom === null && !technicalFailure)) return null;
  const other = interview.viewerIs === 'learner' ? interview.mentor.name : interview.learner.name;
  const isTooEarly = didNotComeFrom !== null && now < Date.parse(didNotComeFrom);
  return (
    <Panel title="If something is off" tone="quiet">
      <Stack gap="md">
        {sayLate && <SayLate interview={interview} outcome={outcome} other={other} />}
        {didNotComeFrom !== null && (
          <Group gap="xs" justify="space-between">
            <Text className="measure">
              {isTooEarly ? (
                <>
                  If {other} does not join, you can say so from <TimeText at={didNotComeFrom} show="time" />.
                </>
              ) : (
                `${now < Date.parse(interview.endsAt) ? 'Still alone?' : 'Did they not join?'} ${other} has 48 hours to say how it was.`
              )}
            </Text>
            {!isTooEarly && (
              <Button variant="default" onClick={() => setClaiming('did_not_come')}>
                {other.split(' ')[0]} did not join
              </Button>
            )}
          </Group>
        )}
        {technicalFailure && (
          <Group gap="xs" justify="space-between">
            <Text className="measure">Power, network or the call gave up, and you could not hold it?</Text>
            <Button variant="default" onClick={() => setClaiming('technical_failure')}>
              It failed technically
            </Button>
          </Group>
        )}
      </Stack>
      {claiming !== null && (
        <ClaimDialog interview={interview} kind={claiming} other={other} close={() => setClaiming(null)} />
      )}
    </Panel>
  );
}

function SayLate({ interview, outcome, other }: { interview: InterviewView; outcome: OutcomeView; other: string }) {
  const say = useOutcomeWord(outcomeEndpoints.sayLate);
  const said = outcome.late.find(({ by }) => by === interview.viewerIs)?.minutes;
  return (
    <div>
      <Group gap="xs" justify="space-between">
        <Text className="measure">Running late? {other} sees it at once.</Text>
        <Group gap="xs" role="group" aria-label="How late are you?">
          {LATE_MINUTES.map((minutes) => (
            <Button
              key={minutes}
              variant={said === minutes ? 'light' : 'default'}
              aria-pressed={said === minutes}
              loading={say.isPending && say.variables.body.minutes === minutes}
              onClick={() => say.mutate({ params: { interviewId: interview.id }, body: { minutes } })}
            >
              {minutes} min
            </Button>
          ))}
        </Group>
      </Group>
      {say.error && <ProblemNotice error={say.error} />}
    </div>
  );
}
