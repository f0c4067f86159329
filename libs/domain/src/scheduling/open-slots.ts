import { weekNumberOfDay } from '../time/local-date.ts';
import { MINUTE, zoneClock } from '../time/zone-transitions.ts';
import { layHours } from './availability.ts';
import type { LaidHours } from './availability.ts';
import { overlaps } from './intervals.ts';
import type { Interval } from './intervals.ts';
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

/** The starts of all bookable slots, ascending, epoch milliseconds. See `explainSlots` for why others are not among them. */
export function openSlots(request: SlotRequest): { starts: number[] } {
  assertSlotRequest(request);
  const days = daysOf(request);
  const { earliest, latest } = bookable(request);
  const from = Math.max(request.range.start, earliest);
  const to = Math.min(request.range.end, latest + 1);
  const starts: number[] = [];
  if (from >= to) return { starts };

  const duration = request.durationMin * MINUTE;
  const step = request.stepMin * MINUTE;
  const stretches = stretchesOf(hoursFor(request, from, to), duration, to);
  const closed = closedStarts(request);
  const caps = new Caps(days, request);
  // The part of `closed` up to `c` begins before `start`, and none of it ends later than `closedUntil`.
  let c = 0;
  let closedUntil = -Infinity;
  for (let i = 0; i < stretches.length; i += 2) {
    const anchor = stretches[i] ?? NaN;
    const lastStart = stretches[i + 1] ?? NaN;
    let start = onGrid(anchor, step, from);
    while (start <= lastStart) {
      while (c < closed.length && (closed[c] ?? NaN) < start) {
        const end = closed[c + 1] ?? NaN;
        if (end > closedUntil) closedUntil = end;
        c += 2;
      }
      if (start < closedUntil) {
        start = onGrid(anchor, step, closedUntil);
        continue;
      }
      if (!caps.limited || !caps.isFullAt(start)) starts.push(start);
      start += step;
    }
  }
  return { starts };
}

/** Every start on the grid in the range with all the reasons that close it. The open ones are exactly `openSlots`. */
export function explainSlots(request: SlotRequest): SlotExplanation {
  assertSlotRequest(request);
  const days = daysOf(request);
  const { range } = request;
  const hours = hoursFor(request, range.start, range.start < range.end ? range.end : range.start);
  const duration = request.durationMin * MINUTE;
  const step = request.stepMin * MINUTE;
  const { earliest, latest } = bookable(request);
  const caps = new Caps(days, request);
  const busy = request.busy.filter(isReal);
  const bookings = request.existingBookings.filter(isReal);
  const candidates: SlotCandidate[] = [];
  const stretches = stretchesOf(hours, duration, range.end);
  for (let i = 0; i < stretches.length; i += 2) {
    const anchor = stretches[i] ?? NaN;
    const lastStart = stretches[i + 1] ?? NaN;
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
  const hasHours = hours.bounds.some(
    (end, i) => i % 2 === 1 && end > range.start && (hours.bounds[i - 1] ?? NaN) < range.end,
  );
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

/** Hours that are exact wherever an interview starting in `[from, to)` can be; none when that is empty. */
function hoursFor(request: SlotRequest, from: number, to: number): LaidHours {
  const { mentorTimeZone, weeklyRules, exceptions, timeOff, stays, durationMin } = request;
  const hours = { timeZone: mentorTimeZone, rules: weeklyRules, exceptions, timeOff, stays };
  return layHours(hours, from, from < to ? to + durationMin * MINUTE : to);
}

/** By which dates the mentor's caps count. */
function daysOf({ mentorTimeZone, stays }: SlotRequest): DayReader {
  return stays === undefined || stays.length === 0 ? zoneClock(mentorTimeZone) : mentorDays(mentorTimeZone, stays);
}

/**
 * The grid of starts before `to` at which the whole interview fits into the hours, as pairs of numbers, ascending: an
 * anchor, and the last instant at which a start counted from it may lie.
 */
function stretchesOf({ bounds, midnights }: LaidHours, duration: number, to: number): number[] {
  const stretches: number[] = [];
  let m = 0;
  for (let i = 0; i < bounds.length; i += 2) {
    let anchor = bounds[i] ?? NaN;
    const last = Math.min((bounds[i + 1] ?? NaN) - duration, to - 1);
    while (m < midnights.length && (midnights[m] ?? NaN) <= anchor) m += 1;
    for (; m < midnights.length && (midnights[m] ?? NaN) <= last; m += 1) {
      const midnight = midnights[m] ?? NaN;
      stretches.push(anchor, midnight - 1);
      anchor = midnight;
    }
    if (anchor <= last) stretches.push(anchor, last);
  }
  return stretches;
}

/** The first point of the grid at or after `instant`. */
function onGrid(anchor: number, step: number, instant: number): number {
  return instant <= anchor ? anchor : anchor + Math.ceil((instant - anchor) / step) * step;
}

/**
 * Where no interview can start, as pairs of numbers sorted by the first: open intervals, so that a start at either end is
 * allowed. They may overlap.
 */
function closedStarts({ busy, existingBookings, durationMin, bufferBeforeMin, bufferAfterMin }: SlotRequest): number[] {
  const reachBack = (durationMin + bufferAfterMin) * MINUTE;
  const reachOn = bufferBeforeMin * MINUTE;
  const closed: number[] = [];
  for (const { start, end } of busy) if (start < end) insertPair(closed, start - reachBack, end + reachOn);
  for (const { start, end, bufferBeforeMin: before, bufferAfterMin: after } of existingBookings) {
    if (start >= end) continue;
    const from = start - (before ?? bufferBeforeMin) * MINUTE;
    insertPair(closed, from - reachBack, end + (after ?? bufferAfterMin) * MINUTE + reachOn);
  }
  return closed;
}

/** Keeps pairs sorted by their first; what comes mostly in order finds its place at once. */
function insertPair(pairs: number[], first: number, second: number): void {
  let at = pairs.length;
  pairs.push(first, second);
  while (at > 0 && (pairs[at - 2] ?? NaN) > first) {
    pairs[at] = pairs[at - 2] ?? NaN;
    pairs[at + 1] = pairs[at - 1] ?? NaN;
    at -= 2;
  }
  pairs[at] = first;
  pairs[at + 1] = second;
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
  readonly limited: boolean;
  private readonly days: DayReader;
  private readonly maxPerDay: number;
  private readonly maxPerWeek: number;
  /** The dates of the bookings; they are few, so they are counted when a date is asked about. */
  private readonly booked: number[] = [];
  private answer = false;
  private answerHoldsUntil = -Infinity;

  constructor(days: DayReader, { maxPerDay, maxPerWeek, existingBookings }: SlotRequest) {
    this.days = days;
    this.maxPerDay = maxPerDay ?? Infinity;
    this.maxPerWeek = maxPerWeek ?? Infinity;
    this.limited = maxPerDay !== null || maxPerWeek !== null;
    if (this.limited) for (const { start } of existingBookings) this.booked.push(days.dayAt(start));
  }

  dayIsFull(day: number): boolean {
    return this.maxPerDay <= this.booked.length && this.bookedBetween(day, day + 1) >= this.maxPerDay;
  }

  weekIsFull(day: number): boolean {
    if (this.maxPerWeek > this.booked.length) return false;
    const monday = 7 * weekNumberOfDay(day) - 3;
    return this.bookedBetween(monday, monday + 7) >= this.maxPerWeek;
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
