import { toDayNumber, weekdayOfDay } from '../time/local-date.ts';
import { DAY, MINUTE, zoneClock } from '../time/zone-transitions.ts';
import type { ZoneClock } from '../time/zone-transitions.ts';
import { toMinuteInterval } from './availability-rules.ts';
import type {
  AvailabilityException,
  MentorHours,
  MinuteInterval,
  WallInterval,
  WeeklyRule,
} from './availability-rules.ts';
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
  if (to <= from) return [];
  const { timeZone, rules, exceptions, timeOff = NO_DATES, stays = NO_STAYS } = hours;
  const weekly = rulesByWeekday(rules);
  const builder = new WindowBuilder();
  if (stays.length === 0) {
    layWindows(builder, { clock: zoneClock(timeZone), weekly, exceptions, timeOff }, from, to);
    return builder.windows(from, to);
  }
  for (const stretch of zoneStretches(timeZone, stays)) {
    if (stretch.until <= from || stretch.from >= to) continue;
    builder.within(stretch.from, stretch.until);
    const [first, last] = [Math.max(from, stretch.from), Math.min(to, stretch.until)];
    layWindows(builder, { clock: stretch.clock, weekly, exceptions, timeOff }, first, last);
  }
  return builder.windows(from, to);
}

interface OneClock {
  clock: ZoneClock;
  weekly: readonly MinuteInterval[][];
  exceptions: readonly AvailabilityException[];
  timeOff: readonly DateRange[];
}

/** Lays the hours of one clock, exact in `[from, to)`, into the builder. */
function layWindows(builder: WindowBuilder, hours: OneClock, from: number, to: number): void {
  const { clock, weekly } = hours;
  const firstDay = clock.dayAt(from) - LOOK_BACK_DAYS;
  const lastDay = clock.dayAt(to) + 1;
  const dated = specialDays(hours.exceptions, hours.timeOff, firstDay, lastDay + 1);

  let midnight = clock.toInstant(firstDay * DAY);
  let exception = dated?.get(firstDay);
  for (let day = firstDay; day <= lastDay; day += 1) {
    const nextMidnight = clock.toInstant((day + 1) * DAY);
    const nextException = dated?.get(day + 1);
    // A date that the zone skipped has no midnight of its own.
    if (nextMidnight > midnight) builder.addMidnight(midnight);
    const cut = nextException === undefined ? Infinity : nextMidnight;
    for (const interval of exception ?? weekly[weekdayOfDay(day)] ?? []) {
      const start = clock.toInstant(day * DAY + interval.start * MINUTE);
      const end = Math.min(cut, clock.toInstant(day * DAY + interval.end * MINUTE));
      if (start < end) builder.add(start, end);
    }
    midnight = nextMidnight;
    exception = nextException;
  }
}

/** Merges stretches that mostly arrive in order, and lays the midnights into them. */
class WindowBuilder {
  private readonly midnights: number[] = [];
  private readonly stretches: AvailabilityWindow[] = [];
  private inOrder = true;
  private earliest = -Infinity;
  private latest = Infinity;

  /** What is added from now on counts in `[earliest, latest)` only. Call it with ascending ranges; each begins a new grid. */
  within(earliest: number, latest: number): void {
    this.earliest = earliest;
    this.latest = latest;
    this.midnights.push(earliest);
  }

  addMidnight(midnight: number): void {
    if (midnight > this.earliest && midnight < this.latest) this.midnights.push(midnight);
  }

  add(from: number, to: number): void {
    const start = from < this.earliest ? this.earliest : from;
    const end = to > this.latest ? this.latest : to;
    if (start >= end) return;
    const last = this.stretches[this.stretches.length - 1];
    if (last !== undefined && start < last.start) this.inOrder = false;
    if (last !== undefined && start >= last.start && start <= last.end) {
      if (end > last.end) last.end = end;
    } else {
      this.stretches.push({ start, end, midnights: NONE });
    }
  }

  windows(from: number, to: number): AvailabilityWindow[] {
    if (!this.inOrder) this.mergeAgain();
    const kept: AvailabilityWindow[] = [];
    const { midnights } = this;
    let m = 0;
    for (const window of this.stretches) {
      if (window.end <= from) continue;
      if (window.start >= to) break;
      while (m < midnights.length && (midnights[m] ?? Infinity) <= window.start) m += 1;
      const first = m;
      while (m < midnights.length && (midnights[m] ?? Infinity) < window.end) m += 1;
      if (m > first) window.midnights = midnights.slice(first, m);
      kept.push(window);
    }
    return kept;
  }

  private mergeAgain(): void {
    this.earliest = -Infinity;
    this.latest = Infinity;
    const sorted = this.stretches.splice(0).sort((a, b) => a.start - b.start);
    for (const { start, end } of sorted) this.add(start, end);
  }
}

function minutesOf(interval: WallInterval): MinuteInterval {
  const minutes = toMinuteInterval(interval);
  if (minutes === null) throw new RangeError(`not hours of a day: ${interval.start}–${interval.end}`);
  return minutes;
}

function rulesByWeekday(rules: readonly WeeklyRule[]): MinuteInterval[][] {
  const weekly: MinuteInterval[][] = [[], [], [], [], [], [], [], []];
  for (const rule of rules) {
    const sameDay = weekly[rule.weekday];
    if (sameDay === undefined || rule.weekday < 1) throw new RangeError(`not a weekday: ${rule.weekday}`);
    sameDay.push(minutesOf(rule));
  }
  for (const sameDay of weekly) if (sameDay.length > 1) sameDay.sort((a, b) => a.start - b.start);
  return weekly;
}

/** What holds instead of the weekly rules on the dates of `[firstDay, lastDay]`; null: nothing does. */
function specialDays(
  exceptions: readonly AvailabilityException[],
  timeOff: readonly DateRange[],
  firstDay: number,
  lastDay: number,
): Map<number, MinuteInterval[]> | null {
  if (exceptions.length === 0 && timeOff.length === 0) return null;
  const dated = new Map<number, MinuteInterval[]>();
  for (const { date, intervals } of exceptions) {
    const day = toDayNumber(date);
    const all = [...(dated.get(day) ?? []), ...intervals.map(minutesOf)];
    dated.set(
      day,
      all.sort((a, b) => a.start - b.start),
    );
  }
  for (const { from, until } of timeOff) {
    const last = Math.min(toDayNumber(until), lastDay);
    for (let day = Math.max(toDayNumber(from), firstDay); day <= last; day += 1) dated.set(day, []);
  }
  return dated;
}
