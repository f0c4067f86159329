import { Injectable } from '@nestjs/common';
import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import type { Interval } from '@dryrun/domain/scheduling/intervals';
import { Database } from '../../platform/db/database.ts';
import { postgresError } from '../../platform/db/database-errors.ts';
import { requestOrigin } from '../../platform/events/audit.ts';
import type { KeyClaim } from '../../platform/http/idempotent-requests.ts';
import type { Batch } from '../cohorts/index.ts';
import {
  refusalOf,
  type MentorHoursRow,
  type ReservationRow,
  type ReserveRefusal,
  type SlotFacts,
  type TakenTime,
} from '../scheduling/index.ts';
import type { GoalFacts } from './goals.ts';
import type { Interview } from './interviews.store.ts';

/** What decides whether a time of one mentor can be kept for one learner. */
export interface HoldFacts extends GoalFacts {
  slots: SlotFacts;
  hours: MentorHoursRow | null;
  /** The mentor owes feedback for longer than the batch allows. */
  isOwing: boolean;
  /** The learner's planned interview of the batch, which a new hold takes over. */
  plannedId: string | null;
}

interface FactsRow extends Omit<HoldFacts, 'slots'> {
  batch: Batch & { policy: BatchPolicy };
  taken: (Omit<TakenTime, 'startsAt' | 'endsAt' | 'blockedFrom' | 'blockedUntil'> &
    Record<'startsAt' | 'endsAt' | 'blockedFrom' | 'blockedUntil', number>)[];
  account: { kind: SlotFacts['account'][number]['kind']; amount: number; isExtra: boolean; startsAt: number | null }[];
  busy: Interval[];
}

export interface HoldSearch {
  batchId: string;
  learnerId: string;
  mentorId: string;
  format: string;
  track: string;
  reach: { bookings: Interval; outside: Interval };
  now: Date;
}

export interface HoldWrite {
  claim: KeyClaim;
  status: number;
  /** As it is sent. */
  answer: unknown;
  interview: Interview;
  reservation: ReservationRow;
  audit: { id: string; actorId: string; action: string; after: Record<string, unknown> };
  now: Date;
}

const FACTS = {
  name: 'booking-hold-facts',
  text: 'select booking_hold_facts($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as facts',
};
const WRITE = { name: 'booking-hold', text: 'select booking_hold($1, $2) as outcome' };

/** Raised by `booking_hold` when the time cannot be kept, with what `scheduling_reserve` said. */
const NOT_HELD = 'DR001';

/**
 * Holding a time in two statements: one that reads what decides (over the tables of several modules, as a view would), one that
 * writes. See decision 0029.
 */
@Injectable()
export class HoldDecisionStore {
  constructor(private readonly database: Database) {}

  /** null for a batch that does not exist. */
  async find(search: HoldSearch): Promise<HoldFacts | null> {
    const { bookings, outside } = search.reach;
    const [row] = await this.database.ask<{ facts: FactsRow | null }>(FACTS, [
      search.batchId,
      search.learnerId,
      search.mentorId,
      search.format,
      search.track,
      new Date(bookings.start),
      new Date(bookings.end),
      new Date(outside.start),
      new Date(outside.end),
      search.now,
    ]);
    if (!row?.facts) return null;
    const { taken, account, busy, ...facts } = row.facts;
    return {
      ...facts,
      slots: {
        hours: facts.hours ? [facts.hours] : [],
        taken: taken.map((t) => ({
          ...t,
          startsAt: new Date(t.startsAt),
          endsAt: new Date(t.endsAt),
          blockedFrom: new Date(t.blockedFrom),
          blockedUntil: new Date(t.blockedUntil),
        })),
        // Nothing is replaced by a hold, so nobody asks which booking a line belongs to.
        account: account.map((line) => ({ ...line, referenceId: null, isLive: false })),
        outside: busy.map(({ start, end }) => ({
          personId: search.mentorId,
          start: new Date(start),
          end: new Date(end),
        })),
      },
    };
  }

  /**
   * Writes the hold with its key, answer and audit line, or nothing, and says why the time was not reserved. `undecided`: a key that
   * was used before, another request of the same learner, or locks that met; the ordinary way decides these, with retries.
   */
  async hold({
    claim,
    status,
    answer,
    audit,
    interview,
    reservation,
    now,
  }: HoldWrite): Promise<'held' | 'undecided' | ReserveRefusal> {
    const origin = requestOrigin.getStore();
    const all = {
      now,
      key: { ...claim, status },
      interview,
      reservation,
      audit: { ...audit, traceId: origin?.traceId ?? null, address: origin?.address ?? null },
    };
    try {
      const [row] = await this.database.ask<{ outcome: string }>(WRITE, [JSON.stringify(all), JSON.stringify(answer)]);
      return row?.outcome === 'held' ? 'held' : 'undecided';
    } catch (error) {
      const { code = '', message = '' } = postgresError(error) ?? {};
      if (code === NOT_HELD) return refusalOf(message) ?? 'undecided';
      if (['40001', '40P01', '23P01', '23505'].includes(code)) return 'undecided';
      throw error;
    }
  }
}
