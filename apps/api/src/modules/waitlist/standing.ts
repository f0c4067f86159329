import { Injectable } from '@nestjs/common';
import { DAY } from '@dryrun/domain/time/zone-transitions';
import { waitlistOrder, type LostMock, type Waiting } from '@dryrun/domain/waitlist/waitlist-order';
import type { Batch } from '../cohorts/index.ts';
import { WantedTimes } from '../interviews/index.ts';
import { Scheduling } from '../scheduling/index.ts';
import type { WaitlistEntry } from './waitlist.store.ts';

/** An entry with what decides where it stands. */
export interface Standing extends Waiting {
  entry: WaitlistEntry;
}

/** Where everybody who waits in a batch stands: from what has happened, never from what was noted down. */
@Injectable()
export class Standings {
  constructor(
    private readonly times: WantedTimes,
    private readonly scheduling: Scheduling,
  ) {}

  /** First the one who would be asked first. */
  async of(batch: Batch, entries: readonly WaitlistEntry[], now: Date): Promise<Standing[]> {
    const since = new Date(now.getTime() - batch.policy.changeWindowDays * DAY);
    const ids = entries.map((e) => e.learnerId);
    const mocks = await this.times.mocksSince(batch.id, ids, since);
    const cancelled = await this.scheduling.cancelledByMentor(batch.id, ids, since);
    const missed = await this.times.missedByMentor(batch.id, ids, since);
    const lostBy = (learnerId: string): LostMock | null => {
      if (missed.has(learnerId)) return 'mentor_missed';
      return cancelled.has(learnerId) ? 'mentor_cancelled' : null;
    };
    return waitlistOrder(
      entries.map((entry) => ({
        entry,
        id: entry.id,
        lost: lostBy(entry.learnerId),
        mocks: mocks.get(entry.learnerId) ?? 0,
        since: entry.since.getTime(),
      })),
    );
  }
}
