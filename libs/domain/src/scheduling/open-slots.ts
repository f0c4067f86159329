import { weekNumberOfDay } from '../time/local-date.ts';
import { MINUTE, zoneClock } from '../time/zone-transitions.ts';
import { availabilityWindows } from './availability.ts';
import type { AvailabilityWindow } from './availability.ts';
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
  const windows = hoursFor(request, from, to);
  const closed = closedStarts(request);
  const caps = new Caps(days, request);
  let c = 0;
  let block = closed[0];
  const stretches = stretchesOf(windows, duration, to);
  for (let i = 0; i < stretches.length; i += 2) {
    const anchor = stretches[i] ?? NaN;
    const lastStart = stretches[i + 1] ?? NaN;
    let start = onGrid(anchor, step, from);
    while (start <= lastStart) {
      while (block !== undefined && block.end <= start) block = closed[(c += 1)];
      if (block !== undefined && block.start < start) {
        start = onGrid(anchor, step, block.end);
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
  const windows = range.start < range.end ? hoursFor(request, range.start, range.end) : [];
  const duration = request.durationMin * MINUTE;
  const step = request.stepMin * MINUTE;
  const { earliest, latest } = bookable(request);
  const caps = new Caps(days, request);
  const busy = request.busy.filter(isReal);
  const bookings = request.existingBookings.filter(isReal);
  const candidates: SlotCandidate[] = [];
  const stretches = stretchesOf(windows, duration, range.end);
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
  const hasHours = windows.some((w) => w.end > range.start && w.start < range.end);
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

/** Windows that are exact wherever an interview starting in `[from, to)` can be. */
function hoursFor(request: SlotRequest, from: number, to: number): AvailabilityWindow[] {
  const { mentorTimeZone, weeklyRules, exceptions, timeOff, stays, durationMin } = request;
  const hours = { timeZone: mentorTimeZone, rules: weeklyRules, exceptions, timeOff, stays };
  return availabilityWindows(hours, from, to + durationMin * MINUTE);
}

/** By which dates the mentor's caps count. */
function daysOf({ mentorTimeZone, stays }: SlotRequest): DayReader {
  return stays === undefined || stays.length === 0 ? zoneClock(mentorTimeZone) : mentorDays(mentorTimeZone, stays);
}

/**
 * The grid of starts before `to` at which the whole interview fits into the hours, as pairs of numbers, ascending: an
 * anchor, and the last instant at which a start counted from it may lie.
 */
function stretchesOf(windows: readonly AvailabilityWindow[], duration: number, to: number): number[] {
  const stretches: number[] = [];
  for (const { start, end, midnights } of windows) {
    const last = Math.min(end - duration, to - 1);
    let anchor = start;
    for (const midnight of midnights) {
      if (last < midnight) break;
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
 * Where no interview can start: open intervals, so that a start at either end is allowed, sorted, joined where they
 * overlap. (Two that touch leave the instant between them open.)
 */
function closedStarts(request: SlotRequest): Interval[] {
  const { busy, existingBookings, durationMin, bufferBeforeMin, bufferAfterMin } = request;
  const reachBack = (durationMin + bufferAfterMin) * MINUTE;
  const reachOn = bufferBeforeMin * MINUTE;
  const closed: Interval[] = [];
  const close = ({ start, end }: Interval): void => {
    closed.push({ start: start - reachBack, end: end + reachOn });
  };
  for (const interval of busy) if (isReal(interval)) close(interval);
  for (const booking of existingBookings) if (isReal(booking)) close(bookedWithBuffers(booking, request));
  if (closed.length < 2) return closed;
  closed.sort((a, b) => a.start - b.start);
  let kept = 0;
  for (const next of closed) {
    const last = closed[kept - 1];
    if (last !== undefined && next.start < last.end) last.end = Math.max(last.end, next.end);
    else closed[kept++] = next;
  }
  closed.length = kept;
  return closed;
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
  private readonly perDay = new Map<number, number>();
  private readonly perWeek = new Map<number, number>();
  private answer = false;
  private answerHoldsUntil = -Infinity;

  constructor(days: DayReader, { maxPerDay, maxPerWeek, existingBookings }: SlotRequest) {
    this.days = days;
    this.maxPerDay = maxPerDay ?? Infinity;
    this.maxPerWeek = maxPerWeek ?? Infinity;
    this.limited = maxPerDay !== null || maxPerWeek !== null;
    if (!this.limited) return;
    for (const { start } of existingBookings) {
      const day = days.dayAt(start);
      const week = weekNumberOfDay(day);
      this.perDay.set(day, (this.perDay.get(day) ?? 0) + 1);
      this.perWeek.set(week, (this.perWeek.get(week) ?? 0) + 1);
    }
  }

  dayIsFull(day: number): boolean {
    return (this.perDay.get(day) ?? 0) >= this.maxPerDay;
  }

  weekIsFull(day: number): boolean {
    return (this.perWeek.get(weekNumberOfDay(day)) ?? 0) >= this.maxPerWeek;
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
