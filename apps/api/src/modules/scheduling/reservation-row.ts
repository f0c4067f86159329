import { v7 as uuid } from 'uuid';
import { bookingLimits } from '@dryrun/domain/scheduling/mentor-limits';
import { mentorDays, type DayClock } from '@dryrun/domain/scheduling/zone-stays';
import { batchWeekOf, batchWeekRange } from '@dryrun/domain/time/batch-weeks';
import { weekNumberOfDay } from '@dryrun/domain/time/local-date';
import { MINUTE } from '@dryrun/domain/time/zone-transitions';
import { domainHours } from '@dryrun/domain/scheduling/kept-hours';
import type { Batch } from '../cohorts/index.ts';
import type { MentorHoursRow } from './person-calendars.ts';
import type { QuotaRow, ReservationRow } from './scheduling.store.ts';
import type { DirectBooking, Reservation } from './scheduling.ts';

/**
 * A wish for a time as `scheduling_reserve` reads it: who is blocked from when until when, and which limits count. Ranges are
 * computed here, because only the domain knows zones and weeks.
 *
 * @param hours the mentor's own hours, zone and limits; null when they published none
 */
export function reservationRow(
  wanted: Reservation,
  hours: MentorHoursRow | null,
  how: { heldUntil: Date | null; heldBy?: string } & Pick<DirectBooking, 'replaces' | 'override'>,
): ReservationRow {
  const { batch, learnerId, mentorId, startsAt, endsAt, now } = wanted;
  const limits = bookingLimits(batch.policy, hours?.limits);
  const days = mentorDays(hours?.timeZone ?? batch.timeZone, hours ? (domainHours(hours).stays ?? []) : []);
  const [before, after] = [limits.bufferBeforeMinutes * MINUTE, limits.bufferAfterMinutes * MINUTE];
  const cap = (code: string, span: { from: Date; until: Date }, max: number) =>
    ({ code, person: mentorId, role: 'mentor', ...span, max, batch: null }) as const;
  return {
    bookingId: uuid(),
    referenceId: wanted.referenceId,
    batchId: batch.id,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    heldUntil: how.heldUntil,
    heldBy: how.heldUntil && (how.heldBy ?? learnerId),
    now: new Date(now),
    participants: [
      { person: learnerId, role: 'learner', ...range(startsAt, endsAt) },
      { person: mentorId, role: 'mentor', ...range(startsAt - before, endsAt + after) },
    ],
    limits: how.override
      ? []
      : [
          cap('daily_limit', localDayOf(days, startsAt), limits.maxPerDay),
          cap('weekly_limit', isoWeekOf(days, startsAt), limits.maxPerWeek),
        ],
    quota: { ...quotaWeek(batch, learnerId, startsAt), override: how.override },
    replaces: how.replaces && {
      booking: how.replaces.bookingId,
      by: how.replaces.by,
      code: how.replaces.reasonCode,
      reason: how.replaces.reason,
      late: how.replaces.isLate,
      trouble: how.replaces.isTrouble,
    },
  };
}

/** Until when a time is kept that is held at `now`. */
export function heldUntil({ batch, now }: Pick<Reservation, 'batch' | 'now'>): Date {
  return new Date(now + batch.policy.holdMinutes * MINUTE);
}

/** The batch week of a start, in the learner's account. */
export function quotaWeek(batch: Batch, learnerId: string, startsAt: number): QuotaRow {
  const { start, end } = batchWeekRange(batch, batchWeekOf(batch, startsAt));
  return { person: learnerId, batch: batch.id, ...range(start, end), max: batch.policy.mocksPerWeek };
}

function range(from: number, until: number): { from: Date; until: Date } {
  return { from: new Date(from), until: new Date(until) };
}

function localDayOf(days: DayClock, instant: number): { from: Date; until: Date } {
  const day = days.dayAt(instant);
  return range(days.startOfDay(day), days.startOfDay(day + 1));
}

function isoWeekOf(days: DayClock, instant: number): { from: Date; until: Date } {
  const monday = 7 * weekNumberOfDay(days.dayAt(instant)) - 3;
  return range(days.startOfDay(monday), days.startOfDay(monday + 7));
}
