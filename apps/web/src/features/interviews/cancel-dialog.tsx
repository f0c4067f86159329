import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { bookingEndpoints, type BookingView } from '@dryrun/contracts/bookings.contract';
import { CancelBody, interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import type { ChangeReason } from '@dryrun/domain/interviews/change-rules';
import { useQueryClient } from '@tanstack/react-query';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { useNow } from '../../platform/use-now.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';

/** What may be chosen, in people's words. */
const REASONS = [
  { value: 'work', label: 'Work got in the way' },
  { value: 'health', label: 'Not well' },
  { value: 'interview', label: 'A real interview' },
  { value: 'power_or_network', label: 'Power or network trouble' },
  { value: 'other', label: 'Something else' },
] as const;

interface CancelDialogProps {
  interview: InterviewView;
  /** Absent while it is being loaded. */
  booking: BookingView | undefined;
  isOpen: boolean;
  close: () => void;
}

/** Cancelling a booked mock: says first whether it is late, and tells the other person why. */
export function CancelDialog({ interview, booking, isOpen, close }: CancelDialogProps) {
  const [reason, setReason] = useState('');
  const [reasonCode, setReasonCode] = useState<ChangeReason>('work');
  const queryClient = useQueryClient();
  const cancel = useEndpointMutation(interviewEndpoints.cancel, {
    invalidates: [interviewEndpoints.list, interviewEndpoints.slots, bookingEndpoints.booking, bookingEndpoints.quota],
    onSuccess: (answer) => {
      queryClient.setQueryData(
        endpointQuery(interviewEndpoints.get, { params: { interviewId: answer.id } }).queryKey,
        answer,
      );
      close();
    },
  });
  const valid = CancelBody.safeParse({ reason, reasonCode });
  const other = interview.viewerIs === 'learner' ? interview.mentor.name : interview.learner.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (valid.success) cancel.mutate({ params: { interviewId: interview.id }, body: valid.data });
  };
  return (
    <Modal opened={isOpen} onClose={close} title="Cancel this mock?">
      <form onSubmit={submit}>
        <Stack>
          <Lateness interview={interview} booking={booking} reason={reasonCode} />
          {interview.viewerIs === 'mentor' && (
            <Text c="dimmed">Nobody else can book you at this time until you save your hours again.</Text>
          )}
          <NativeSelect
            label="Why?"
            value={reasonCode}
            onChange={(event) =>
              setReasonCode(REASONS.find((r) => r.value === event.currentTarget.value)?.value ?? 'other')
            }
            data={REASONS}
          />
          <Textarea
            label="A word to them"
            description={`${other} reads this. You can leave it empty.`}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={valid.success ? undefined : valid.error.issues[0]?.message}
            autosize
            minRows={2}
            maxLength={280}
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

/** What cancelling costs, by the rules that were pinned. */
function Lateness({
  interview,
  booking,
  reason,
}: Pick<CancelDialogProps, 'interview' | 'booking'> & { reason: ChangeReason }) {
  const isLate = useNow(10_000) > Date.parse(interview.freeChangeUntil);
  const isLearner = interview.viewerIs === 'learner';
  if (!isLate)
    return (
      <Text>
        Cancelling is free until <TimeText at={interview.freeChangeUntil} />.
        {isLearner && ' The mock goes back to its week, and the time opens again for others.'}
      </Text>
    );
  const canMoveFree = isLearner && reason === 'power_or_network' && isExcused(booking);
  return (
    <>
      <Notice tone="warning" title="This is a late cancellation">
        Cancelling was free until <TimeText at={interview.freeChangeUntil} />. {lateWords(interview, booking)}
      </Notice>
      {canMoveFree && (
        <Notice tone="info" title="Moving it would not count as late">
          Power and network fail; one such move in {booking?.policy.changeWindowDays} days is excused.
        </Notice>
      )}
    </>
  );
}

/** A move for power or network trouble is still excused. */
function isExcused(booking: BookingView | undefined): boolean {
  return booking !== undefined && booking.can.move && booking.lateChanges.trouble < booking.policy.troubleMoves;
}

function lateWords({ viewerIs }: InterviewView, booking: BookingView | undefined): string {
  if (viewerIs === 'overseer') return 'What you cancel for them is nobody’s late change.';
  if (viewerIs === 'mentor') return 'Your learner gets an extra mock for any week, and sees other times at once.';
  if (!booking) return 'You can still cancel; it is noted as late.';
  const { lateChanges, policy } = booking;
  const ofHow = `of ${policy.lateChanges} in ${policy.changeWindowDays} days`;
  if (lateChanges.used < policy.lateChanges)
    return `You can still cancel: it is noted as late change ${lateChanges.used + 1} ${ofHow}, and the mock goes back to its week.`;
  const used = policy.lateChanges === 0 ? '' : `Your late changes are used (${policy.lateChanges} ${ofHow}). `;
  return `${used}You can still cancel, but the mock stays counted for its week.`;
}
