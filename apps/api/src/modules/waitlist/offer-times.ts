import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { MINUTE } from '@dryrun/domain/time/zone-transitions';
import { offerUntil } from '@dryrun/domain/waitlist/offer-clock';
import { decidedBy, type PassedOver } from '@dryrun/domain/waitlist/waitlist-order';
import { suits } from '@dryrun/domain/waitlist/waitlist-wish';
import type { Tx } from '../../platform/db/database.ts';
import type { Batch } from '../cohorts/index.ts';
import { Identity } from '../identity/index.ts';
import { WantedTimes, type Wanted } from '../interviews/index.ts';
import { Scheduling } from '../scheduling/index.ts';
import type { Standing } from './standing.ts';
import { askedKey, WaitlistStore } from './waitlist.store.ts';
import { WaitlistWrites } from './waitlist-writes.ts';

interface Time {
  mentorId: string;
  /** Epoch milliseconds. */
  startsAt: number;
}

/** Somebody who waits, with the times that they could be asked about. */
interface Candidate extends Standing {
  timeZone: string;
  wanted: Wanted | null;
  times: Time[];
}

/** What is known about a batch while its times are offered. */
interface Look {
  batch: Batch;
  now: Date;
  candidates: readonly Candidate[];
  /** Times that somebody was asked about before, as `askedKey`. */
  asked: ReadonlySet<string>;
  /** Entries that have an open offer. */
  answering: ReadonlySet<string>;
  /** Times that turned out to be taken in this run. */
  taken: Set<string>;
}

/** Offers one free time to the one who comes first among those who can use it. */
@Injectable()
export class OfferTimes {
  constructor(
    private readonly writes: WaitlistWrites,
    private readonly store: WaitlistStore,
    private readonly times: WantedTimes,
    private readonly scheduling: Scheduling,
    private readonly identity: Identity,
  ) {}

  /**
   * Makes at most one offer, and answers whether it did. Pre-condition: this transaction has `lockOffering`.
   * @param taken times that turned out to be taken in this run; what is found here is added
   */
  async offerOne(
    tx: Tx,
    batch: Batch,
    standings: readonly Standing[],
    now: Date,
    taken: Set<string>,
  ): Promise<boolean> {
    const open = await this.store.listOpen(batch.id);
    const people = await this.identity.people(standings.map((s) => s.entry.learnerId));
    const candidates: Candidate[] = [];
    for (const standing of standings) {
      const { learnerId, goal } = standing.entry;
      const wanted = await this.times.wantOf(batch, learnerId, goal);
      const timeZone = people.get(learnerId)?.timeZone ?? batch.timeZone;
      candidates.push({
        ...standing,
        wanted,
        timeZone,
        times: wanted ? await this.fitting(wanted, standing, timeZone) : [],
      });
    }
    const answering = new Set(open.map((o) => o.entryId));
    const look: Look = { batch, now, candidates, asked: await this.store.listAsked(batch.id), answering, taken };
    for (const candidate of candidates) {
      if (answering.has(candidate.entry.id)) continue;
      for (const time of candidate.times) if (await this.offer(tx, look, candidate, time)) return true;
    }
    return false;
  }

  /** Open times that suit somebody's wish, soonest first. */
  private async fitting(wanted: Wanted, { entry }: Standing, timeZone: string): Promise<Time[]> {
    return (await this.times.openTimes(wanted)).filter((t) => suits(entry, t.startsAt, timeZone));
  }

  private async offer(tx: Tx, look: Look, candidate: Candidate, time: Time): Promise<boolean> {
    const { batch, now, taken } = look;
    const { wanted, entry } = candidate;
    const until = await this.untilFor(look, candidate, time);
    if (!wanted || typeof until === 'string') return false;
    const id = uuid();
    const endsAt = time.startsAt + wanted.format.body.minutes * MINUTE;
    const bookingId = await this.keep({
      ...time,
      batch,
      endsAt,
      id,
      now,
      entryId: entry.id,
      learnerId: entry.learnerId,
      until,
    });
    if (bookingId === null) {
      taken.add(askedKey(entry.id, time.mentorId, time.startsAt));
      return false;
    }
    const offer = {
      id,
      entryId: entry.id,
      bookingId,
      mentorId: time.mentorId,
      goal: entry.goal,
      formatVersionId: wanted.format.versionId,
      rubricVersionId: wanted.rubric.versionId,
      startsAt: new Date(time.startsAt),
      endsAt: new Date(endsAt),
      offeredAt: now,
      expiresAt: new Date(until),
      why: await this.why(look, candidate, time),
    };
    await this.store.insertOffer(tx, offer);
    await this.writes.offered(tx, { ...offer, batchId: batch.id, learnerId: entry.learnerId });
    return true;
  }

  /** Until when this one could answer about this time, or why they are not asked about it. */
  private async untilFor(look: Look, { entry, timeZone, times }: Candidate, time: Time): Promise<number | PassedOver> {
    const { batch, now, asked, answering, taken } = look;
    const key = askedKey(entry.id, time.mentorId, time.startsAt);
    if (answering.has(entry.id)) return 'other_offer';
    if (asked.has(key)) return 'asked_already';
    if (taken.has(key)) return 'taken';
    if (!times.some((t) => t.mentorId === time.mentorId && t.startsAt === time.startsAt)) return 'other_times';
    return offerUntil({
      now: now.getTime(),
      minutes: batch.policy.waitlistOfferMinutes,
      timeZone,
      quiet: { fromHour: batch.policy.quietFromHour, untilHour: batch.policy.quietUntilHour },
      bookableUntil: await this.scheduling.bookableUntil(batch, time.mentorId, time.startsAt),
    });
  }

  /** The booking that keeps the time; null, with nothing written, when somebody else has it or a limit is used up. */
  private async keep(
    wish: Time & {
      batch: Batch;
      id: string;
      entryId: string;
      learnerId: string;
      endsAt: number;
      now: Date;
      until: number;
    },
  ): Promise<string | null> {
    const { batch, id, entryId, learnerId, mentorId, startsAt, endsAt, now, until } = wish;
    // A savepoint: what a refused reservation wrote must go, and the rest of the transaction stay.
    return this.writes
      .run(async (inner) => {
        const reserved = await this.scheduling.keep(
          inner,
          { referenceId: id, batch, learnerId, mentorId, startsAt, endsAt, now: now.getTime() },
          { heldBy: entryId, heldUntil: new Date(until) },
        );
        if (!reserved.ok) throw new NotKept();
        return reserved.bookingId;
      })
      .catch((error: unknown) => {
        if (error instanceof NotKept) return null;
        throw error;
      });
  }

  private async why(look: Look, candidate: Candidate, time: Time) {
    const at = look.candidates.indexOf(candidate);
    const passedOver: { learnerId: string; why: PassedOver }[] = [];
    for (const earlier of look.candidates.slice(0, at)) {
      const why = await this.untilFor(look, earlier, time);
      // Whoever could have had it was asked about an earlier time in this very run.
      passedOver.push({ learnerId: earlier.entry.learnerId, why: typeof why === 'string' ? why : 'other_offer' });
    }
    let next: Candidate | null = null;
    for (const later of look.candidates.slice(at + 1))
      if (next === null && typeof (await this.untilFor(look, later, time)) === 'number') next = later;
    return {
      lost: candidate.lost,
      mocks: candidate.mocks,
      windowDays: look.batch.policy.changeWindowDays,
      since: candidate.entry.since.toISOString(),
      decidedBy: decidedBy(candidate, next),
      passedOver,
    };
  }
}

/** A time that was free a moment ago. */
class NotKept extends Error {}
