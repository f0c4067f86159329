import { useState } from 'react';
import { Button, Group, Modal, NumberInput, Radio, Stack, Text } from '@mantine/core';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { DecideOutcomeBody, outcomeEndpoints } from '@dryrun/contracts/outcomes.contract';
import type { Outcome } from '@dryrun/domain/interviews/outcome-claims';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { consequenceSentence } from './outcome-words.ts';
import { useOutcomeWord } from './use-outcome.ts';

/** Staff say what became of a mock, with a reason that both people read. Mount it to open it. */
export function DecideDialog({ interview, close }: { interview: InterviewView; close: () => void }) {
  const { learner, mentor, goal } = interview;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [minutes, setMinutes] = useState<number | string>(goal.format.minutes);
  const [reason, setReason] = useState('');
  const decide = useOutcomeWord(outcomeEndpoints.decideOutcome, close);
  const choices: { value: Outcome; label: string }[] = [
    { value: 'met', label: 'They met' },
    { value: 'missed_by_learner', label: `${learner.name} did not join` },
    { value: 'missed_by_mentor', label: `${mentor.name} did not join` },
    { value: 'technical_failure', label: 'It failed technically' },
  ];
  const body = DecideOutcomeBody.safeParse({
    outcome,
    minutes: outcome === 'met' ? minutes : null,
    reason: reason.trim(),
  });
  return (
    <Modal opened onClose={close} title={`${learner.name} with ${mentor.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (body.success) decide.mutate({ params: { interviewId: interview.id }, body: body.data });
        }}
      >
        <Stack>
          <Radio.Group
            label="What became of it?"
            value={outcome ?? ''}
            onChange={(value) => setOutcome(choices.find((c) => c.value === value)?.value ?? null)}
          >
            <Stack gap="xs" mt="xs">
              {choices.map(({ value, label }) => (
                <Radio key={value} value={value} label={label} size="md" />
              ))}
            </Stack>
          </Radio.Group>
          {outcome === 'met' && (
            <NumberInput
              label="Minutes they met"
              description="The scorecard is due from now on. Questions that were shown count as asked."
              value={minutes}
              onChange={setMinutes}
              min={1}
              max={240}
              allowDecimal={false}
              allowNegative={false}
            />
          )}
          {outcome !== null && outcome !== 'met' && (
            <Text c="dimmed" role="status">
              {consequenceSentence(interview, outcome)}
            </Text>
          )}
          <ReasonField description="Both people read it." value={reason} onChange={setReason} />
          {decide.error && <ProblemNotice error={decide.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Not yet
            </Button>
            <Button type="submit" disabled={!body.success} loading={decide.isPending}>
              Settle it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
