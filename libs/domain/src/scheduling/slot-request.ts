import type { AvailabilityException, WeeklyRule } from './availability-rules.ts';
import type { Interval } from './intervals.ts';
import type { DateRange, ZoneStay } from './zone-stays.ts';

/** A booking that the mentor already has, as it stands in the calendar: without its buffers. */
export interface BookedTime extends Interval {
  /** Minutes kept free before it; the request's when absent (a booking keeps the policy under which it was made). */
  bufferBeforeMin?: number;
  /** Minutes kept free after it; the request's when absent. */
  bufferAfterMin?: number;
}

/**
 * Everything that decides when one mentor can be booked. Instants are epoch milliseconds, durations whole minutes,
 * intervals half-open; lists may be in any order. Availability must have passed `checkAvailability`.
 */
export interface SlotRequest {
  mentorTimeZone: string;
  weeklyRules: readonly WeeklyRule[];
  exceptions: readonly AvailabilityException[];
  /** Dates on which nothing is offered. */
  timeOff?: readonly DateRange[];
  /** Dates on which another zone's clock counts, for hours and for caps. */
  stays?: readonly ZoneStay[];
  /** Time taken elsewhere: the new interview's buffers are kept clear of it. An empty interval blocks nothing. */
  busy: readonly Interval[];
  /** All live bookings that caps may count, those outside `range` too; each is kept clear with its own buffers. */
  existingBookings: readonly BookedTime[];
  /** Length of the interview, at least 1. */
  durationMin: number;
  /** Distance of the starts, at least 1, in elapsed time. */
  stepMin: number;
  bufferBeforeMin: number;
  bufferAfterMin: number;
  /** A start is at least this far from `now`; exactly this far will do. */
  minNoticeMin: number;
  /** A start is at most this far from `now`; exactly this far will do. Absent or null: no horizon. */
  maxAheadMin?: number | null;
  now: number;
  /** Which starts are asked for. */
  range: Interval;
  /** Bookings a mentor takes on one local date of their zone, by start; null: no limit. */
  maxPerDay: number | null;
  /** The same for an ISO week of their zone. */
  maxPerWeek: number | null;
}

/**
 * Stops a request that could not be answered (an endless grid, a NaN that would let every comparison fail).
 * Such a request is a defect of the caller, hence a RangeError and no refusal.
 */
export function assertSlotRequest(request: SlotRequest): void {
  const { durationMin, stepMin, bufferBeforeMin, bufferAfterMin, minNoticeMin, now, range } = request;
  const maxAheadMin = request.maxAheadMin ?? null;
  mustBe(Number.isInteger(durationMin) && durationMin >= 1, 'durationMin', durationMin);
  mustBe(Number.isInteger(stepMin) && stepMin >= 1, 'stepMin', stepMin);
  mustBe(Number.isInteger(bufferBeforeMin) && bufferBeforeMin >= 0, 'bufferBeforeMin', bufferBeforeMin);
  mustBe(Number.isInteger(bufferAfterMin) && bufferAfterMin >= 0, 'bufferAfterMin', bufferAfterMin);
  mustBe(Number.isInteger(minNoticeMin) && minNoticeMin >= 0, 'minNoticeMin', minNoticeMin);
  mustBe(maxAheadMin === null || (Number.isInteger(maxAheadMin) && maxAheadMin >= 0), 'maxAheadMin', maxAheadMin);
  mustBe(Number.isFinite(now), 'now', now);
  mustBe(Number.isFinite(range.start), 'range.start', range.start);
  mustBe(Number.isFinite(range.end), 'range.end', range.end);
}

function mustBe(good: boolean, field: string, value: number | null): void {
  if (!good) throw new RangeError(`slot request: ${field} cannot be ${String(value)}`);
}
