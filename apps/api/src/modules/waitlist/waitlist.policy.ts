import { Injectable } from '@nestjs/common';
import { isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import { mint, type Authorized } from '../../platform/auth/authorized.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { WaitlistStore, type WaitlistEntry, type WaitlistOffer } from './waitlist.store.ts';

/** An offer with the entry it was made to. */
export interface OfferedTo {
  offer: WaitlistOffer;
  entry: WaitlistEntry;
}

/** The only place that decides whose entry or offer is whose. Waiting is a learner's own business: for everybody else there is nothing. */
@Injectable()
export class WaitlistPolicy {
  constructor(private readonly store: WaitlistStore) {}

  /** The actor's own entry, locked. @throws Refusal `not_found` for everybody else, staff included */
  async lockEntry(tx: Tx, actor: Actor, id: string): Promise<Authorized<WaitlistEntry, 'interview:book'>> {
    const entry = await this.store.lockEntry(tx, id);
    if (!entry || !this.isTheirs(actor, entry)) throw notFound();
    return mint(entry, 'interview:book');
  }

  /** An offer to the actor, with its entry locked. @throws Refusal `not_found` for everybody else, staff included */
  async lockOffer(tx: Tx, actor: Actor, id: string): Promise<Authorized<OfferedTo, 'interview:book'>> {
    const found = await this.store.findOffer(id);
    if (!found || !this.isTheirs(actor, found)) throw notFound();
    const entry = await this.store.lockEntry(tx, found.entryId);
    // Read again: only now nothing can end it any more.
    const offer = await this.store.findOffer(id);
    if (!entry || !offer) throw notFound();
    return mint({ offer, entry }, 'interview:book');
  }

  /** An offer that is or was made to the actor. @throws Refusal `not_found` */
  async offer(actor: Actor, id: string): Promise<WaitlistOffer> {
    const offer = await this.store.findOffer(id);
    if (!offer || !this.isTheirs(actor, offer)) throw notFound();
    return offer;
  }

  private isTheirs(actor: Actor, row: Pick<WaitlistEntry, 'batchId' | 'learnerId'>): boolean {
    if (row.learnerId !== actor.personId) return false;
    return isPermitted(actor, 'interview:book', { batchId: row.batchId, owners: { learner: [row.learnerId] } });
  }
}
