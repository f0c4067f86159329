import { dayNumberOf, toDayNumber, toLocalDate, weekdayOfDay } from './local-date.ts';
import type { LocalDate, Weekday } from './local-date.ts';

/**
 * Wall time ↔ instant in integers. Each zone's UTC-offset changes are read once from the platform's time-zone data
 * (`Intl`), block by block as they are needed, and kept; every conversion after that is arithmetic.
 *
 * Instants are epoch milliseconds. *Wall milliseconds* are what the clock on the wall would give if it were UTC:
 * day number × 86,400,000 + milliseconds since the printed midnight.
 */
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** A change of a zone's UTC offset; offsets in milliseconds, east positive. */
export interface ZoneTransition {
  at: number;
  offsetBefore: number;
  offsetAfter: number;
}

/** A wall-clock reading; `minuteOfDay` 0 … 1439 is what the clock shows, whatever the day's length. */
export interface LocalTime {
  date: LocalDate;
  minuteOfDay: number;
  weekday: Weekday;
  offsetMinutes: number;
}

/** The conversions of one zone. Get it with `zoneClock` and keep it for a loop. */
export interface ZoneClock {
  readonly timeZone: string;
  /** UTC offset in milliseconds in force at an instant. */
  offsetAt(instant: number): number;
  /** Instant of a wall time: inside a gap moved forward by the gap, when ambiguous the first occurrence. */
  toInstant(wall: number): number;
  /** Instant of a date's 00:00, `toInstant(day * DAY)`, from a table. */
  midnightOf(day: number): number;
  /** Day number of the local date at an instant. */
  dayAt(instant: number): number;
  /** An instant, later than the given one, before which the local date stays the same. Clock changes may make it early. */
  sameDayUntil(instant: number): number;
  /** Offset changes in `[from, to)`, ascending. */
  transitions(from: number, to: number): ZoneTransition[];
}

interface Block {
  transitions: ZoneTransition[];
  /** Offset before the first transition. */
  offset: number;
  /** Instants of the 00:00 of its dates; null until one is asked for. */
  midnights: Float64Array | null;
}

// 2020-01-01T00:00Z begins block 0; a block holds two years and what changes within two days of its ends.
const ORIGIN = Date.UTC(2020, 0, 1);
const DAYS_OF_BLOCK = 731;
const BLOCK = DAYS_OF_BLOCK * DAY;
const MARGIN = 2 * DAY;
// Two changes closer together than this could hide each other. The closest known since 1900 are about a week apart.
const PROBE = 2 * DAY;
const SECOND = 1_000;
const KEPT_ZONES = 2_000;

const clocks = new Map<string, ZoneClock>();

/** True for an IANA zone that this platform knows; bare offsets such as `+05:30` are not zones. */
export function isTimeZone(id: string): boolean {
  if (clocks.has(id)) return true;
  if (!/^[A-Za-z]/.test(id)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: id });
    return true;
  } catch {
    return false;
  }
}

/** The clock of a zone, shared by all callers. Pre-condition: `isTimeZone(timeZone)`, else a RangeError. */
export function zoneClock(timeZone: string): ZoneClock {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  if (!isTimeZone(timeZone)) throw new RangeError(`not a time zone: ${timeZone}`);
  if (clocks.size >= KEPT_ZONES) clocks.clear();
  const clock = new KnownClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

/**
 * Instant of `minuteOfDay` on a local date. Minutes beyond 1,439 continue on the following dates (1,440 is the next
 * date's 00:00). Inside a gap: forward by the gap; ambiguous: the first occurrence.
 */
export function localToInstant(timeZone: string, date: LocalDate, minuteOfDay: number): number {
  return zoneClock(timeZone).toInstant(toDayNumber(date) * DAY + minuteOfDay * MINUTE);
}

/** What the wall clock of a zone shows at an instant; seconds are dropped. */
export function instantToLocal(timeZone: string, instant: number): LocalTime {
  const offset = zoneClock(timeZone).offsetAt(instant);
  const wall = instant + offset;
  const day = Math.floor(wall / DAY);
  return {
    date: toLocalDate(day),
    minuteOfDay: Math.floor((wall - day * DAY) / MINUTE),
    weekday: weekdayOfDay(day),
    offsetMinutes: offset / MINUTE,
  };
}

/** Instant of a date's 00:00; where the clocks skip it, the instant they skip to. */
export function startOfLocalDay(timeZone: string, date: LocalDate): number {
  return zoneClock(timeZone).toInstant(toDayNumber(date) * DAY);
}

/** Offset changes of a zone in `[from, to)`, ascending: what a warning about clock changes needs. */
export function transitionsBetween(timeZone: string, from: number, to: number): ZoneTransition[] {
  return zoneClock(timeZone).transitions(from, to);
}

/** A class and no closure, so that the loops over many zones call one piece of code. */
class KnownClock implements ZoneClock {
  readonly timeZone: string;
  private readonly readOffset: (instant: number) => number;
  private readonly blocks = new Map<number, Block>();
  // What answered last, for instants, for wall times and for dates: neighbouring questions hit it again.
  private from = 0;
  private to = 0;
  private offset = 0;
  private wallFrom = 0;
  private wallTo = 0;
  private wallOffset = 0;
  private firstDay = 0;
  private midnights: Float64Array = new Float64Array(0);

  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.readOffset = offsetReader(timeZone);
  }

  offsetAt(instant: number): number {
    if (instant < this.from || instant >= this.to) this.findStretch(instant);
    return this.offset;
  }

  toInstant(wall: number): number {
    if (wall < this.wallFrom || wall >= this.wallTo) this.findWallStretch(wall);
    return wall - this.wallOffset;
  }

  midnightOf(day: number): number {
    const known = this.midnights[day - this.firstDay];
    return known === undefined ? this.findMidnight(day) : known;
  }

  dayAt(instant: number): number {
    return Math.floor((instant + this.offsetAt(instant)) / DAY);
  }

  sameDayUntil(instant: number): number {
    const nextMidnight = (this.dayAt(instant) + 1) * DAY - this.offset;
    return Math.min(nextMidnight, this.to);
  }

  transitions(start: number, end: number): ZoneTransition[] {
    const found: ZoneTransition[] = [];
    for (let index = Math.floor((start - ORIGIN) / BLOCK); ORIGIN + index * BLOCK < end; index += 1) {
      const blockStart = ORIGIN + index * BLOCK;
      for (const transition of this.blockOf(index).transitions) {
        const inBlock = transition.at >= blockStart && transition.at < blockStart + BLOCK;
        if (inBlock && transition.at >= start && transition.at < end) found.push({ ...transition });
      }
    }
    return found;
  }

  private findStretch(instant: number): void {
    const index = Math.floor((instant - ORIGIN) / BLOCK);
    const block = this.blockOf(index);
    this.from = ORIGIN + index * BLOCK;
    this.to = this.from + BLOCK;
    this.offset = block.offset;
    for (const transition of block.transitions) {
      if (instant < transition.at) {
        this.to = Math.min(this.to, transition.at);
        break;
      }
      this.from = Math.max(this.from, transition.at);
      this.offset = transition.offsetAfter;
    }
  }

  private findWallStretch(wall: number): void {
    const index = Math.floor((wall - ORIGIN) / BLOCK);
    const block = this.blockOf(index);
    this.wallFrom = ORIGIN + index * BLOCK;
    this.wallTo = this.wallFrom + BLOCK;
    this.wallOffset = block.offset;
    for (const { at, offsetBefore, offsetAfter } of block.transitions) {
      // Up to here the old offset gives both readings we want: first of two, and forward out of a gap.
      const turn = at + Math.max(offsetBefore, offsetAfter);
      if (wall < turn) {
        this.wallTo = Math.min(this.wallTo, turn);
        break;
      }
      this.wallFrom = Math.max(this.wallFrom, turn);
      this.wallOffset = offsetAfter;
    }
  }

  private findMidnight(day: number): number {
    const index = Math.floor((day * DAY - ORIGIN) / BLOCK);
    this.firstDay = ORIGIN / DAY + index * DAYS_OF_BLOCK;
    const block = this.blockOf(index);
    block.midnights ??= Float64Array.from({ length: DAYS_OF_BLOCK }, (_, n) =>
      this.toInstant((this.firstDay + n) * DAY),
    );
    this.midnights = block.midnights;
    return this.midnights[day - this.firstDay] ?? NaN;
  }

  private blockOf(index: number): Block {
    let block = this.blocks.get(index);
    if (block === undefined) {
      block = readBlock(this.readOffset, ORIGIN + index * BLOCK - MARGIN, ORIGIN + (index + 1) * BLOCK + MARGIN);
      this.blocks.set(index, block);
    }
    return block;
  }
}

function readBlock(readOffset: (instant: number) => number, start: number, end: number): Block {
  const block: Block = { transitions: [], offset: readOffset(start), midnights: null };
  let offsetBefore = block.offset;
  for (let at = start; at < end; at += PROBE) {
    const next = Math.min(at + PROBE, end);
    const offsetAfter = readOffset(next);
    if (offsetAfter === offsetBefore) continue;
    let last = at;
    let first = next;
    while (first - last > SECOND) {
      const middle = last + Math.floor((first - last) / 2 / SECOND) * SECOND;
      if (readOffset(middle) === offsetBefore) last = middle;
      else first = middle;
    }
    block.transitions.push({ at: first, offsetBefore, offsetAfter });
    offsetBefore = offsetAfter;
  }
  return block;
}

/** Reads an offset at a whole second by asking `Intl` for the wall time: slow, right, and only used to fill blocks. */
function offsetReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (
      format.format(instant).match(/\d+/g) ?? []
    ).map(Number);
    return dayNumberOf(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND - instant;
  };
}
