import { useState } from 'react';
import { Button, Group, Stack, Text } from '@mantine/core';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { outcomeEndpoints, type ClaimView, type OutcomeView } from '@dryrun/contracts/outcomes.contract';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Quote } from '../../ui/quote.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { AnswerForm } from './answer-form.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import {
  answerSentence,
  claimSentence,
  consequenceSentence,
  nameOf,
  otherOf,
  outcomeSentence,
} from './outcome-words.ts';
import { useOutcomeWord } from './use-outcome.ts';

interface WhatBecameProps {
  interview: InterviewView;
  outcome: OutcomeView | undefined;
}

/** What the two say became of a mock, what can be answered, and what it was settled as. */
export function WhatBecame({ interview, outcome }: WhatBecameProps) {
  const [isDeciding, setDeciding] = useState(false);
  if (!outcome) return null;
  const { claim, outcome: found, logged, can } = outcome;
  const isLive = claim?.state === 'open' || claim?.state === 'disputed';
  const decide = can.decide && (
    <Button onClick={() => setDeciding(true)} style={{ alignSelf: 'flex-start' }}>
      Decide what became of it
    </Button>
  );
  return (
    <>
      {found && (
        <Notice tone="info" title={outcomeSentence(interview, found)}>
          {consequenceSentence(interview, found.outcome)}
          {found.reason !== '' && <Quote>{found.reason}</Quote>}
        </Notice>
      )}
      {logged && (
        <Notice tone="info" title={`Held elsewhere, written down by ${logged.by.name}`}>
          <TimeText at={logged.at} />
          {logged.questions !== '' && <Quote>{logged.questions}</Quote>}
        </Notice>
      )}
      {claim && isLive && (
        <Panel title={titleOf(interview, claim, can.answer)} tone={can.answer || can.decide ? 'accent' : 'plain'}>
          <Stack gap="sm">
            <Accounts interview={interview} claim={claim} />
            {can.answer ? (
              <AnswerForm interview={interview} claim={claim} />
            ) : (
              <Waiting interview={interview} claim={claim} can={can} />
            )}
            {decide}
          </Stack>
        </Panel>
      )}
      {!isLive && can.decide && (
        <Panel title="Nobody said what became of it" tone="accent">
          <Stack gap="sm">
            <Text className="measure">
              It is over, and neither {interview.learner.name} nor {interview.mentor.name} has said anything. A word
              with them usually helps; then say here how it was.
            </Text>
            {decide}
          </Stack>
        </Panel>
      )}
      {isDeciding && <DecideDialog interview={interview} close={() => setDeciding(false)} />}
    </>
  );
}

function titleOf({ viewerIs }: InterviewView, { kind, by, state }: ClaimView, isAsked: boolean): string {
  if (isAsked) return kind === 'did_not_come' ? 'They say you did not join' : 'They say that it failed';
  if (state === 'disputed') return 'You see it differently';
  return viewerIs === by ? 'Waiting for their word' : 'What became of this mock';
}

/** Both accounts with the words that came with them. */
export function Accounts({ interview, claim }: { interview: InterviewView; claim: ClaimView }) {
  const answer = answerSentence(interview, claim);
  return (
    <>
      <Text>{claimSentence(interview, claim)}</Text>
      {claim.note !== '' && <Quote>{claim.note}</Quote>}
      {answer !== null && <Text>{answer}</Text>}
      {claim.answerNote !== '' && <Quote>{claim.answerNote}</Quote>}
    </>
  );
}

function Waiting({ interview, claim, can }: { interview: InterviewView; claim: ClaimView; can: OutcomeView['can'] }) {
  const withdraw = useOutcomeWord(outcomeEndpoints.withdrawClaim);
  const comeRound = useOutcomeWord(outcomeEndpoints.comeRound);
  const params = { interviewId: interview.id };
  const other = nameOf(interview, otherOf(claim.by));
  const error = withdraw.error ?? comeRound.error;
  return (
    <>
      <Text c="dimmed" className="measure">
        {claim.state === 'open' ? (
          <>
            {other} can answer until <TimeText at={claim.answerDueAt} />; silence counts as agreement.
          </>
        ) : interview.viewerIs === 'overseer' ? (
          'The two differ, so whoever runs the batch decides.'
        ) : (
          'The people who run your batch hear both and decide. You need not do anything.'
        )}
      </Text>
      {error && <ProblemNotice error={error} />}
      {(can.comeRound || can.withdraw) && (
        <Group gap="xs">
          {can.comeRound && (
            <Button loading={comeRound.isPending} onClick={() => comeRound.mutate({ params })}>
              {claim.answer === 'technical_failure' ? 'Agree that it failed technically' : 'Agree with them'}
            </Button>
          )}
          {can.withdraw && (
            <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate({ params })}>
              Take it back
            </Button>
          )}
        </Group>
      )}
    </>
  );
}
