import { Text } from '@mantine/core';
import type { BookingView } from '@dryrun/contracts/bookings.contract';
import { TimeText } from '../../../ui/time-text.tsx';

/** Until when a change is free, and how many late ones are left, for the learner. */
export function LateChanges({ booking }: { booking: BookingView }) {
  const { policy, lateChanges } = booking;
  const left = Math.max(0, policy.lateChanges - lateChanges.used);
  return (
    <Text c="dimmed">
      Free to move or cancel until <TimeText at={booking.freeChangeUntil} />.{' '}
      {policy.lateChanges > 0 &&
        `Late changes left: ${left} of ${policy.lateChanges} in ${policy.changeWindowDays} days.`}
    </Text>
  );
}
