import { Injectable } from '@nestjs/common';
import { isOver } from '@dryrun/domain/waitlist/waitlist-wish';
import type { Tx } from '../../platform/db/database.ts';
import { Cohorts, type Batch } from '../cohorts/index.ts';
import { Identity } from '../identity/index.ts';
import { WantedTimes } from '../interviews/index.ts';
import { closedWaitlist } from './closed-waitlist.ts';
import { EndWaiting } from './end-waiting.ts';
import { WaitlistStore, type WaitlistEntry } from './waitlist.store.ts';

/** Who waits, who may, and on which clock. */
@Injectable()
export class WaitingPeople {
  constructor(
    private readonly store: WaitlistStore,
    private readonly end: EndWaiting,
    private readonly cohorts: Cohorts,
    private readonly identity: Identity,
    private readonly times: WantedTimes,
  ) {}

  /** Entries that still count, their rows locked; those of people who left, and those whose last day has passed, are ended here. */
  async current(tx: Tx, batch: Batch, now: Date): Promise<WaitlistEntry[]> {
    const listed = await this.store.listWaiting(batch.id);
    const learners = new Set(await this.cohorts.bookableLearnerIds(batch.id));
    const zones = await this.zonesOf(listed.map((e) => e.learnerId));
    const current: WaitlistEntry[] = [];
    for (const { id } of listed) {
      const entry = await this.store.lockEntry(tx, id);
      if (!entry || entry.endedAs !== null) continue;
      const timeZone = zones.get(entry.learnerId) ?? batch.timeZone;
      if (!learners.has(entry.learnerId)) await this.end.entry(tx, null, entry, 'gone', now);
      else if (isOver(entry, now.getTime(), timeZone)) await this.end.entry(tx, null, entry, 'passed', now);
      else current.push(entry);
    }
    return current;
  }

  async mayWait(batchId: string, learnerId: string): Promise<boolean> {
    if (this.closed(await this.cohorts.batch(batchId)) !== null) return false;
    return (await this.cohorts.bookableLearnerIds(batchId)).includes(learnerId);
  }

  /** Why nobody can wait in a batch now, in a sentence; null when they can. */
  closed(batch: Batch): string | null {
    return closedWaitlist(batch, this.times.closed(batch));
  }

  /** The clocks of these people; who left is absent. */
  async zonesOf(personIds: readonly string[]): Promise<Map<string, string>> {
    const people = await this.identity.people(personIds);
    return new Map([...people].map(([id, { timeZone }]) => [id, timeZone]));
  }
}
