import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { bookingEndpoints, type BookingView } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { weighChange, type ChangeReason } from '@dryrun/domain/interviews/change-rules';
import { endpointQuery, useEndpointMutation } from '../../../platform/endpoint-query.ts';
import { useNow } from '../../../platform/use-now.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { TimeText } from '../../../ui/time-text.tsx';
import { withNearest } from '../slot-days.ts';
import { SlotPicker } from '../slot-picker.tsx';
import { CHOSEN_REASONS } from './reason-words.ts';

interface MoveDialogProps {
  interview: InterviewView;
  booking: BookingView;
  isOpen: boolean;
  close: () => void;
}

/** Moving a booked mock: says first what it costs, then shows the times it could have. One tap moves it. */
export function MoveDialog({ interview, booking, isOpen, close }: MoveDialogProps) {
  const isPhone = useMediaQuery('(max-width: 48em)');
  const queryClient = useQueryClient();
  const [reasonCode, setReasonCode] = useState<ChangeReason>('work');
  const [reason, setReason] = useState('');
  const params = { interviewId: interview.id };
  const slotsQuery = endpointQuery(bookingEndpoints.moveSlots, { params });
  const slots = useQuery({ ...slotsQuery, enabled: isOpen });
  const move = useEndpointMutation(bookingEndpoints.move, {
    invalidates: [
      interviewEndpoints.list,
      interviewEndpoints.slots,
      bookingEndpoints.booking,
      bookingEndpoints.moveSlots,
      bookingEndpoints.quota,
    ],
    onSuccess: (moved) => {
      queryClient.setQueryData(endpointQuery(interviewEndpoints.get, { params }).queryKey, moved);
      close();
    },
    onError: (error) => {
      const fresh =
        'problem' in error ? SlotsView.safeParse((error.problem as Record<string, unknown>)['slots']) : null;
      if (!fresh?.success) return;
      // The nearest at once; the whole list follows.
      queryClient.setQueryData(slotsQuery.queryKey, (old) =>
        old ? { ...old, items: withNearest(old.items, fresh.data.items) } : fresh.data,
      );
      void queryClient.invalidateQueries({ queryKey: slotsQuery.queryKey });
    },
  });
  const asked = move.variables?.body;
  return (
    <Modal opened={isOpen} onClose={close} title="Move this mock" size="xl" fullScreen={isPhone === true}>
      <Stack gap="lg">
        <Text>
          It is booked for{' '}
          <strong>
            <TimeText at={interview.startsAt} until={interview.endsAt} />
          </strong>{' '}
          with {interview.mentor.name}. Your goal and your questions stay with it.
        </Text>
        <NativeSelect
          label="Why do you move it?"
          value={reasonCode}
          onChange={(event) =>
            setReasonCode(CHOSEN_REASONS.find((r) => r.value === event.currentTarget.value)?.value ?? 'other')
          }
          data={CHOSEN_REASONS}
        />
        <Cost interview={interview} booking={booking} reason={reasonCode} />
        <TextInput
          label="A word to your mentor"
          description="Optional."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={280}
        />
        <Loaded query={slots}>
          {(view) => (
            <SlotPicker
              view={{
                ...view,
                items: view.items.filter(
                  (s) => s.startsAt !== interview.startsAt || s.mentors.some((m) => m.id !== interview.mentor.id),
                ),
              }}
              label="Move here"
              answer={
                move.error ? { at: move.variables.body.startsAt, words: <ProblemNotice error={move.error} /> } : null
              }
              pending={move.isPending && asked ? `${asked.mentorId} ${asked.startsAt}` : null}
              otherwise="You can keep the mock as it is, or cancel it."
              onKeep={(slot, mentorId) =>
                move.mutate({
                  params,
                  body: {
                    mentorId,
                    startsAt: slot.startsAt,
                    from: interview.startsAt,
                    reasonCode,
                    reason: reason.trim(),
                  },
                })
              }
            />
          )}
        </Loaded>
      </Stack>
    </Modal>
  );
}

/** What a change made now would cost, by the rules that were pinned. The server decides again. */
function Cost({
  interview,
  booking,
  reason,
}: {
  interview: InterviewView;
  booking: BookingView;
  reason: ChangeReason;
}) {
  const now = useNow(10_000);
  const { policy, lateChanges } = booking;
  const weight = weighChange({
    role: 'learner',
    action: 'move',
    reason,
    startsAt: Date.parse(interview.startsAt),
    now,
    policy,
    counts: { late: lateChanges.used, trouble: lateChanges.trouble },
  });
  switch (weight) {
    case 'free':
      return (
        <Text c="dimmed">
          Moving is free until <TimeText at={booking.freeChangeUntil} />.
        </Text>
      );
    case 'trouble':
      return (
        <Notice tone="info" title="This move does not count as late">
          Power and network fail; one such move in {policy.changeWindowDays} days is excused.
        </Notice>
      );
    case 'late':
      return (
        <Notice tone="warning" title="This is a late change">
          Moving was free until <TimeText at={booking.freeChangeUntil} />. It is your {ordinal(lateChanges.used + 1)} of{' '}
          {policy.lateChanges} in {policy.changeWindowDays} days.
        </Notice>
      );
    case 'beyond':
      return (
        <Notice tone="warning" title="Your late changes are used">
          This mock can no longer be moved for this reason. You can keep it, cancel it, or ask your cohort admin.
        </Notice>
      );
  }
}

function ordinal(n: number): string {
  return ['first', 'second', 'third'][n - 1] ?? `${n}th`;
}
