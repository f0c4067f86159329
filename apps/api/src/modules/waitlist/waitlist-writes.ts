import { Injectable } from '@nestjs/common';
import type { OfferEnd, WaitingEnd } from '@dryrun/domain/waitlist/waitlist-order';
import { Clock } from '../../platform/clock/clock.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Events } from '../../platform/events/events.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { WaitlistStore, type WaitlistEntry, type WaitlistOffer } from './waitlist.store.ts';

/** Offers whatever is free in a batch to those who wait: goes by how things stand, so one more run does no harm. */
export const OFFER_TIMES = 'waitlist.offer';
/** Ends an offer that nobody answered. */
export const END_OFFER = 'waitlist.end_offer';

/** A write of this module: one transaction with one "now", in which the change, its audit line, its news and its jobs commit together. */
@Injectable()
export class WaitlistWrites {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly store: WaitlistStore,
  ) {}

  run<T>(work: (tx: Tx, now: Date) => Promise<T>): Promise<T> {
    return this.database.write((tx) => work(tx, this.clock.now()));
  }

  /** Somebody may be asked: looks at the batch soon. One that waits to be done is enough. */
  async wake(tx: Tx, batchId: string): Promise<void> {
    await this.jobs.enqueue(tx, OFFER_TIMES, { batchId }, { singletonKey: batchId, isUrgent: true });
  }

  async joined(tx: Tx, actorId: string | null, entry: Omit<WaitlistEntry, 'endedAs'>, isNew: boolean): Promise<void> {
    const { id, batchId, learnerId, fromOn, untilOn, weekdays, parts, joinedBy } = entry;
    const { format, track, level } = entry.goal;
    await this.audit.record(tx, {
      actorId,
      action: isNew ? 'waitlist.join' : 'waitlist.change',
      subjectType: 'waitlist_entry',
      subjectId: id,
      personId: learnerId,
      batchId,
      after: { format, track, level, fromOn, untilOn, weekdays, parts, joinedBy },
    });
    if (isNew)
      await this.events.announce(tx, {
        type: 'waitlist.joined',
        subjectId: id,
        payload: { batchId, learnerId, joinedBy },
      });
    await this.wake(tx, batchId);
  }

  /** An offer was written: it is announced, and ends by itself at its time. */
  async offered(tx: Tx, offer: Omit<WaitlistOffer, 'endedAs' | 'endedAt'>): Promise<void> {
    const { id, entryId, batchId, learnerId, mentorId, startsAt, expiresAt, why } = offer;
    await this.audit.record(tx, {
      actorId: null,
      action: 'waitlist.offer',
      subjectType: 'waitlist_offer',
      subjectId: id,
      personId: learnerId,
      batchId,
      // The learner may read this line, so nobody else is named in it; the log of the batch says who was passed over.
      after: { mentorId, startsAt, expiresAt, lost: why.lost, mocks: why.mocks, decidedBy: why.decidedBy },
    });
    const payload = { entryId, batchId, learnerId, mentorId, startsAt, expiresAt };
    await this.events.announce(tx, { type: 'waitlist.offered', subjectId: id, payload });
    await this.jobs.enqueue(tx, END_OFFER, { offerId: id }, { startAfter: expiresAt });
  }

  /** Writes down how an offer ended; false, with nothing written, when it had ended before. Its entry is locked. */
  async endOffer(tx: Tx, actorId: string | null, offer: WaitlistOffer, endedAs: OfferEnd, now: Date): Promise<boolean> {
    if (!(await this.store.insertEnd(tx, offer.id, endedAs, now))) return false;
    const { id, batchId, learnerId, mentorId, startsAt } = offer;
    await this.audit.record(tx, {
      actorId,
      action: `waitlist.offer_${endedAs}`,
      subjectType: 'waitlist_offer',
      subjectId: id,
      personId: learnerId,
      batchId,
      after: { endedAs, mentorId, startsAt },
    });
    const payload = { batchId, learnerId, mentorId, startsAt, endedAs };
    await this.events.announce(tx, { type: 'waitlist.offer_ended', subjectId: id, payload });
    return true;
  }

  /** Ends an entry that is locked and still waits. */
  async endEntry(tx: Tx, actorId: string | null, entry: WaitlistEntry, endedAs: WaitingEnd, now: Date): Promise<void> {
    const { id, batchId, learnerId } = entry;
    await this.store.endEntry(tx, id, endedAs, now);
    await this.audit.record(tx, {
      actorId,
      action: 'waitlist.leave',
      subjectType: 'waitlist_entry',
      subjectId: id,
      personId: learnerId,
      batchId,
      after: { endedAs },
    });
    await this.events.announce(tx, { type: 'waitlist.ended', subjectId: id, payload: { batchId, learnerId, endedAs } });
  }
}
