import { openSlots } from '@dryrun/domain/scheduling/open-slots';
import type { AvailabilityException, WallInterval, WeeklyRule } from '@dryrun/domain/scheduling/availability-rules';
import type { Interval } from '@dryrun/domain/scheduling/intervals';
import type { SlotRequest } from '@dryrun/domain/scheduling/slot-request';
import { isTimeZone } from '@dryrun/domain/time/zone-transitions';
import type { CaseResult } from './cases.ts';

type Fields = Record<string, unknown>;

/** Runs one case of a `slots` file: the engine's starts against `expectedStartsUtc`, in order and to the millisecond. */
export function runCase(input: unknown): CaseResult {
  const fields = asFields(input, 'the case');
  const expected = asList(fields['expectedStartsUtc'], 'expectedStartsUtc').map((v) =>
    asInstant(v, 'expectedStartsUtc'),
  );
  const { starts } = openSlots(toSlotRequest(fields));
  const passed = starts.length === expected.length && starts.every((start, i) => start === expected[i]);
  return { passed, expected: show(expected), actual: show(starts) };
}

/** Maps the case file's names and ISO instants to the engine's request. Lists and numbers left out mean none. */
export function toSlotRequest(fields: Fields): SlotRequest {
  const timeZone = asText(fields['mentorTimeZone'], 'mentorTimeZone');
  if (!isTimeZone(timeZone)) throw new TypeError(`mentorTimeZone is not a time zone: ${timeZone}`);
  return {
    mentorTimeZone: timeZone,
    weeklyRules: asList(fields['weeklyRules'] ?? [], 'weeklyRules').map(toRule),
    exceptions: asList(fields['overrides'] ?? [], 'overrides').map(toException),
    busy: asList(fields['busy'] ?? [], 'busy').map((v) => toInterval(v, 'busy')),
    existingBookings: asList(fields['existingBookings'] ?? [], 'existingBookings').map((v) =>
      toInterval(v, 'existingBookings'),
    ),
    durationMin: asNumber(fields['durationMin'], 'durationMin'),
    stepMin: asNumber(fields['stepMin'], 'stepMin'),
    bufferBeforeMin: asNumber(fields['bufferBeforeMin'] ?? 0, 'bufferBeforeMin'),
    bufferAfterMin: asNumber(fields['bufferAfterMin'] ?? 0, 'bufferAfterMin'),
    minNoticeMin: asNumber(fields['minNoticeMin'] ?? 0, 'minNoticeMin'),
    now: asInstant(fields['now'], 'now'),
    range: {
      start: asInstant(fields['rangeStart'], 'rangeStart'),
      end: asInstant(fields['rangeEnd'], 'rangeEnd'),
    },
    maxPerDay: asLimit(fields['maxPerDay'], 'maxPerDay'),
    maxPerWeek: asLimit(fields['maxPerWeek'], 'maxPerWeek'),
  };
}

function toRule(value: unknown): WeeklyRule {
  const weekday = asFields(value, 'weeklyRules')['weekday'];
  if (!isWeekday(weekday)) throw new TypeError(`weekday is not 1 … 7: ${String(weekday)}`);
  return { weekday, ...toWallInterval(value, 'weeklyRules') };
}

function isWeekday(value: unknown): value is WeeklyRule['weekday'] {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 7;
}

function toException(value: unknown): AvailabilityException {
  const fields = asFields(value, 'overrides');
  return {
    date: asText(fields['date'], 'overrides.date'),
    intervals: asList(fields['intervals'] ?? [], 'overrides.intervals').map((v) =>
      toWallInterval(v, 'overrides.intervals'),
    ),
  };
}

function toWallInterval(value: unknown, what: string): WallInterval {
  const { start, end } = asFields(value, what);
  return { start: asText(start, `${what}.start`), end: asText(end, `${what}.end`) };
}

function toInterval(value: unknown, what: string): Interval {
  const { start, end } = asFields(value, what);
  return { start: asInstant(start, `${what}.start`), end: asInstant(end, `${what}.end`) };
}

function asFields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`${what} is not an object`);
  return { ...value };
}

function asList(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${what} is not a list`);
  return value;
}

function asText(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new TypeError(`${what} is not a text`);
  return value;
}

function asNumber(value: unknown, what: string): number {
  if (typeof value !== 'number') throw new TypeError(`${what} is not a number`);
  return value;
}

function asLimit(value: unknown, what: string): number | null {
  return value === null || value === undefined ? null : asNumber(value, what);
}

/** An ISO instant with `Z` or an offset: without one it would mean this machine's zone. */
function asInstant(value: unknown, what: string): number {
  const text = asText(value, what);
  const instant = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(instant)) throw new TypeError(`${what} is not an instant: ${text}`);
  return instant;
}

function show(starts: readonly number[]): string {
  const listed = starts.map((start) => new Date(start).toISOString().replace('.000Z', 'Z'));
  return `${starts.length} [${listed.join(', ')}]`;
}
