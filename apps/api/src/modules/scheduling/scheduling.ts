import { Injectable } from '@nestjs/common';
import type { ChangeCounts, ChangeReason, QuotaAfter } from '@dryrun/domain/interviews/change-rules';
import { bookingLimits } from '@dryrun/domain/scheduling/mentor-limits';
import { batchWeekOf } from '@dryrun/domain/time/batch-weeks';
import { MINUTE } from '@dryrun/domain/time/zone-transitions';
import type { Tx } from '../../platform/db/database.ts';
import type { Batch } from '../cohorts/index.ts';
import type { BookingState, CancelledBy } from './booking.entity.ts';
import { BusyCalendarStore } from './busy-calendar.store.ts';
import type { MentorHoursRow, SlotFacts } from './person-calendars.ts';
import { QuotaStore, type AccountLine } from './quota.store.ts';
import { heldUntil, quotaWeek, reservationRow } from './reservation-row.ts';
import { SchedulingStore, type BookedTimeRow, type QuotaRow, type ReservationRow } from './scheduling.store.ts';
import {
  explainWith,
  SlotSearch,
  summed,
  type MentorExplanation,
  type MentorSlots,
  type MentorStarts,
  type SlotQuestion,
} from './slot-search.ts';

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

/** A time that is booked at once: instead of the reference's present booking, or beyond the rules. */
export interface DirectBooking extends Reservation {
  /** Who moves the reference's present booking, and how that weighs; null when it has none. */
  replaces: (Change & { bookingId: string }) | null;
  /** Beyond quota and caps; who wants it and why stands in the learner's account. Nobody is ever booked on top of a booking. */
  override: { by: string; reason: string } | null;
}

/** Why a time could not be reserved: somebody is in another live booking then, a limit is used up, or there is nothing left to move. */
export type ReserveRefusal = 'mentor_taken' | 'learner_taken' | 'daily_limit' | 'weekly_limit' | 'quota' | 'stale';

export type Reserved =
  { ok: true; bookingId: string; heldUntil: Date } | { ok: false; refusal: ReserveRefusal; batchWeek: number };

export type Booked = { ok: true; bookingId: string } | { ok: false; refusal: ReserveRefusal; batchWeek: number };

/** A kept time. `heldBy` is whose it is: a person, or whoever keeps it for one. */
export interface Hold {
  id: string;
  referenceId: string;
  heldBy: string;
  state: BookingState;
  heldUntil: Date;
}

/** How a booking ends before its time. */
export interface Change {
  by: CancelledBy;
  reasonCode: ChangeReason;
  reason: string;
  isLate: boolean;
  isTrouble: boolean;
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
  stale: 'stale',
};

/** What `scheduling_reserve` said when it did not reserve; null when these are no words of its. */
export function refusalOf(outcome: string): ReserveRefusal | null {
  return OUTCOMES[outcome] ?? null;
}

/** Why there is an extra mock in a learner's account. */
const REFUND_REASON: Record<CancelledBy, string> = {
  learner: '',
  mentor: 'Your mentor cancelled late',
  admin: 'Your mentor could not take it any more',
};

/** What other modules may ask of calendars: open starts, and claims on time in the caller's transaction. */
@Injectable()
export class Scheduling {
  constructor(
    private readonly store: SchedulingStore,
    private readonly slots: SlotSearch,
    private readonly quota: QuotaStore,
    private readonly calendars: BusyCalendarStore,
  ) {}

  /** Open starts and why others are closed, per mentor in the order asked. */
  openSlots(question: SlotQuestion): Promise<MentorSlots[]> {
    return this.slots.run(question);
  }

  /** Only the open starts, per mentor in the order asked; of many mentors much sooner than `openSlots`. */
  openStarts(question: SlotQuestion): Promise<MentorStarts[]> {
    return this.slots.starts(question);
  }

  /** Every start in the mentors' hours with all that closes it, per mentor in the order asked. */
  explainSlots(question: SlotQuestion): Promise<MentorExplanation[]> {
    return this.slots.explain(question);
  }

  /** `openSlots` on facts that the caller has read itself. */
  openSlotsWith(question: SlotQuestion, facts: SlotFacts): MentorSlots[] {
    return explainWith(question, facts).map(summed);
  }

  /** What `reserve` would ask of the database for a hold, for a caller that asks it together with something else. */
  holdRow(wanted: Reservation, hours: MentorHoursRow | null): ReservationRow & { heldUntil: Date } {
    const until = heldUntil(wanted);
    return { ...reservationRow(wanted, hours, { heldUntil: until, replaces: null, override: null }), heldUntil: until };
  }

  /** What `confirm` would ask of the learner's account, for a caller that asks it together with something else. */
  quotaRow(batch: Batch, learnerId: string, startsAt: number): QuotaRow {
    return quotaWeek(batch, learnerId, startsAt);
  }

  /**
   * Keeps a time for the learner for the batch's hold minutes, and releases an earlier hold of theirs. Whether the start lies
   * in the mentor's hours and beyond the notice is for `openSlots` to say; this decides who is free and which limits are left,
   * under locks. After a refusal nothing of it may stay: let the transaction roll back.
   */
  async reserve(tx: Tx, wanted: Reservation): Promise<Reserved> {
    const until = heldUntil(wanted);
    const claim = await this.claim(tx, wanted, { heldUntil: until, replaces: null, override: null });
    return claim.ok ? { ...claim, heldUntil: until } : claim;
  }

  /**
   * Keeps a time for a learner on somebody else's initiative until `heldUntil`, under the same locks and limits. It is held by
   * `heldBy` (not the learner), so a hold of the learner's own and this one leave each other alone; an earlier one of the same
   * holder makes way. After a refusal nothing of it may stay: let the transaction roll back.
   */
  keep(tx: Tx, wanted: Reservation, how: { heldBy: string; heldUntil: Date }): Promise<Booked> {
    return this.claim(tx, wanted, { ...how, replaces: null, override: null });
  }

  /** The last instant at which a start can be booked by the rules of batch and mentor, in epoch milliseconds. */
  async bookableUntil(batch: Batch, mentorId: string, startsAt: number): Promise<number> {
    const hours = await this.store.findHours(mentorId);
    return startsAt - bookingLimits(batch.policy, hours?.limits).noticeMinutes * MINUTE;
  }

  /** Which of these learners of a batch lost a booking since then because its mentor cancelled, and booked nothing after it. */
  async cancelledByMentor(batchId: string, learnerIds: readonly string[], since: Date): Promise<Set<string>> {
    return new Set(await this.store.listLostToMentor(batchId, learnerIds, since));
  }

  /**
   * Books a time at once, under the same locks, and supersedes the booking it replaces. Pays from the learner's account.
   * After a refusal nothing of it may stay: let the transaction roll back, and the old booking stands.
   */
  book(tx: Tx, wanted: DirectBooking): Promise<Booked> {
    return this.claim(tx, wanted, { heldUntil: null, replaces: wanted.replaces, override: wanted.override });
  }

  private async claim(
    tx: Tx,
    wanted: Reservation,
    how: { heldUntil: Date | null; heldBy?: string } & Pick<DirectBooking, 'replaces' | 'override'>,
  ): Promise<Booked> {
    const row = reservationRow(wanted, await this.store.findHours(wanted.mentorId), how);
    const outcome = await this.store.reserve(tx, row);
    const { bookingId } = row;
    if (outcome === 'reserved') return { ok: true, bookingId };
    const refusal = refusalOf(outcome);
    if (!refusal) throw new Error(`scheduling_reserve answered ${outcome}`);
    return { ok: false, refusal, batchWeek: batchWeekOf(wanted.batch, wanted.startsAt) };
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

  /**
   * Turns a hold into a booking and pays for it. `hold_expired` when it ran out (at `heldUntil` it has), was released, or is no
   * hold any more; `quota` when the learner's week was used up since it was kept.
   */
  async confirm(
    tx: Tx,
    hold: { bookingId: string; batch: Batch; learnerId: string; startsAt: number; now: Date },
  ): Promise<'confirmed' | 'hold_expired' | 'quota'> {
    const quota = quotaWeek(hold.batch, hold.learnerId, hold.startsAt);
    const outcome = await this.store.confirm(tx, hold.bookingId, quota, hold.now);
    if (outcome !== 'confirmed' && outcome !== 'hold_expired' && outcome !== 'quota')
      throw new Error(`scheduling_confirm answered ${outcome}`);
    return outcome;
  }

  /** Gives a kept time back; false when there was nothing to give back any more. */
  async release(tx: Tx, bookingId: string, now: Date): Promise<boolean> {
    const booking = await this.store.lockBooking(tx, bookingId);
    if (booking?.state !== 'held' || !booking.heldUntil) return false;
    const hasRunOut = booking.heldUntil <= now;
    await this.store.updateBooking(tx, bookingId, { state: hasRunOut ? 'expired' : 'released', endedAt: now });
    return !hasRunOut;
  }

  /** Gives back whatever time is kept for this person in a batch. */
  async releaseHoldsOf(tx: Tx, personId: string, batchId: string, now: Date): Promise<void> {
    const held = await this.store.findHold(personId, batchId, now);
    if (held) await this.release(tx, held.id, now);
  }

  /**
   * Ends the confirmed booking of a reference and frees everybody's time; the learner's mock is returned, kept or refunded.
   * @throws when there is none (a broken invariant)
   */
  async cancel(tx: Tx, referenceId: string, change: Change & { quota: QuotaAfter; at: Date }): Promise<void> {
    const booking = await this.confirmed(tx, referenceId);
    await this.store.updateBooking(tx, booking.id, {
      state: 'cancelled',
      cancelledBy: change.by,
      cancelReason: change.reason,
      reasonCode: change.reasonCode,
      isLateChange: change.isLate,
      isTrouble: change.isTrouble,
      endedAt: change.at,
    });
    if (change.by === 'mentor') await this.calendars.insertCalledOff(tx, booking.id);
    await this.quota.settle(tx, booking.id, change.quota, change.at, REFUND_REASON[change.by]);
  }

  /** The booked time was used: it still counts for quota and caps. @throws when there is no confirmed booking */
  async markUsed(tx: Tx, referenceId: string, now: Date): Promise<void> {
    const booking = await this.confirmed(tx, referenceId);
    await this.store.updateBooking(tx, booking.id, { state: 'used', endedAt: now });
  }

  /** The mock did not take place through no fault of the learner's: they get an extra one for any week. Twice changes nothing. */
  async refund(tx: Tx, referenceId: string, at: Date, reason: string): Promise<void> {
    const last = (await this.store.listBooked([referenceId])).at(-1);
    if (last) await this.quota.settle(tx, last.id, 'refund', at, reason);
  }

  /** The confirmed booking of a reference. @throws when there is none (a broken invariant) */
  async confirmed(tx: Tx, referenceId: string): Promise<{ id: string }> {
    const booking = await this.store.findConfirmed(tx, referenceId);
    if (!booking) throw new Error(`no confirmed booking for ${referenceId}`);
    return booking;
  }

  /**
   * Who of these people could not be in a meeting then, buffers included, whatever their hours say. A booking of
   * `ignoreReference` does not count. Instants are epoch milliseconds.
   */
  async takenPeople(
    personIds: readonly string[],
    meeting: { startsAt: number; endsAt: number; bufferMinutes: number; now: number; ignoreReference: string },
  ): Promise<Set<string>> {
    const buffer = meeting.bufferMinutes * MINUTE;
    const taken = await this.store.listTaken({
      personIds,
      from: new Date(meeting.startsAt - buffer),
      until: new Date(meeting.endsAt + buffer),
      now: new Date(meeting.now),
      ignoreHoldsOf: null,
      ignoreReference: meeting.ignoreReference,
    });
    return new Set(taken.filter((t) => t.state !== 'used').map((t) => t.personId));
  }

  /** The times that references have or had, oldest first. */
  booked(referenceIds: readonly string[]): Promise<BookedTimeRow[]> {
    return this.store.listBooked(referenceIds);
  }

  /** Lets nobody else count and change this learner's bookings of a batch until the transaction ends. To be taken before other people's locks. */
  lockChanges(tx: Tx, learnerId: string, batchId: string): Promise<void> {
    return this.store.lockChanges(tx, learnerId, batchId);
  }

  /** A learner's late changes and trouble moves in a batch since then. */
  changes(learnerId: string, batchId: string, since: Date): Promise<ChangeCounts> {
    return this.store.countChanges(learnerId, batchId, since);
  }

  /** A learner's account of mocks in a batch, oldest line first. */
  account(learnerId: string, batchId: string): Promise<AccountLine[]> {
    return this.quota.listEntries(learnerId, batchId);
  }

  grantMocks(
    tx: Tx,
    grant: { batchId: string; personId: string; amount: number; reason: string; actorId: string; at: Date },
  ): Promise<void> {
    return this.quota.insertGrant(tx, grant);
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

  /** In which zones these people publish their hours; who published none is absent. */
  async zonesOf(personIds: readonly string[]): Promise<Map<string, string>> {
    const hours = await this.store.listHours([...new Set(personIds)]);
    return new Map(hours.map((h) => [h.personId, h.timeZone]));
  }

  /** Which of these references are booked at a time at which their mentor's other calendar shows something. */
  async clashing(referenceIds: readonly string[]): Promise<Set<string>> {
    return new Set(await this.calendars.listClashing(referenceIds));
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
