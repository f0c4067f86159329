import { isoWeekOfDay, toDayNumber, weekNumberOfDay } from './local-date.ts';
import type { IsoWeek, LocalDate } from './local-date.ts';
import { DAY, zoneClock } from './zone-transitions.ts';

/** What a batch's calendar hangs on: the local date it starts on and the zone whose Mondays begin its weeks. */
export interface BatchCalendar {
  startsOn: LocalDate;
  timeZone: string;
}

/** A half-open stretch of instants `[start, end)`, epoch milliseconds. */
export interface InstantRange {
  start: number;
  end: number;
}

/** Number of the batch week an instant lies in. Week 1 contains `startsOn`; the weeks before it are 0, −1, … */
export function batchWeekOf(batch: BatchCalendar, instant: number): number {
  return weekNumberOfDay(zoneClock(batch.timeZone).dayAt(instant)) - weekNumberOfDay(toDayNumber(batch.startsOn)) + 1;
}

/** Batch week `n`: from its Monday 00:00 to the next, in the batch's zone; 167 or 169 hours when the clocks change. */
export function batchWeekRange(batch: BatchCalendar, n: number): InstantRange {
  const clock = zoneClock(batch.timeZone);
  const monday = 7 * (weekNumberOfDay(toDayNumber(batch.startsOn)) + n - 1) - 3;
  return { start: clock.toInstant(monday * DAY), end: clock.toInstant((monday + 7) * DAY) };
}

/** ISO week of the local date at an instant, as mentors' weekly caps count. */
export function isoWeekOf(timeZone: string, instant: number): IsoWeek {
  return isoWeekOfDay(zoneClock(timeZone).dayAt(instant));
}
