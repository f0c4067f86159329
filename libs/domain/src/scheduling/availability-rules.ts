import { isLocalDate, toDayNumber, weekdayOf } from '../time/local-date.ts';
import type { LocalDate, Weekday } from '../time/local-date.ts';
import { DAY, MINUTE, isTimeZone, zoneClock } from '../time/zone-transitions.ts';
import { zoneOfDate } from './zone-stays.ts';
import type { DateRange, ZoneStay } from './zone-stays.ts';

/**
 * Hours between two wall times of one local date. `end` at or before `start` runs into the next local date; as an end,
 * `24:00` and `23:59` both mean the end of the day.
 */
export interface WallInterval {
  /** `HH:MM`, 00:00 … 23:59. */
  start: string;
  /** `HH:MM`, 00:00 … 24:00. */
  end: string;
}

/** Hours offered every week on one weekday of the mentor's zone. */
export interface WeeklyRule extends WallInterval {
  weekday: Weekday;
}

/** What holds on one local date instead of all weekly rules; no intervals is a day off. */
export interface AvailabilityException {
  date: LocalDate;
  intervals: readonly WallInterval[];
}

/** Everything a mentor has said about when they can be booked. Lists may be in any order. */
export interface MentorHours {
  timeZone: string;
  rules: readonly WeeklyRule[];
  exceptions: readonly AvailabilityException[];
  /** Dates on which nothing is offered, whatever rules and exceptions say. */
  timeOff?: readonly DateRange[];
  /** Dates on which another zone's clock counts. */
  stays?: readonly ZoneStay[];
}

/** A wall interval in minutes after the printed midnight of its date; `end` passes 1,440 when it runs into the next date. */
export interface MinuteInterval {
  start: number;
  end: number;
}

export const MINUTES_PER_DAY = 1_440;

/** Where a problem is: a list (`timeZone` is the home zone), the index in it, for exceptions the interval's index, and the field. */
export interface AvailabilityPlace {
  list: 'timeZone' | 'rules' | 'exceptions' | 'timeOff' | 'stays';
  index?: number;
  interval?: number;
  field?: 'weekday' | 'start' | 'end' | 'date' | 'from' | 'until' | 'timeZone';
}

/**
 * `error`: cannot be saved. `note`: is applied as described, and worth saying.
 * - `unknown_time_zone`, `bad_weekday`, `bad_time`, `bad_date`, `duplicate_date` (the later of two exceptions for a date),
 *   `ends_before_it_begins` (dates), `overlapping_stay` (shares a date `with` another): errors
 * - `inside_time_off`: an exception on a date of `with`, which wins
 * - `merged`: overlaps `with` (an earlier rule or interval); together they are one stretch
 * - `runs_overnight`: ends on the next local date · `lasts_a_whole_day`: start and end are the same time of day
 * - `cuts_previous_night`: this date's exception ends hours that began the evening before at 00:00
 * - `moved_by_clock_change`: a time that the clocks skip on that date, moved forward
 * - `emptied_by_clock_change`: nothing is left of the interval on that date
 */
export interface AvailabilityProblem {
  severity: 'error' | 'note';
  code:
    | 'unknown_time_zone'
    | 'bad_weekday'
    | 'bad_time'
    | 'bad_date'
    | 'duplicate_date'
    | 'ends_before_it_begins'
    | 'overlapping_stay'
    | 'inside_time_off'
    | 'merged'
    | 'runs_overnight'
    | 'lasts_a_whole_day'
    | 'cuts_previous_night'
    | 'moved_by_clock_change'
    | 'emptied_by_clock_change';
  at: AvailabilityPlace;
  with?: AvailabilityPlace;
}

/** Minutes after midnight of `HH:MM` from 00:00 to 24:00, or null when it is not such a time. */
export function parseWallTime(text: string): number | null {
  // Digit by digit, because the engine reads thousands of these per search.
  if (text.length !== 5 || text.charCodeAt(2) !== 58) return null;
  const hours = twoDigits(text, 0);
  const minutes = twoDigits(text, 3);
  if (hours < 0 || minutes < 0 || minutes > 59) return null;
  const total = hours * 60 + minutes;
  return total <= MINUTES_PER_DAY ? total : null;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** A wall interval in minutes, or null when one of its times is none. */
export function toMinuteInterval({ start, end }: WallInterval): MinuteInterval | null {
  const from = parseWallTime(start);
  const to = parseWallTime(end);
  if (from === null || to === null) return null;
  const until = to === MINUTES_PER_DAY - 1 ? MINUTES_PER_DAY : to;
  return { start: from, end: until <= from ? until + MINUTES_PER_DAY : until };
}

/** Everything that is wrong with, or worth saying about, a mentor's availability; errors come first. Empty: nothing. */
export function checkAvailability(hours: MentorHours): AvailabilityProblem[] {
  const { timeZone, rules, exceptions, timeOff = [], stays = [] } = hours;
  const problems: AvailabilityProblem[] = [];
  if (!isTimeZone(timeZone)) problems.push({ severity: 'error', code: 'unknown_time_zone', at: { list: 'timeZone' } });
  checkRules(rules, problems);
  checkExceptions(exceptions, problems);
  timeOff.forEach((dates, index) => checkDates(dates, { list: 'timeOff', index }, problems));
  checkStays(stays, problems);
  checkNights(rules, exceptions, problems);
  noteTimeOff(exceptions, timeOff, problems);
  checkClockChanges(exceptions, (date) => zoneOfDate(timeZone, stays, date), problems);
  return [...problems.filter((p) => p.severity === 'error'), ...problems.filter((p) => p.severity === 'note')];
}

function checkRules(rules: readonly WeeklyRule[], problems: AvailabilityProblem[]): void {
  const week: Placed[] = [];
  rules.forEach((rule, index) => {
    const at: AvailabilityPlace = { list: 'rules', index };
    const weekdayIsGood = Number.isInteger(rule.weekday) && rule.weekday >= 1 && rule.weekday <= 7;
    if (!weekdayIsGood) problems.push({ severity: 'error', code: 'bad_weekday', at: { ...at, field: 'weekday' } });
    const minutes = checkTimes(rule, at, problems);
    if (minutes === null || !weekdayIsGood) return;
    const offset = (rule.weekday - 1) * MINUTES_PER_DAY;
    const placed = { start: minutes.start + offset, end: minutes.end + offset, at };
    noteMerging(placed, week, 7 * MINUTES_PER_DAY, problems);
    week.push(placed);
  });
}

function checkExceptions(exceptions: readonly AvailabilityException[], problems: AvailabilityProblem[]): void {
  const seen = new Map<LocalDate, number>();
  exceptions.forEach((exception, index) => {
    const at: AvailabilityPlace = { list: 'exceptions', index };
    if (!isLocalDate(exception.date)) {
      problems.push({ severity: 'error', code: 'bad_date', at: { ...at, field: 'date' } });
    } else {
      const earlier = seen.get(exception.date);
      if (earlier === undefined) seen.set(exception.date, index);
      else {
        const other: AvailabilityPlace = { list: 'exceptions', index: earlier };
        problems.push({ severity: 'error', code: 'duplicate_date', at: { ...at, field: 'date' }, with: other });
      }
    }
    const day: Placed[] = [];
    exception.intervals.forEach((interval, i) => {
      const place: AvailabilityPlace = { ...at, interval: i };
      const minutes = checkTimes(interval, place, problems);
      if (minutes === null) return;
      const placed = { ...minutes, at: place };
      noteMerging(placed, day, null, problems);
      day.push(placed);
    });
  });
}

/** False when these are no two dates in order. */
function checkDates({ from, until }: DateRange, at: AvailabilityPlace, problems: AvailabilityProblem[]): boolean {
  const bad = (field: 'from' | 'until', code: AvailabilityProblem['code']): boolean => {
    problems.push({ severity: 'error', code, at: { ...at, field } });
    return false;
  };
  const fromIsGood = isLocalDate(from) || bad('from', 'bad_date');
  const untilIsGood = isLocalDate(until) || bad('until', 'bad_date');
  if (!fromIsGood || !untilIsGood) return false;
  return from <= until || bad('until', 'ends_before_it_begins');
}

function checkStays(stays: readonly ZoneStay[], problems: AvailabilityProblem[]): void {
  const good: { stay: ZoneStay; index: number }[] = [];
  stays.forEach((stay, index) => {
    const at: AvailabilityPlace = { list: 'stays', index };
    if (!isTimeZone(stay.timeZone))
      problems.push({ severity: 'error', code: 'unknown_time_zone', at: { ...at, field: 'timeZone' } });
    if (!checkDates(stay, at, problems)) return;
    const other = good.find(({ stay: { from, until } }) => from <= stay.until && stay.from <= until);
    if (other !== undefined) {
      const place: AvailabilityPlace = { list: 'stays', index: other.index };
      problems.push({ severity: 'error', code: 'overlapping_stay', at: { ...at, field: 'from' }, with: place });
    }
    good.push({ stay, index });
  });
}

function noteTimeOff(
  exceptions: readonly AvailabilityException[],
  timeOff: readonly DateRange[],
  problems: AvailabilityProblem[],
): void {
  exceptions.forEach(({ date, intervals }, index) => {
    if (intervals.length === 0) return;
    const off = timeOff.findIndex(({ from, until }) => from <= date && date <= until);
    if (off < 0) return;
    const at: AvailabilityPlace = { list: 'exceptions', index };
    problems.push({ severity: 'note', code: 'inside_time_off', at, with: { list: 'timeOff', index: off } });
  });
}

interface Placed extends MinuteInterval {
  at: AvailabilityPlace;
}

function checkTimes(
  hours: WallInterval,
  at: AvailabilityPlace,
  problems: AvailabilityProblem[],
): MinuteInterval | null {
  const start = parseWallTime(hours.start);
  const startIsGood = start !== null && start < MINUTES_PER_DAY;
  if (!startIsGood) problems.push({ severity: 'error', code: 'bad_time', at: { ...at, field: 'start' } });
  if (parseWallTime(hours.end) === null) {
    problems.push({ severity: 'error', code: 'bad_time', at: { ...at, field: 'end' } });
  }
  const minutes = toMinuteInterval(hours);
  if (minutes === null || !startIsGood) return null;
  if (hours.start === hours.end && minutes.end - minutes.start === MINUTES_PER_DAY) {
    problems.push({ severity: 'note', code: 'lasts_a_whole_day', at });
  }
  if (minutes.end > MINUTES_PER_DAY) problems.push({ severity: 'note', code: 'runs_overnight', at });
  return minutes;
}

/** Notes the first earlier interval that this one overlaps; `cycle` is the length after which time repeats. */
function noteMerging(
  placed: Placed,
  earlier: readonly Placed[],
  cycle: number | null,
  problems: AvailabilityProblem[],
): void {
  const shifts = cycle === null ? [0] : [-cycle, 0, cycle];
  const other = earlier.find((e) => shifts.some((s) => placed.start + s < e.end && e.start < placed.end + s));
  if (other !== undefined) problems.push({ severity: 'note', code: 'merged', at: placed.at, with: other.at });
}

function checkNights(
  rules: readonly WeeklyRule[],
  exceptions: readonly AvailabilityException[],
  problems: AvailabilityProblem[],
): void {
  const byDay = new Map<number, AvailabilityException>();
  for (const exception of exceptions) {
    if (isLocalDate(exception.date)) byDay.set(toDayNumber(exception.date), exception);
  }
  exceptions.forEach(({ date }, index) => {
    if (!isLocalDate(date)) return;
    const dayBefore = toDayNumber(date) - 1;
    const weekdayBefore = ((weekdayOf(date) + 5) % 7) + 1;
    const evening = byDay.get(dayBefore)?.intervals ?? rules.filter((rule) => rule.weekday === weekdayBefore);
    if (evening.some((hours) => (toMinuteInterval(hours)?.end ?? 0) > MINUTES_PER_DAY)) {
      problems.push({ severity: 'note', code: 'cuts_previous_night', at: { list: 'exceptions', index } });
    }
  });
}

function checkClockChanges(
  exceptions: readonly AvailabilityException[],
  zoneOf: (date: LocalDate) => string,
  problems: AvailabilityProblem[],
): void {
  exceptions.forEach(({ date, intervals }, index) => {
    if (!isLocalDate(date) || !isTimeZone(zoneOf(date))) return;
    const clock = zoneClock(zoneOf(date));
    const moved = (wall: number): boolean => {
      const instant = clock.toInstant(wall);
      return instant + clock.offsetAt(instant) !== wall;
    };
    const midnight = toDayNumber(date) * DAY;
    intervals.forEach((hours, interval) => {
      const minutes = toMinuteInterval(hours);
      if (minutes === null) return;
      const at: AvailabilityPlace = { list: 'exceptions', index, interval };
      const start = midnight + minutes.start * MINUTE;
      const end = midnight + minutes.end * MINUTE;
      if (clock.toInstant(start) >= clock.toInstant(end)) {
        problems.push({ severity: 'note', code: 'emptied_by_clock_change', at });
        return;
      }
      if (moved(start))
        problems.push({ severity: 'note', code: 'moved_by_clock_change', at: { ...at, field: 'start' } });
      if (moved(end)) problems.push({ severity: 'note', code: 'moved_by_clock_change', at: { ...at, field: 'end' } });
    });
  });
}
