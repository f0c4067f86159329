import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { CancelBody, interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { useQueryClient } from '@tanstack/react-query';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { useNow } from '../../platform/use-now.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';

interface CancelDialogProps {
  interview: InterviewView;
  isOpen: boolean;
  close: () => void;
}

/** Cancelling a booked mock: says first whether it is late, and tells the other person why. */
export function CancelDialog({ interview, isOpen, close }: CancelDialogProps) {
  const [reason, setReason] = useState('');
  const queryClient = useQueryClient();
  const cancel = useEndpointMutation(interviewEndpoints.cancel, {
    invalidates: [interviewEndpoints.list, interviewEndpoints.slots],
    onSuccess: (answer) => {
      queryClient.setQueryData(
        endpointQuery(interviewEndpoints.get, { params: { interviewId: answer.id } }).queryKey,
        answer,
      );
      close();
    },
  });
  const valid = CancelBody.safeParse({ reason });
  const other = interview.viewerIs === 'learner' ? interview.mentor.name : interview.learner.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (valid.success) cancel.mutate({ params: { interviewId: interview.id }, body: { reason: valid.data.reason } });
  };
  return (
    <Modal opened={isOpen} onClose={close} title="Cancel this mock?">
      <form onSubmit={submit}>
        <Stack>
          <Lateness interview={interview} />
          <Textarea
            label="Reason"
            description={`${other} reads this. You can leave it empty.`}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={valid.success ? undefined : valid.error.issues[0]?.message}
            autosize
            minRows={2}
            maxLength={400}
          />
          {cancel.error && <ProblemNotice error={cancel.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Keep the mock
            </Button>
            <Button type="submit" color="red" loading={cancel.isPending} disabled={!valid.success}>
              Cancel the mock
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Lateness({ interview }: { interview: InterviewView }) {
  const isLate = useNow(10_000) > Date.parse(interview.freeChangeUntil);
  if (isLate)
    return (
      <Notice tone="warning" title="This is a late cancellation">
        Cancelling was free until <TimeText at={interview.freeChangeUntil} />. You can still cancel; it is noted as
        late.
      </Notice>
    );
  return (
    <Text>
      Cancelling is free until <TimeText at={interview.freeChangeUntil} />. The time opens again for others.
    </Text>
  );
}
