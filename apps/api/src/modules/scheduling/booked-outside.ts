import type { MentorHours } from '@dryrun/domain/scheduling/availability-rules';
import { availabilityWindows } from '@dryrun/domain/scheduling/availability';
import type { Interval } from '@dryrun/domain/scheduling/intervals';
import { mentorDays } from '@dryrun/domain/scheduling/zone-stays';
import { toLocalDate } from '@dryrun/domain/time/local-date';

/**
 * Which of these bookings do not lie wholly inside the hours, in the order given, and whether time off is why: one of the dates
 * on which they take place is off.
 */
export function bookedOutside<B extends Interval>(
  hours: MentorHours,
  booked: readonly B[],
): (B & { isInTimeOff: boolean })[] {
  if (booked.length === 0) return [];
  const from = Math.min(...booked.map((b) => b.start));
  const until = Math.max(...booked.map((b) => b.end));
  const windows = availabilityWindows(hours, from, until);
  const days = mentorDays(hours.timeZone, hours.stays ?? []);
  const isOff = (instant: number): boolean => {
    const date = toLocalDate(days.dayAt(instant));
    return (hours.timeOff ?? []).some((off) => off.from <= date && date <= off.until);
  };
  return booked
    .filter((b) => !windows.some((w) => w.start <= b.start && b.end <= w.end))
    .map((b) => ({ ...b, isInTimeOff: isOff(b.start) || isOff(b.end - 1) }));
}
