import { toDayNumber, weekdayOfDay } from '../time/local-date.ts';
import { DAY, MINUTE, zoneClock } from '../time/zone-transitions.ts';
import type { ZoneClock } from '../time/zone-transitions.ts';
import { MINUTES_PER_DAY, toMinuteInterval } from './availability-rules.ts';
import type {
  AvailabilityException,
  MentorHours,
  MinuteInterval,
  WallInterval,
  WeeklyRule,
} from './availability-rules.ts';
import { NumberList } from './number-list.ts';
import { zoneStretches } from './zone-stays.ts';
import type { DateRange, ZoneStay } from './zone-stays.ts';

/** One stretch of a mentor's hours in UTC: maximal, half-open, epoch milliseconds. */
export interface AvailabilityWindow {
  start: number;
  end: number;
  /**
   * Every local 00:00 strictly inside, ascending: there the grid of starts, anchored at `start`, begins anew. So it does where
   * another clock takes over, which counts as one.
   */
  midnights: readonly number[];
}

const NONE: readonly number[] = [];
const NO_DATES: readonly DateRange[] = [];
const NO_MINUTES: readonly number[] = [];
const NO_STAYS: readonly ZoneStay[] = [];

// An interval of a date can reach over the next date, and a clock change can carry it further: look back two dates.
const LOOK_BACK_DAYS = 2;

/**
 * The windows that a mentor's hours give in `[from, to)`, ascending, never overlapping or touching. Exact inside that
 * range. A window that reaches beyond it is not cut there, and may be incomplete outside.
 * An exception replaces all rules of its date and ends at that date's 00:00 whatever began before; several exceptions of
 * one date add up. Time off does the same to all its dates, and to their exceptions. While a stay's clock is in force
 * (`zoneStretches`), everything is as if the mentor lived there.
 * Pre-condition: `checkAvailability` finds no error; a wall time that is none is a RangeError.
 */
export function availabilityWindows(hours: MentorHours, from: number, to: number): AvailabilityWindow[] {
  layHours(hours, from, to, laid);
  const windows: AvailabilityWindow[] = [];
  const { bounds, midnights } = laid;
  let m = 0;
  for (let i = 0; i < bounds.length; i += 2) {
    const start = bounds.values[i] ?? NaN;
    const end = bounds.values[i + 1] ?? NaN;
    while (m < midnights.length && (midnights.values[m] ?? NaN) <= start) m += 1;
    const first = m;
    while (m < midnights.length && (midnights.values[m] ?? NaN) < end) m += 1;
    if (end <= from || start >= to) continue;
    windows.push({ start, end, midnights: m > first ? [...midnights.values.subarray(first, m)] : NONE });
  }
  return windows;
}

/** Windows as bare numbers, for whoever lays the hours of thousands. */
export class LaidHours {
  /** Start and end of each window, in pairs, ascending. The first and last may lie wholly outside the range asked for. */
  readonly bounds = new NumberList();
  /** Every instant inside a window at which the grid of starts begins anew, ascending; some others are among them. */
  readonly midnights = new NumberList();
}

// Filled by each call of `availabilityWindows`, and read before it ends.
const laid = new LaidHours();

/** `availabilityWindows` as numbers, put into `into` in place of what was there. */
export function layHours(hours: MentorHours, from: number, to: number, into: LaidHours): void {
  const builder = new WindowBuilder(into);
  if (to <= from) return;
  const { timeZone, rules, exceptions, timeOff = NO_DATES, stays = NO_STAYS } = hours;
  const weekly = rulesByWeekday(rules);
  if (stays.length === 0) {
    layWindows(builder, { clock: zoneClock(timeZone), weekly, exceptions, timeOff }, from, to);
  } else {
    for (const stretch of zoneStretches(timeZone, stays)) {
      if (stretch.until <= from || stretch.from >= to) continue;
      builder.within(stretch.from, stretch.until);
      const [first, last] = [Math.max(from, stretch.from), Math.min(to, stretch.until)];
      layWindows(builder, { clock: stretch.clock, weekly, exceptions, timeOff }, first, last);
    }
  }
  builder.finish();
}

interface OneClock {
  clock: ZoneClock;
  /** By weekday, 1 to 7: starts and ends in minutes, in pairs, ascending by start. */
  weekly: readonly (readonly number[])[];
  exceptions: readonly AvailabilityException[];
  timeOff: readonly DateRange[];
}

/** Lays the hours of one clock, exact in `[from, to)`, into the builder. */
function layWindows(builder: WindowBuilder, hours: OneClock, from: number, to: number): void {
  const { clock, weekly } = hours;
  const firstDay = clock.dayAt(from) - LOOK_BACK_DAYS;
  const lastDay = clock.dayAt(to) + 1;
  const dated = specialDays(hours.exceptions, hours.timeOff, firstDay, lastDay + 1);

  let midnight = clock.midnightOf(firstDay);
  let exception = dated?.get(firstDay);
  let weekday = weekdayOfDay(firstDay) as number;
  for (let day = firstDay; day <= lastDay; day += 1) {
    const nextMidnight = clock.midnightOf(day + 1);
    const nextException = dated?.get(day + 1);
    const today = exception ?? weekly[weekday] ?? NO_MINUTES;
    // A date that the zone skipped has no midnight of its own.
    if (nextMidnight > midnight) builder.addMidnight(midnight);
    // The clock does not change on most days: their minutes count from midnight.
    const plainMinutes = nextMidnight - midnight === DAY ? MINUTES_PER_DAY : -1;
    for (let i = 0; i < today.length; i += 2) {
      const first = today[i] ?? NaN;
      const last = today[i + 1] ?? NaN;
      const start = first <= plainMinutes ? midnight + first * MINUTE : clock.toInstant(day * DAY + first * MINUTE);
      const end = last <= plainMinutes ? midnight + last * MINUTE : clock.toInstant(day * DAY + last * MINUTE);
      if (nextException === undefined || end < nextMidnight) builder.add(start, end);
      else builder.add(start, nextMidnight);
    }
    midnight = nextMidnight;
    exception = nextException;
    weekday = weekday === 7 ? 1 : weekday + 1;
  }
}

/** Merges stretches that mostly arrive in order. */
class WindowBuilder {
  private readonly bounds: NumberList;
  private readonly midnights: NumberList;
  private inOrder = true;
  private earliest = -Infinity;
  private latest = Infinity;
  /** The window that may still grow; none at first. */
  private start = Infinity;
  private end = -Infinity;
  /** How far any window goes. */
  private reach = -Infinity;

  constructor({ bounds, midnights }: LaidHours) {
    this.bounds = bounds;
    this.midnights = midnights;
    bounds.clear();
    midnights.clear();
  }

  /** What is added from now on counts in `[earliest, latest)` only. Call it with ascending ranges; each begins a new grid. */
  within(earliest: number, latest: number): void {
    this.earliest = earliest;
    this.latest = latest;
    this.midnights.push(earliest);
  }

  /** Call it before anything that begins at or after it is added; one that nothing reaches is passed over. */
  addMidnight(midnight: number): void {
    if (midnight <= this.reach && midnight > this.earliest && midnight < this.latest) this.midnights.push(midnight);
  }

  add(from: number, to: number): void {
    const start = from < this.earliest ? this.earliest : from;
    const end = to > this.latest ? this.latest : to;
    if (start >= end) return;
    if (end > this.reach) this.reach = end;
    if (start >= this.start && start <= this.end) {
      if (end > this.end) this.end = end;
      return;
    }
    if (this.end > start) this.inOrder = false;
    this.close();
    this.start = start;
    this.end = end;
  }

  /** Call it last: writes down what is still open. */
  finish(): void {
    this.close();
    if (!this.inOrder) this.mergeAgain();
  }

  private close(): void {
    if (this.start < this.end) this.bounds.pushPair(this.start, this.end);
  }

  private mergeAgain(): void {
    const { bounds } = this;
    const pairs: [number, number][] = [];
    for (let i = 0; i < bounds.length; i += 2) pairs.push([bounds.values[i] ?? NaN, bounds.values[i + 1] ?? NaN]);
    bounds.clear();
    this.start = Infinity;
    this.end = -Infinity;
    this.earliest = -Infinity;
    this.latest = Infinity;
    for (const [start, end] of pairs.sort((a, b) => a[0] - b[0])) this.add(start, end);
    this.close();
  }
}

function minutesOf(interval: WallInterval): MinuteInterval {
  const minutes = toMinuteInterval(interval);
  if (minutes === null) throw new RangeError(`not hours of a day: ${interval.start}–${interval.end}`);
  return minutes;
}

const parsedRules = new WeakMap<readonly WeeklyRule[], number[][]>();

/** Parsed once per list: whoever asks about the same hours again and again pays for reading them once. */
function rulesByWeekday(rules: readonly WeeklyRule[]): number[][] {
  const known = parsedRules.get(rules);
  if (known !== undefined) return known;
  const weekly: number[][] = [[], [], [], [], [], [], [], []];
  for (const rule of rules) {
    const sameDay = weekly[rule.weekday];
    if (sameDay === undefined || rule.weekday < 1) throw new RangeError(`not a weekday: ${rule.weekday}`);
    insertByStart(sameDay, minutesOf(rule));
  }
  parsedRules.set(rules, weekly);
  return weekly;
}

/** Puts an interval into pairs of numbers that are sorted by start, behind its equals. */
function insertByStart(pairs: number[], { start, end }: MinuteInterval): void {
  let at = pairs.length;
  while (at > 0 && (pairs[at - 2] ?? NaN) > start) at -= 2;
  if (at === pairs.length) pairs.push(start, end);
  else pairs.splice(at, 0, start, end);
}

const parsedExceptions = new WeakMap<readonly AvailabilityException[], ReadonlyMap<number, readonly number[]>>();

/** By day number what exceptions offer instead of the weekly rules; parsed once per list. */
function exceptionsByDay(exceptions: readonly AvailabilityException[]): ReadonlyMap<number, readonly number[]> {
  const known = parsedExceptions.get(exceptions);
  if (known !== undefined) return known;
  const dated = new Map<number, number[]>();
  for (const { date, intervals } of exceptions) {
    const day = toDayNumber(date);
    const all = dated.get(day) ?? [];
    for (const interval of intervals) insertByStart(all, minutesOf(interval));
    dated.set(day, all);
  }
  parsedExceptions.set(exceptions, dated);
  return dated;
}

/** What holds instead of the weekly rules on the dates of `[firstDay, lastDay]`; null: nothing does. */
function specialDays(
  exceptions: readonly AvailabilityException[],
  timeOff: readonly DateRange[],
  firstDay: number,
  lastDay: number,
): ReadonlyMap<number, readonly number[]> | null {
  if (timeOff.length === 0) return exceptions.length === 0 ? null : exceptionsByDay(exceptions);
  const dated = new Map<number, readonly number[]>(exceptionsByDay(exceptions));
  for (const { from, until } of timeOff) {
    const last = Math.min(toDayNumber(until), lastDay);
    for (let day = Math.max(toDayNumber(from), firstDay); day <= last; day += 1) dated.set(day, NO_MINUTES);
  }
  return dated;
}
