import { Injectable } from '@nestjs/common';
import { UNANSWERED_ENDS, type WaitingEnd } from '@dryrun/domain/waitlist/waitlist-order';
import type { Tx } from '../../platform/db/database.ts';
import { Scheduling } from '../scheduling/index.ts';
import { WaitlistStore, type WaitlistEntry, type WaitlistOffer } from './waitlist.store.ts';
import { WaitlistWrites } from './waitlist-writes.ts';

/** How offers and entries end without being taken. Everything here works on an entry that the caller has locked. */
@Injectable()
export class EndWaiting {
  constructor(
    private readonly writes: WaitlistWrites,
    private readonly store: WaitlistStore,
    private readonly scheduling: Scheduling,
  ) {}

  /** Nobody waits here any more; an open offer goes to the next. Ending what has ended changes nothing. */
  async entry(tx: Tx, actorId: string | null, entry: WaitlistEntry, endedAs: WaitingEnd, now: Date): Promise<void> {
    if (entry.endedAs !== null) return;
    const [latest] = await this.store.listOffersOf(entry.id);
    if (latest?.endedAs === null) await this.offer(tx, actorId, latest, 'withdrawn', now);
    await this.writes.endEntry(tx, actorId, entry, endedAs, now);
  }

  /** The time is free again, and the next one is looked for. False when the offer had ended before. */
  async offer(
    tx: Tx,
    actorId: string | null,
    offer: WaitlistOffer,
    endedAs: 'declined' | 'withdrawn' | 'expired',
    now: Date,
  ): Promise<boolean> {
    const end = offer.expiresAt <= now ? 'expired' : endedAs;
    if (!(await this.writes.endOffer(tx, actorId, offer, end, now))) return false;
    await this.scheduling.release(tx, offer.bookingId, now);
    await this.writes.wake(tx, offer.batchId);
    return true;
  }

  /** Whoever leaves offer after offer unanswered keeps times from others: after a few they do not wait any more. */
  async ifUnanswered(tx: Tx, entry: WaitlistEntry, now: Date): Promise<void> {
    const latest = (await this.store.listOffersOf(entry.id)).slice(0, UNANSWERED_ENDS);
    if (latest.length === UNANSWERED_ENDS && latest.every((o) => o.endedAs === 'expired'))
      await this.entry(tx, null, entry, 'unanswered', now);
  }
}
