import { toDayNumber } from '../time/local-date.ts';
import type { LocalDate } from '../time/local-date.ts';
import { DAY, zoneClock } from '../time/zone-transitions.ts';
import type { ZoneClock } from '../time/zone-transitions.ts';

/** Local dates from one to another, both included. */
export interface DateRange {
  from: LocalDate;
  until: LocalDate;
}

/** Where a mentor is for some dates: on these, their hours are meant on that clock. */
export interface ZoneStay extends DateRange {
  timeZone: string;
}

/** A time during which one clock is in force: instants in `[from, until)`. */
export interface ZoneStretch {
  clock: ZoneClock;
  from: number;
  until: number;
  /** No date read in this stretch counts as later than this: the first date of the next stretch. */
  lastDay: number;
}

/** Reads the local dates of somebody who may travel. Dates never go back as time goes on. */
export interface DayReader {
  /** Day number of the local date at an instant. */
  dayAt(instant: number): number;
  /** An instant, later than the given one, before which the local date stays the same. It may be early. */
  sameDayUntil(instant: number): number;
}

/** A reader that can also say when a date begins. */
export interface DayClock extends DayReader {
  /** First instant at which this date or a later one is read. */
  startOfDay(day: number): number;
}

/**
 * Which clock is in force when, ascending and without gaps. A stay's clock takes over once its first date has begun there and
 * the date before it is over on the clock until then; the home clock comes back in the same way. So every date before a
 * turn lasts to its end, the first one after it may begin late, and at each instant exactly one clock is in force.
 * Pre-condition: `checkAvailability` finds no error, so stays do not overlap.
 */
export function zoneStretches(homeZone: string, stays: readonly ZoneStay[]): ZoneStretch[] {
  const home = zoneClock(homeZone);
  const stretches: ZoneStretch[] = [];
  let current: ZoneStretch = { clock: home, from: -Infinity, until: Infinity, lastDay: Infinity };
  const turnTo = (clock: ZoneClock, day: number): void => {
    const at = Math.max(current.from, current.clock.toInstant(day * DAY), clock.toInstant(day * DAY));
    if (at > current.from) stretches.push({ ...current, until: at, lastDay: day });
    current = { clock, from: at, until: Infinity, lastDay: Infinity };
  };
  const ordered = stays
    .map(({ from, until, timeZone }) => ({ first: toDayNumber(from), last: toDayNumber(until), timeZone }))
    .sort((a, b) => a.first - b.first);
  ordered.forEach(({ first, last, timeZone }, i) => {
    turnTo(zoneClock(timeZone), first);
    if (ordered[i + 1]?.first !== last + 1) turnTo(home, last + 1);
  });
  stretches.push(current);
  return stretches;
}

/** The local dates of a mentor who lives in one zone and stays in others for a while. */
export function mentorDays(homeZone: string, stays: readonly ZoneStay[]): DayClock {
  const stretches = zoneStretches(homeZone, stays);
  const inForce = (instant: number): ZoneStretch => {
    for (const stretch of stretches) if (instant < stretch.until) return stretch;
    throw new RangeError(`not an instant: ${instant}`);
  };
  return {
    dayAt(instant) {
      const { clock, lastDay } = inForce(instant);
      return Math.min(clock.dayAt(instant), lastDay);
    },
    sameDayUntil(instant) {
      const { clock, until } = inForce(instant);
      return Math.min(clock.sameDayUntil(instant), until);
    },
    startOfDay(day) {
      for (const { clock, from, until, lastDay } of stretches) {
        const start = Math.max(from, clock.toInstant(day * DAY));
        if (day <= lastDay && start < until) return start;
      }
      throw new RangeError(`not a day: ${day}`);
    },
  };
}

/** The zone whose clock a local date is meant on: a stay's, or the home zone. */
export function zoneOfDate(homeZone: string, stays: readonly ZoneStay[], date: LocalDate): string {
  return stays.find(({ from, until }) => from <= date && date <= until)?.timeZone ?? homeZone;
}
