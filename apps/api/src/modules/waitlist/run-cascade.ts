import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../platform/db/database.ts';
import { Jobs, type JobData } from '../../platform/jobs/jobs.ts';
import { Cohorts, type Batch } from '../cohorts/index.ts';
import { EndWaiting } from './end-waiting.ts';
import { OfferTimes } from './offer-times.ts';
import { Standings } from './standing.ts';
import { WaitingPeople } from './waiting-people.ts';
import { WaitlistStore } from './waitlist.store.ts';
import { END_OFFER, OFFER_TIMES, WaitlistWrites } from './waitlist-writes.ts';

/** Catches up with what no news tell of: mornings, days that pass, rules of time. */
export const WAITLIST_TIMER = 'waitlist.look';
const EVERY_SECONDS = 300;

/** One step of offering a batch's free times. */
@Injectable()
export class Cascade {
  constructor(
    private readonly store: WaitlistStore,
    private readonly end: EndWaiting,
    private readonly standings: Standings,
    private readonly offers: OfferTimes,
    private readonly people: WaitingPeople,
  ) {}

  /** Ends what is over, then makes at most one offer; answers whether it made one. */
  async step(tx: Tx, batch: Batch, now: Date, taken: Set<string>): Promise<boolean> {
    const runOut = (await this.store.listOpen(batch.id)).filter((o) => o.expiresAt <= now);
    for (const { id } of runOut) await this.endRunOut(tx, id, now);
    const waiting = await this.people.current(tx, batch, now);
    if (waiting.length === 0 || !batch.policy.hasWaitlist) return false;
    return this.offers.offerOne(tx, batch, await this.standings.of(batch, waiting, now), now, taken);
  }

  /** Ends an offer that ran out; one that was answered, or has time left, is let be. */
  async endRunOut(tx: Tx, offerId: string, now: Date): Promise<void> {
    const found = await this.store.findOffer(offerId);
    const entry = found && (await this.store.lockEntry(tx, found.entryId));
    const offer = entry && (await this.store.findOffer(offerId));
    if (!offer || offer.endedAs !== null || offer.expiresAt > now) return;
    if (await this.end.offer(tx, null, offer, 'expired', now)) await this.end.ifUnanswered(tx, entry, now);
  }
}

/** The jobs of the waitlist: offering what is free, and ending what nobody answered. Each decides from how things stand when it runs. */
@Injectable()
export class RunCascade implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly writes: WaitlistWrites,
    private readonly store: WaitlistStore,
    private readonly cohorts: Cohorts,
    private readonly cascade: Cascade,
  ) {}

  onModuleInit(): void {
    this.jobs.work(OFFER_TIMES, ({ batchId }: JobData, signal) => this.offer(String(batchId), signal));
    this.jobs.work(END_OFFER, ({ offerId }: JobData) => this.end(String(offerId)));
    this.jobs.schedule(WAITLIST_TIMER, { everySeconds: EVERY_SECONDS }, (signal) => this.look(signal));
  }

  /** One transaction per offer, so that one that fails takes no other with it. */
  private async offer(batchId: string, signal: AbortSignal): Promise<void> {
    const taken = new Set<string>();
    while (!signal.aborted) {
      const hasOffered = await this.writes.run(async (tx, now) => {
        await this.store.lockOffering(tx, batchId);
        return this.cascade.step(tx, await this.cohorts.batch(batchId), now, taken);
      });
      if (!hasOffered) return;
    }
  }

  private async end(offerId: string): Promise<void> {
    await this.writes.run((tx, now) => this.cascade.endRunOut(tx, offerId, now));
  }

  private async look(signal: AbortSignal): Promise<void> {
    const now = await this.writes.run((_tx, at) => Promise.resolve(at));
    for (const { id } of await this.store.listRunOut(now)) await this.end(id);
    for (const batchId of await this.store.listBatches()) if (!signal.aborted) await this.offer(batchId, signal);
  }
}
