import { Injectable } from '@nestjs/common';
import { notFound } from '../../platform/http/refusal.ts';
import { WaitlistStore, type WaitlistEntry, type WaitlistOffer } from './waitlist.store.ts';

/** What other modules may ask of the waitlist, without asking who wants to know. */
@Injectable()
export class Waitlist {
  constructor(private readonly store: WaitlistStore) {}

  /** @throws Refusal `not_found` for an unknown id */
  async offer(id: string): Promise<WaitlistOffer> {
    const offer = await this.store.findOffer(id);
    if (!offer) throw notFound();
    return offer;
  }

  /** @throws Refusal `not_found` for an unknown id */
  async entry(id: string): Promise<WaitlistEntry> {
    const entry = await this.store.findEntry(id);
    if (!entry) throw notFound();
    return entry;
  }
}
