import type { DataSource } from 'typeorm';
import { poolOf } from '../db/data-source.ts';
import { MAX_EVENT_ATTEMPTS } from '../events/events.ts';
import { JOB_SCHEMA } from '../jobs/boss.ts';

/** What waits in the database, for all replicas together. */
export interface Backlog {
  outboxWaiting: number;
  outboxOldestSeconds: number;
  outboxDead: number;
  mailWaiting: number;
  mailOldestSeconds: number;
  mailDead: number;
  jobsWaiting: number;
  jobsFailed: number;
}

/** One query over partial indexes; cheap enough for a scrape every few seconds. */
export async function backlogOf(source: DataSource, now: Date): Promise<Backlog> {
  const [row] = await source.query<Backlog[]>(
    `select o.waiting as "outboxWaiting", o.oldest as "outboxOldestSeconds", o.dead as "outboxDead",
            m.waiting as "mailWaiting", m.oldest as "mailOldestSeconds", m.dead as "mailDead",
            j.waiting as "jobsWaiting", j.failed as "jobsFailed"
     from (select count(*) filter (where attempts < $2)::int as waiting, count(*) filter (where attempts >= $2)::int as dead,
                  coalesce(extract(epoch from $1 - min(at) filter (where attempts < $2)), 0)::float8 as oldest
           from outbox_event where handled_at is null) o,
          (select count(*) filter (where state in ('waiting','sending','failed'))::int as waiting, count(*) filter (where state = 'dead')::int as dead,
                  greatest(0, coalesce(extract(epoch from $1 - min(next_at) filter (where state in ('waiting','failed'))), 0))::float8 as oldest
           from mail_message where state in ('waiting','sending','failed','dead')) m,
          (select count(*) filter (where state in ('created','retry') and start_after <= $1)::int as waiting, count(*) filter (where state = 'failed')::int as failed
           from ${JOB_SCHEMA}.job where state in ('created','retry','failed')) j`,
    [now, MAX_EVENT_ATTEMPTS],
  );
  if (!row) throw new Error('the backlog query answers one row');
  return row;
}

/** Connections of this process to PostgreSQL. */
export interface PoolState {
  connections: number;
  idle: number;
  /** Requests that wait for a connection. */
  waiting: number;
}

export function poolStateOf(source: DataSource): PoolState {
  const pool = poolOf(source);
  return { connections: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
}
