import { useState } from 'react';
import { Button, Radio, Stack, Text, Textarea } from '@mantine/core';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { outcomeEndpoints, type ClaimView } from '@dryrun/contracts/outcomes.contract';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useOutcomeWord } from './use-outcome.ts';

type Answer = 'agreed' | 'was_there' | 'technical_failure';

const CHOICES: Record<ClaimView['kind'], readonly { value: Answer; label: string }[]> = {
  did_not_come: [
    { value: 'agreed', label: 'That is right, I did not join' },
    { value: 'technical_failure', label: 'Power, network or the call failed me' },
    { value: 'was_there', label: 'I was there' },
  ],
  technical_failure: [
    { value: 'agreed', label: 'That is right, it failed' },
    { value: 'was_there', label: 'It did not fail' },
  ],
};

/** The other side's word about a claim. Nothing is chosen beforehand. */
export function AnswerForm({ interview, claim }: { interview: InterviewView; claim: ClaimView }) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [note, setNote] = useState('');
  const give = useOutcomeWord(outcomeEndpoints.answerClaim);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (answer !== null)
          give.mutate({ params: { interviewId: interview.id }, body: { answer, note: note.trim() } });
      }}
    >
      <Stack gap="sm">
        <Text c="dimmed">
          Please answer by <TimeText at={claim.answerDueAt} />. If you say nothing, it counts as they say.
        </Text>
        <Radio.Group label="How was it?" value={answer ?? ''} onChange={(value) => setAnswer(value as Answer)}>
          <Stack gap="xs" mt="xs">
            {CHOICES[claim.kind].map(({ value, label }) => (
              <Radio key={value} value={value} label={label} size="md" />
            ))}
          </Stack>
        </Radio.Group>
        {answer !== null && answer !== 'agreed' && (
          <Text c="dimmed" role="status">
            They can agree with you. Otherwise the people who run your batch hear both and decide.
          </Text>
        )}
        <Textarea
          label="A word about it"
          description="They and the people who run your batch read it. You can leave it empty."
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={280}
          autosize
          minRows={2}
        />
        {give.error && <ProblemNotice error={give.error} />}
        <Button type="submit" disabled={answer === null} loading={give.isPending} style={{ alignSelf: 'flex-start' }}>
          Send my answer
        </Button>
      </Stack>
    </form>
  );
}
