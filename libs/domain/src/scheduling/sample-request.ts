import type { AvailabilityException, WeeklyRule } from './availability-rules.ts';
import type { Interval } from './intervals.ts';
import { openSlots } from './open-slots.ts';
import type { SlotRequest } from './slot-request.ts';

/** Builders for the specs of the slot engine; nothing else imports them. */
export const at = (iso: string): number => Date.parse(iso);
export const iso = (instant: number): string => new Date(instant).toISOString().replace(':00.000Z', 'Z');
export const span = (start: string, end: string): Interval => ({ start: at(start), end: at(end) });
export const rule = (weekday: WeeklyRule['weekday'], start: string, end: string): WeeklyRule => ({
  weekday,
  start,
  end,
});
export const everyDay = (start: string, end: string): WeeklyRule[] =>
  ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => rule(weekday, start, end));
export const exception = (date: string, ...hours: [string, string][]): AvailabilityException => ({
  date,
  intervals: hours.map(([start, end]) => ({ start, end })),
});

/** Monday 1 June 2026 in UTC, hours 09–13, an hour's interview every half hour; each test changes what it is about. */
export function request(changes: Partial<SlotRequest> = {}): SlotRequest {
  return {
    mentorTimeZone: 'UTC',
    weeklyRules: [rule(1, '09:00', '13:00')],
    exceptions: [],
    busy: [],
    existingBookings: [],
    durationMin: 60,
    stepMin: 30,
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    minNoticeMin: 0,
    now: at('2026-01-01T00:00Z'),
    range: span('2026-06-01T00:00Z', '2026-06-02T00:00Z'),
    maxPerDay: null,
    maxPerWeek: null,
    ...changes,
  };
}
export const starts = (changes: Partial<SlotRequest> = {}): string[] => openSlots(request(changes)).starts.map(iso);
/** Starts of the one day that most tests look at, as times. */
export const times = (changes: Partial<SlotRequest> = {}): string[] =>
  starts(changes).map((start) => start.slice(11, 16));
