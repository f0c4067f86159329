import { useState } from 'react';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { outcomeEndpoints } from '@dryrun/contracts/outcomes.contract';
import type { ClaimKind } from '@dryrun/domain/interviews/outcome-claims';
import { serverNow } from '../../platform/server-clock.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useOutcomeWord } from './use-outcome.ts';

interface ClaimDialogProps {
  interview: InterviewView;
  kind: ClaimKind;
  /** The other side's name. */
  other: string;
  close: () => void;
}

/** Says what will happen before anything does: the other side is asked, and silence is agreement. */
export function ClaimDialog({ interview, kind, other, close }: ClaimDialogProps) {
  const [note, setNote] = useState('');
  const claim = useOutcomeWord(outcomeEndpoints.claim, close);
  const isOver = serverNow() >= Date.parse(interview.endsAt);
  const isLearner = interview.viewerIs === 'learner';
  const refund = isLearner ? 'you get an extra mock for any week' : `${other} gets an extra mock for any week`;
  const takeBack = isOver ? 'Until they answer you can take it back.' : 'Should they still come, you can take it back.';
  return (
    <Modal opened onClose={close} title={kind === 'did_not_come' ? `${other} did not join?` : 'It failed technically?'}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          claim.mutate({ params: { interviewId: interview.id }, body: { kind, note: note.trim() } });
        }}
      >
        <Stack>
          <Text>
            {other} has 48 hours to say how it was; silence counts as agreement. If you differ, the people who run your
            batch decide.
          </Text>
          <Text c="dimmed">
            {kind === 'did_not_come'
              ? isLearner
                ? `If it stands, ${refund}. ${takeBack}`
                : `If it stands, the mock stays counted for ${other}. ${takeBack}`
              : `If it stands, it is nobody’s fault, and ${refund}.`}
          </Text>
          <Textarea
            label="A word about it"
            description={`${other} and the people who run your batch read it. You can leave it empty.`}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={280}
            autosize
            minRows={2}
          />
          {claim.error && <ProblemNotice error={claim.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {isOver ? 'Not now' : 'Wait a little'}
            </Button>
            <Button type="submit" loading={claim.isPending}>
              Say so
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
