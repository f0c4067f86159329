import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { endpointQuery, useEndpointMutation } from '../../../platform/endpoint-query.ts';
import { useZone } from '../../../platform/zone.ts';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { ReasonField } from '../../../ui/reason-field.tsx';
import { TimeText } from '../../../ui/time-text.tsx';
import { instantOf, LocalTimeInput } from '../../../ui/local-time-input.tsx';

/** Staff move a mock to any time, beyond quota, notice and hours, with a reason that is kept. */
export function OverrideDialog({
  interview,
  isOpen,
  close,
}: {
  interview: InterviewView;
  isOpen: boolean;
  close: () => void;
}) {
  const { timeZone } = useZone();
  const queryClient = useQueryClient();
  const [at, setAt] = useState({ date: '', time: '' });
  const [mentorId, setMentorId] = useState(interview.mentor.id);
  const [reason, setReason] = useState('');
  const params = { interviewId: interview.id };
  const colleagues = useQuery({ ...endpointQuery(bookingEndpoints.colleagues, { params }), enabled: isOpen });
  const move = useEndpointMutation(bookingEndpoints.moveOnBehalf, {
    invalidates: [bookingEndpoints.booking, interviewEndpoints.list],
    onSuccess: (moved) => {
      queryClient.setQueryData(endpointQuery(interviewEndpoints.get, { params }).queryKey, moved);
      close();
    },
  });
  const startsAt = instantOf(at, timeZone);
  const { learner, mentor } = interview;
  return (
    <Modal opened={isOpen} onClose={close} title={`Move this mock for ${learner.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (startsAt !== null)
            move.mutate({ params, body: { mentorId, startsAt, from: interview.startsAt, reason: reason.trim() } });
        }}
      >
        <Stack>
          <Text>
            It is booked for{' '}
            <strong>
              <TimeText at={interview.startsAt} until={interview.endsAt} />
            </strong>{' '}
            with {mentor.name}.
          </Text>
          <Notice tone="info" title="Beyond the rules of the batch">
            Quota, notice and hours do not apply; agree on the time with both first. Nobody is ever booked on top of
            another booking. Your name and reason stay in the audit log.
          </Notice>
          <LocalTimeInput value={at} onChange={setAt} timeZone={timeZone} />
          {startsAt !== null && (
            <Text c="dimmed">
              <TimeText at={startsAt} withZone otherZone={mentor.timeZone} otherName={mentor.name.split(' ')[0]} />
            </Text>
          )}
          <NativeSelect
            label="Mentor"
            value={mentorId}
            onChange={(event) => setMentorId(event.currentTarget.value)}
            data={[
              { value: mentor.id, label: mentor.name },
              ...(colleagues.data?.items.map(({ person }) => ({ value: person.id, label: person.name })) ?? []),
            ]}
          />
          <ReasonField description="Both read it, and it stays in the audit log." value={reason} onChange={setReason} />
          {move.error && <ProblemNotice error={move.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Leave it as it is
            </Button>
            <Button type="submit" disabled={startsAt === null || reason.trim().length < 3} loading={move.isPending}>
              Move it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
