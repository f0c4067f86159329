import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock/clock.ts';
import type { Tx } from '../db/database.ts';

/** One line of the append-only audit: who did what to which row, and whose row it was. */
export interface AuditEntry {
  /** null: Dryrun itself (a timer, a listener). */
  actorId: string | null;
  /** The use-case, e.g. `interview.cancel`. */
  action: string;
  subjectType: string;
  subjectId: string;
  /** The person concerned, who may read the line. */
  personId: string | null;
  batchId: string | null;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
}

/** The subject of audit lines about the installation itself, such as its settings. */
export const INSTALLATION_ID = '00000000-0000-4000-8000-000000000000';

/** Where a request came from; set once per request by the HTTP layer. */
export const requestOrigin = new AsyncLocalStorage<{ traceId: string; address: string }>();

/** Writes audit lines in the transaction of the change they tell of. The table refuses update and delete. */
@Injectable()
export class Audit {
  constructor(private readonly clock: Clock) {}

  async record(tx: Tx, entry: AuditEntry): Promise<void> {
    const origin = requestOrigin.getStore();
    await tx.query(
      `insert into audit_entry (id, at, actor_id, action, subject_type, subject_id, person_id, batch_id, before, after, trace_id, address)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        uuid(),
        this.clock.now(),
        entry.actorId,
        entry.action,
        entry.subjectType,
        entry.subjectId,
        entry.personId,
        entry.batchId,
        entry.before ? JSON.stringify(entry.before) : null,
        entry.after ? JSON.stringify(entry.after) : null,
        origin?.traceId ?? null,
        origin?.address ?? null,
      ],
    );
  }
}
