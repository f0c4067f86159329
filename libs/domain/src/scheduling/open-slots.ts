import { weekNumberOfDay } from '../time/local-date.ts';
import { MINUTE, zoneClock } from '../time/zone-transitions.ts';
import { LaidHours, layHours } from './availability.ts';
import { overlaps } from './intervals.ts';
import type { Interval } from './intervals.ts';
import { NumberList } from './number-list.ts';
import { assertSlotRequest } from './slot-request.ts';
import type { BookedTime, SlotRequest } from './slot-request.ts';
import { mentorDays } from './zone-stays.ts';
import type { DayReader } from './zone-stays.ts';

/**
 * Why a start is not open. `busy`, `booked`: the interview itself would overlap; `busy_buffer`, `booked_buffer`: only the
 * time kept free around it, or around the booking, would. `notice` too soon, `horizon` too far ahead, `daily_limit` and
 * `weekly_limit` the mentor's caps.
 */
export type SlotReason =
  'notice' | 'horizon' | 'busy' | 'busy_buffer' | 'booked' | 'booked_buffer' | 'daily_limit' | 'weekly_limit';

/** A start on the grid at which the whole interview lies inside the mentor's hours; open when nothing speaks against it. */
export interface SlotCandidate {
  start: number;
  reasons: SlotReason[];
}

export interface SlotExplanation {
  /**
   * `none`: no hours in the range at all · `no_room`: hours, but nowhere a start that leaves room for the interview ·
   * `offered`: there are candidates.
   */
  availability: 'none' | 'no_room' | 'offered';
  /** All candidates in the range, ascending. */
  candidates: SlotCandidate[];
}

// The room in which one request is worked out: filled by each call, and read before it ends.
const hours = new LaidHours();
const stretches = new NumberList();
const closed = new NumberList();
const runs = new NumberList();

/** The starts of all bookable slots, ascending, epoch milliseconds. See `explainSlots` for why others are not among them. */
export function openSlots(request: SlotRequest): { starts: number[] } {
  assertSlotRequest(request);
  const { earliest, latest } = bookable(request);
  const from = Math.max(request.range.start, earliest);
  const to = Math.min(request.range.end, latest + 1);
  if (from >= to) return { starts: [] };
  layStretches(request, from, to);
  layClosed(request);
  const starts = sweep(request.stepMin * MINUTE, from);
  const caps = new Caps(daysOf(request), request);
  return { starts: caps.anyIsFull() ? starts.filter((start) => !caps.isFullAt(start)) : starts };
}

/**
 * The starts from `from` on that lie on the grid of a stretch and in nothing closed. Between two closed times they are an
 * arithmetic sequence, a *run*: nothing is asked of each start, and the answer is made in its final length.
 */
function sweep(step: number, from: number): number[] {
  runs.clear();
  let count = 0;
  // The part of `closed` up to `c` begins before `start`, and none of it ends later than `openFrom`.
  let c = 0;
  let openFrom = from;
  let nextClosed = closed.length > 0 ? (closed.values[0] ?? NaN) : Infinity;
  for (let i = 0; i < stretches.length; i += 2) {
    const anchor = stretches.values[i] ?? NaN;
    const lastStart = stretches.values[i + 1] ?? NaN;
    let start = onGrid(anchor, step, openFrom);
    while (start <= lastStart) {
      if (nextClosed < start) {
        openFrom = Math.max(openFrom, closed.values[c + 1] ?? NaN);
        c += 2;
        nextClosed = c < closed.length ? (closed.values[c] ?? NaN) : Infinity;
        if (start < openFrom) start = onGrid(anchor, step, openFrom);
        continue;
      }
      const length = Math.floor((Math.min(nextClosed, lastStart) - start) / step) + 1;
      runs.pushPair(start, length);
      count += length;
      start += length * step;
    }
  }
  const starts = new Array<number>(count);
  let at = 0;
  for (let i = 0; i < runs.length; i += 2) {
    let start = runs.values[i] ?? NaN;
    for (let left = runs.values[i + 1] ?? NaN; left > 0; left -= 1) {
      starts[at] = start;
      at += 1;
      start += step;
    }
  }
  return starts;
}

/** Every start on the grid in the range with all the reasons that close it. The open ones are exactly `openSlots`. */
export function explainSlots(request: SlotRequest): SlotExplanation {
  assertSlotRequest(request);
  const days = daysOf(request);
  const { range } = request;
  layStretches(request, range.start, Math.max(range.start, range.end));
  const duration = request.durationMin * MINUTE;
  const step = request.stepMin * MINUTE;
  const { earliest, latest } = bookable(request);
  const caps = new Caps(days, request);
  const busy = request.busy.filter(isReal);
  const bookings = request.existingBookings.filter(isReal);
  const candidates: SlotCandidate[] = [];
  for (let i = 0; i < stretches.length; i += 2) {
    const anchor = stretches.values[i] ?? NaN;
    const lastStart = stretches.values[i + 1] ?? NaN;
    for (let start = onGrid(anchor, step, range.start); start <= lastStart; start += step) {
      const reasons: SlotReason[] = [];
      if (start < earliest) reasons.push('notice');
      if (start > latest) reasons.push('horizon');
      const interview = { start, end: start + duration };
      const buffered = withBuffers(interview, request.bufferBeforeMin, request.bufferAfterMin);
      if (busy.some((b) => overlaps(b, interview))) reasons.push('busy');
      else if (busy.some((b) => overlaps(b, buffered))) reasons.push('busy_buffer');
      if (bookings.some((b) => overlaps(b, interview))) reasons.push('booked');
      else if (bookings.some((b) => overlaps(bookedWithBuffers(b, request), buffered))) reasons.push('booked_buffer');
      const day = days.dayAt(start);
      if (caps.dayIsFull(day)) reasons.push('daily_limit');
      if (caps.weekIsFull(day)) reasons.push('weekly_limit');
      candidates.push({ start, reasons });
    }
  }
  let hasHours = false;
  for (let i = 0; i < hours.bounds.length; i += 2)
    hasHours ||= (hours.bounds.values[i] ?? NaN) < range.end && (hours.bounds.values[i + 1] ?? NaN) > range.start;
  const availability = candidates.length > 0 ? 'offered' : hasHours ? 'no_room' : 'none';
  return { availability, candidates };
}

/** First and last instant, both included, that notice and horizon allow. */
function bookable(request: SlotRequest): { earliest: number; latest: number } {
  const { now, minNoticeMin, maxAheadMin } = request;
  return {
    earliest: now + minNoticeMin * MINUTE,
    latest: now + (maxAheadMin ?? Infinity) * MINUTE,
  };
}

/** By which dates the mentor's caps count. */
function daysOf({ mentorTimeZone, stays }: SlotRequest): DayReader {
  return stays === undefined || stays.length === 0 ? zoneClock(mentorTimeZone) : mentorDays(mentorTimeZone, stays);
}

/**
 * Fills `hours` with hours that are exact wherever an interview starting in `[from, to)` can be, none when that is empty, and
 * `stretches` with the grid of starts before `to` at which the whole interview fits into them, as pairs, ascending: an anchor,
 * and the last instant at which a start counted from it may lie.
 */
function layStretches(request: SlotRequest, from: number, to: number): void {
  const { mentorTimeZone, weeklyRules, exceptions, timeOff, stays } = request;
  const duration = request.durationMin * MINUTE;
  const offered = { timeZone: mentorTimeZone, rules: weeklyRules, exceptions, timeOff, stays };
  layHours(offered, from, from < to ? to + duration : to, hours);
  stretches.clear();
  const { bounds, midnights } = hours;
  let m = 0;
  for (let i = 0; i < bounds.length; i += 2) {
    let anchor = bounds.values[i] ?? NaN;
    const last = Math.min((bounds.values[i + 1] ?? NaN) - duration, to - 1);
    while (m < midnights.length && (midnights.values[m] ?? NaN) <= anchor) m += 1;
    for (; m < midnights.length && (midnights.values[m] ?? NaN) <= last; m += 1) {
      const midnight = midnights.values[m] ?? NaN;
      stretches.pushPair(anchor, midnight - 1);
      anchor = midnight;
    }
    if (anchor <= last) stretches.pushPair(anchor, last);
  }
}

/** The first point of the grid at or after `instant`. */
function onGrid(anchor: number, step: number, instant: number): number {
  return instant <= anchor ? anchor : anchor + Math.ceil((instant - anchor) / step) * step;
}

/**
 * Fills `closed` with where no interview can start, as pairs sorted by the first: open intervals, so that a start at either end
 * is allowed. They may overlap.
 */
function layClosed({ busy, existingBookings, durationMin, bufferBeforeMin, bufferAfterMin }: SlotRequest): void {
  const reachBack = (durationMin + bufferAfterMin) * MINUTE;
  const reachOn = bufferBeforeMin * MINUTE;
  closed.clear();
  for (const { start, end } of busy) if (start < end) closed.insertPair(start - reachBack, end + reachOn);
  for (const { start, end, bufferBeforeMin: before, bufferAfterMin: after } of existingBookings) {
    if (start >= end) continue;
    const from = start - (before ?? bufferBeforeMin) * MINUTE;
    closed.insertPair(from - reachBack, end + (after ?? bufferAfterMin) * MINUTE + reachOn);
  }
}

function isReal({ start, end }: Interval): boolean {
  return start < end;
}

function withBuffers({ start, end }: Interval, beforeMin: number, afterMin: number): Interval {
  return { start: start - beforeMin * MINUTE, end: end + afterMin * MINUTE };
}

function bookedWithBuffers(booking: BookedTime, request: SlotRequest): Interval {
  const before = booking.bufferBeforeMin ?? request.bufferBeforeMin;
  return withBuffers(booking, before, booking.bufferAfterMin ?? request.bufferAfterMin);
}

/** How full the mentor's local dates and ISO weeks are. */
class Caps {
  private readonly days: DayReader;
  private readonly maxPerDay: number;
  private readonly maxPerWeek: number;
  /** The dates of the bookings, none when they are too few to fill one; they are counted when a date is asked about. */
  private readonly booked: number[] = [];
  private answer = false;
  private answerHoldsUntil = -Infinity;

  constructor(days: DayReader, { maxPerDay, maxPerWeek, existingBookings }: SlotRequest) {
    this.days = days;
    this.maxPerDay = maxPerDay ?? Infinity;
    this.maxPerWeek = maxPerWeek ?? Infinity;
    const few = Math.min(this.maxPerDay, this.maxPerWeek);
    if (existingBookings.length >= few) for (const { start } of existingBookings) this.booked.push(days.dayAt(start));
  }

  dayIsFull(day: number): boolean {
    return this.maxPerDay <= this.booked.length && this.bookedBetween(day, day + 1) >= this.maxPerDay;
  }

  weekIsFull(day: number): boolean {
    if (this.maxPerWeek > this.booked.length) return false;
    const monday = 7 * weekNumberOfDay(day) - 3;
    return this.bookedBetween(monday, monday + 7) >= this.maxPerWeek;
  }

  /** False when no date can be full: then nobody need ask. */
  anythingIsFull(): boolean {
    return (
      this.booked.some((day) => this.dayIsFull(day) || this.weekIsFull(day)) ||
      this.maxPerDay <= 0 ||
      this.maxPerWeek <= 0
    );
  }

  /** Is any date full at all? Mostly none is, and then nobody need ask for each start. */
  anyIsFull(): boolean {
    if (Math.min(this.maxPerDay, this.maxPerWeek) <= 0) return true;
    for (const day of this.booked) if (this.dayIsFull(day) || this.weekIsFull(day)) return true;
    return false;
  }

  private bookedBetween(from: number, until: number): number {
    let count = 0;
    for (const day of this.booked) if (day >= from && day < until) count += 1;
    return count;
  }

  /** Both limits at once, for starts asked in ascending order: looks a date up once. */
  isFullAt(start: number): boolean {
    if (start >= this.answerHoldsUntil) {
      const day = this.days.dayAt(start);
      this.answer = this.dayIsFull(day) || this.weekIsFull(day);
      this.answerHoldsUntil = this.days.sameDayUntil(start);
    }
    return this.answer;
  }
}
