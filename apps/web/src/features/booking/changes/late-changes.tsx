import { Text } from '@mantine/core';
import type { BookingView } from '@dryrun/contracts/bookings.contract';
import { useNow } from '../../../platform/use-now.ts';
import { TimeText } from '../../../ui/time-text.tsx';

/** Until when a change is free, and how many late ones are left, for the learner. */
export function LateChanges({ booking }: { booking: BookingView }) {
  const { policy, lateChanges } = booking;
  const left = Math.max(0, policy.lateChanges - lateChanges.used);
  const isFree = useNow(10_000) <= Date.parse(booking.freeChangeUntil);
  return (
    <Text c="dimmed">
      {isFree ? 'Free to move or cancel until' : 'A change now is a late one; it was free until'}{' '}
      <TimeText at={booking.freeChangeUntil} />.{' '}
      {policy.lateChanges > 0 &&
        `Late changes left: ${left} of ${policy.lateChanges} in ${policy.changeWindowDays} days.`}
    </Text>
  );
}
