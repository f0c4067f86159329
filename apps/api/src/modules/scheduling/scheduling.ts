import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { batchWeekOf, batchWeekRange } from '@dryrun/domain/time/batch-weeks';
import { bookingLimits } from '@dryrun/domain/scheduling/mentor-limits';
import { mentorDays, type DayClock } from '@dryrun/domain/scheduling/zone-stays';
import { weekNumberOfDay } from '@dryrun/domain/time/local-date';
import { MINUTE } from '@dryrun/domain/time/zone-transitions';
import type { Tx } from '../../platform/db/database.ts';
import type { Batch } from '../cohorts/index.ts';
import type { BookingState, CancelledBy } from './booking.entity.ts';
import { domainHours } from './hours.ts';
import { SchedulingStore } from './scheduling.store.ts';
import { SlotSearch, type MentorSlots, type SlotQuestion } from './slot-search.ts';

/** Instants are epoch milliseconds. `referenceId` is what the time is for; scheduling does not ask. */
export interface Reservation {
  referenceId: string;
  batch: Batch;
  learnerId: string;
  mentorId: string;
  startsAt: number;
  endsAt: number;
  now: number;
}

/** Why a time could not be reserved: somebody is in another live booking then, or a limit is used up. */
export type ReserveRefusal = 'mentor_taken' | 'learner_taken' | 'daily_limit' | 'weekly_limit' | 'quota';

export type Reserved =
  { ok: true; bookingId: string; heldUntil: Date } | { ok: false; refusal: ReserveRefusal; batchWeek: number };

/** A kept time. `heldBy` is whose it is. */
export interface Hold {
  id: string;
  referenceId: string;
  heldBy: string;
  state: BookingState;
  heldUntil: Date;
}

export interface Cancellation {
  by: CancelledBy;
  at: Date;
  reason: string;
  isLate: boolean;
}

const OUTCOMES: Record<string, ReserveRefusal> = {
  'taken:mentor': 'mentor_taken',
  'taken:learner': 'learner_taken',
  daily_limit: 'daily_limit',
  weekly_limit: 'weekly_limit',
  quota: 'quota',
};

/** What other modules may ask of calendars: open starts, and claims on time in the caller's transaction. */
@Injectable()
export class Scheduling {
  constructor(
    private readonly store: SchedulingStore,
    private readonly slots: SlotSearch,
  ) {}

  /** Open starts and why others are closed, per mentor in the order asked. */
  openSlots(question: SlotQuestion): Promise<MentorSlots[]> {
    return this.slots.run(question);
  }

  /**
   * Keeps a time for the learner for the batch's hold minutes, and releases an earlier hold of theirs. Whether the start lies
   * in the mentor's hours and beyond the notice is for `openSlots` to say; this decides who is free and which limits are left,
   * under locks. After a refusal nothing of it may stay: let the transaction roll back.
   */
  async reserve(tx: Tx, wanted: Reservation): Promise<Reserved> {
    const { batch, learnerId, mentorId, startsAt, endsAt, now } = wanted;
    const hours = await this.store.findHours(mentorId);
    const limits = bookingLimits(batch.policy, hours?.limits);
    const days = mentorDays(hours?.timeZone ?? batch.timeZone, hours ? (domainHours(hours).stays ?? []) : []);
    const batchWeek = batchWeekOf(batch, startsAt);
    const [before, after] = [limits.bufferBeforeMinutes * MINUTE, limits.bufferAfterMinutes * MINUTE];
    const bookingId = uuid();
    const heldUntil = new Date(now + batch.policy.holdMinutes * MINUTE);
    const outcome = await this.store.reserve(tx, {
      bookingId,
      referenceId: wanted.referenceId,
      batchId: batch.id,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      heldUntil,
      heldBy: learnerId,
      now: new Date(now),
      participants: [
        { person: learnerId, role: 'learner', ...range(startsAt, endsAt) },
        { person: mentorId, role: 'mentor', ...range(startsAt - before, endsAt + after) },
      ],
      limits: [
        {
          code: 'quota',
          person: learnerId,
          role: 'learner',
          ...weekOf(batch, batchWeek),
          max: batch.policy.mocksPerWeek,
          batch: batch.id,
        },
        {
          code: 'daily_limit',
          person: mentorId,
          role: 'mentor',
          ...localDayOf(days, startsAt),
          max: limits.maxPerDay,
          batch: null,
        },
        {
          code: 'weekly_limit',
          person: mentorId,
          role: 'mentor',
          ...isoWeekOf(days, startsAt),
          max: limits.maxPerWeek,
          batch: null,
        },
      ],
    });
    if (outcome === 'reserved') return { ok: true, bookingId, heldUntil };
    const refusal = OUTCOMES[outcome];
    if (!refusal) throw new Error(`scheduling_reserve answered ${outcome}`);
    return { ok: false, refusal, batchWeek };
  }

  /** A booking that was made by holding a time, whatever became of it; null when no such hold was ever made. */
  async hold(bookingId: string): Promise<Hold | null> {
    const booking = await this.store.findBooking(bookingId);
    return booking?.heldBy && booking.heldUntil ? holdOf(booking.id, booking) : null;
  }

  /** The time that is kept for this person in a batch right now. */
  async currentHold(personId: string, batchId: string, now: Date): Promise<Hold | null> {
    const booking = await this.store.findHold(personId, batchId, now);
    return booking ? holdOf(booking.id, booking) : null;
  }

  /** Turns a hold into a booking. `hold_expired` when it ran out (at `heldUntil` it has), was released, or is no hold any more. */
  async confirm(tx: Tx, bookingId: string, now: Date): Promise<'confirmed' | 'hold_expired'> {
    const booking = await this.store.lockBooking(tx, bookingId);
    if (booking?.state !== 'held' || !booking.heldUntil || booking.heldUntil <= now) return 'hold_expired';
    await this.store.updateBooking(tx, bookingId, { state: 'confirmed' });
    return 'confirmed';
  }

  /** Gives a kept time back; false when there was nothing to give back any more. */
  async release(tx: Tx, bookingId: string, now: Date): Promise<boolean> {
    const booking = await this.store.lockBooking(tx, bookingId);
    if (booking?.state !== 'held' || !booking.heldUntil) return false;
    const hasRunOut = booking.heldUntil <= now;
    await this.store.updateBooking(tx, bookingId, { state: hasRunOut ? 'expired' : 'released', endedAt: now });
    return !hasRunOut;
  }

  /** Ends the confirmed booking of a reference and frees everybody's time. @throws when there is none (a broken invariant) */
  async cancel(tx: Tx, referenceId: string, { by, at, reason, isLate }: Cancellation): Promise<void> {
    const ended = await this.store.endConfirmed(tx, referenceId, {
      state: 'cancelled',
      cancelledBy: by,
      cancelReason: reason,
      isLateChange: isLate,
      endedAt: at,
    });
    if (!ended) throw new Error(`no confirmed booking for ${referenceId}`);
  }

  /** The booked time was used: it still counts for quota and caps. @throws when there is no confirmed booking */
  async markUsed(tx: Tx, referenceId: string, now: Date): Promise<void> {
    const ended = await this.store.endConfirmed(tx, referenceId, { state: 'used', endedAt: now });
    if (!ended) throw new Error(`no confirmed booking for ${referenceId}`);
  }

  /** Who cancelled, for references whose booking was cancelled. */
  async cancellations(referenceIds: readonly string[]): Promise<Map<string, Cancellation>> {
    const rows = await this.store.listCancelled(referenceIds);
    return new Map(
      rows.flatMap((b) =>
        b.cancelledBy && b.endedAt
          ? [
              [
                b.referenceId,
                { by: b.cancelledBy, at: b.endedAt, reason: b.cancelReason, isLate: b.isLateChange },
              ] as const,
            ]
          : [],
      ),
    );
  }

  /** Where these people hold their meetings: pasted links; who pasted none is absent. For participants' eyes only. */
  async meetingUrls(personIds: readonly string[]): Promise<Map<string, string>> {
    const hours = await this.store.listHours([...new Set(personIds)]);
    return new Map(hours.flatMap((h) => (h.meetingUrl === '' ? [] : [[h.personId, h.meetingUrl] as const])));
  }
}

function holdOf(
  id: string,
  b: { referenceId: string; heldBy: string | null; state: BookingState; heldUntil: Date | null },
): Hold {
  if (!b.heldBy || !b.heldUntil) throw new Error(`booking ${id} is no hold`);
  return { id, referenceId: b.referenceId, heldBy: b.heldBy, state: b.state, heldUntil: b.heldUntil };
}

function range(from: number, until: number): { from: Date; until: Date } {
  return { from: new Date(from), until: new Date(until) };
}

function weekOf(batch: Batch, n: number): { from: Date; until: Date } {
  const { start, end } = batchWeekRange(batch, n);
  return range(start, end);
}

function localDayOf(days: DayClock, instant: number): { from: Date; until: Date } {
  const day = days.dayAt(instant);
  return range(days.startOfDay(day), days.startOfDay(day + 1));
}

function isoWeekOf(days: DayClock, instant: number): { from: Date; until: Date } {
  const monday = 7 * weekNumberOfDay(days.dayAt(instant)) - 3;
  return range(days.startOfDay(monday), days.startOfDay(monday + 7));
}
