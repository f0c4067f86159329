import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { QuotaAfter } from '@dryrun/domain/interviews/change-rules';
import type { QuotaEntry } from '@dryrun/domain/scheduling/quota';
import { Database, type Tx } from '../../platform/db/database.ts';

/** A line of a learner's account with what it is about. */
export interface AccountLine extends QuotaEntry {
  at: Date;
  reason: string;
  /** What the booking of a `use`, `return` or `refund` was for; null for a plain grant. */
  referenceId: string | null;
  /** Is that booking still booked? */
  isLive: boolean;
}

const ACCOUNT = {
  name: 'learner-account',
  text: `select e.kind, e.amount, e.is_extra as "isExtra", e.starts_at as "startsAt", e.at, e.reason,
           b.reference_id as "referenceId", coalesce(b.state = 'confirmed', false) as "isLive"
    from quota_entry e left join booking b on b.id = e.booking_id
    where e.person_id = $1 and e.batch_id = $2 order by e.at, e.id`,
};

/** The insert-only ledger of learners' mocks. `scheduling_reserve` and `scheduling_confirm` write the uses. */
@Injectable()
export class QuotaStore {
  constructor(private readonly database: Database) {}

  /** Oldest first. */
  async listEntries(personId: string, batchId: string): Promise<AccountLine[]> {
    const rows = await this.database.ask<Omit<AccountLine, 'startsAt'> & { startsAt: Date | null }>(ACCOUNT, [
      personId,
      batchId,
    ]);
    return rows.map((r) => ({ ...r, startsAt: r.startsAt?.getTime() ?? null }));
  }

  async insertGrant(
    tx: Tx,
    grant: { batchId: string; personId: string; amount: number; reason: string; actorId: string; at: Date },
  ): Promise<void> {
    await tx.query(
      `insert into quota_entry (id, batch_id, person_id, kind, amount, is_extra, reason, actor_id, at) values ($1, $2, $3, 'grant', $4, true, $5, $6, $7)`,
      [uuid(), grant.batchId, grant.personId, grant.amount, grant.reason, grant.actorId, grant.at],
    );
  }

  /** What becomes of the mock that paid for a booking which took no place. Doing it twice changes nothing. */
  async settle(tx: Tx, bookingId: string, after: QuotaAfter, at: Date, reason: string): Promise<void> {
    if (after === 'keep') return;
    await tx.query(
      `insert into quota_entry (id, batch_id, person_id, kind, is_extra, booking_id, starts_at, reason, at)
       select gen_random_uuid(), batch_id, person_id, $2::text, $2::text = 'refund' or is_extra, booking_id,
              case when $2::text = 'return' then starts_at end, $3, $4
       from quota_entry where booking_id = $1 and kind = 'use'
       on conflict (booking_id, kind) where booking_id is not null and kind <> 'grant' do nothing`,
      [bookingId, after, reason, at],
    );
  }
}
