import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import type { AvailabilityException } from '@dryrun/domain/scheduling/availability-rules';
import type { Interval } from '@dryrun/domain/scheduling/intervals';
import { openSlots } from '@dryrun/domain/scheduling/open-slots';
import type { AvailabilityBody } from '@dryrun/contracts/scheduling.contract';
import type { DemoMentor } from './demo-people.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A time with a mentor; epoch milliseconds. */
export interface Seat extends Interval {
  mentor: DemoMentor;
}

/**
 * The mentors' calendars while the world is being made up. Every seat comes from the product's own slot engine, so the
 * past keeps the rules that the future is booked by: hours, buffers, and caps per day and week.
 */
export class DemoCalendar {
  private readonly taken = new Map<string, Interval[]>();

  constructor(private readonly exceptions: ReadonlyMap<string, AvailabilityBody['exceptions']>) {}

  /** Starts at which the whole mock lies in the mentor's hours and `within`, ascending. */
  starts(mentor: DemoMentor, minutes: number, within: Interval): number[] {
    return openSlots({
      mentorTimeZone: mentor.timeZone,
      weeklyRules: mentor.rules,
      exceptions: this.exceptionsOf(mentor),
      busy: [],
      existingBookings: this.bookingsOf(mentor),
      durationMin: minutes,
      stepMin: DEFAULT_POLICY.slotStepMinutes,
      bufferBeforeMin: DEFAULT_POLICY.bufferMinutes,
      bufferAfterMin: DEFAULT_POLICY.bufferMinutes,
      minNoticeMin: 0,
      now: within.start,
      range: { start: within.start, end: within.end - minutes * MINUTE + 1 },
      maxPerDay: DEFAULT_POLICY.mentorMaxPerDay,
      maxPerWeek: DEFAULT_POLICY.mentorMaxPerWeek,
    }).starts;
  }

  /** Takes a seat with the first of these mentors who is free; `choose` picks among the starts. null: nobody is. */
  seat(
    mentors: readonly DemoMentor[],
    minutes: number,
    within: Interval,
    choose: (starts: readonly number[]) => number | undefined,
  ): Seat | null {
    for (const mentor of mentors) {
      const start = choose(this.starts(mentor, minutes, within));
      if (start !== undefined) return this.take(mentor, start, minutes);
    }
    return null;
  }

  take(mentor: DemoMentor, start: number, minutes: number): Seat {
    const seat = { start, end: start + minutes * MINUTE };
    this.bookingsOf(mentor).push(seat);
    return { ...seat, mentor };
  }

  /** How many mocks the mentor has in a stretch of time. */
  load(mentor: DemoMentor, within: Interval): number {
    return this.bookingsOf(mentor).filter((b) => b.start >= within.start && b.start < within.end).length;
  }

  private bookingsOf(mentor: DemoMentor): Interval[] {
    const known = this.taken.get(mentor.key);
    if (known) return known;
    const fresh: Interval[] = [];
    this.taken.set(mentor.key, fresh);
    return fresh;
  }

  private exceptionsOf(mentor: DemoMentor): AvailabilityException[] {
    return (this.exceptions.get(mentor.key) ?? []).map(({ onDate, intervals }) => ({ date: onDate, intervals }));
  }
}
