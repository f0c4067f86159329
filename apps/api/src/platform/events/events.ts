import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock/clock.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Database, type Tx } from '../db/database.ts';
import { reached } from './moments.ts';

/** News that a module announces in the transaction that made it true. Names are `module.what_happened`. */
export interface DomainEvent {
  type: string;
  /** The thing it is about, e.g. an interview's id. */
  subjectId: string;
  payload: Record<string, unknown>;
}

type Handler = (tx: Tx, event: DomainEvent & { id: string; at: Date }) => Promise<void>;

/** News that a listener failed on for the last time. */
export interface DeadEvent {
  id: string;
  type: string;
  at: Date;
  attempts: number;
  error: string;
}

interface OutboxRow {
  id: string;
  type: string;
  subject_id: string;
  payload: Record<string, unknown>;
  at: Date;
}

/** News that failed this often is not tried again by itself. */
export const MAX_EVENT_ATTEMPTS = 8;

const POLL_MS = 2_000;

/**
 * The outbox: events are rows of the business transaction and are handed to their listeners afterwards, at least once and
 * in order, one listener transaction per event. News about one subject never overtakes older news about it, whatever fails and
 * however many replicas hand out; news that was given up holds up nobody. Listeners must be idempotent. Where `JOBS=off`, this process only announces.
 */
@Injectable()
export class Events implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('events');
  private readonly handlers = new Map<string, Handler[]>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Registers a listener; called by modules while they start. */
  on(type: string, handler: Handler): void {
    this.handlers.set(type, [...(this.handlers.get(type) ?? []), handler]);
  }

  /** Writes the news into the outbox of the running transaction. */
  async announce(tx: Tx, event: DomainEvent): Promise<void> {
    await tx.query('insert into outbox_event (id, type, subject_id, payload, at) values ($1, $2, $3, $4, $5)', [
      uuid(),
      event.type,
      event.subjectId,
      JSON.stringify(event.payload),
      this.clock.now(),
    ]);
    reached('events.announced', event.type);
  }

  onApplicationBootstrap(): void {
    if (!this.settings.runsJobs) return;
    this.timer = setInterval(() => void this.deliver(), POLL_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Hands out everything that is due now. Safe to call at any time and from several replicas at once. */
  async deliver(): Promise<void> {
    if (this.running) return this.running;
    this.running = this.drain().finally(() => (this.running = null));
    return this.running;
  }

  /** News that was given up, newest first. */
  async listDead(): Promise<DeadEvent[]> {
    return this.database.read.query<DeadEvent[]>(
      `select id, type, at, attempts, coalesce(last_error, '') as error from outbox_event
       where handled_at is null and attempts >= $1 order by at desc, id desc limit 500`,
      [MAX_EVENT_ATTEMPTS],
    );
  }

  /** Gives news that was given up (null: all of it) to its listeners again; answers how many. */
  async retryDead(tx: Tx, id: string | null): Promise<number> {
    const [, changed] = await tx.query<[unknown[], number]>(
      `update outbox_event set attempts = 0, retry_at = null where handled_at is null and attempts >= $1 and ($2::uuid is null or id = $2)`,
      [MAX_EVENT_ATTEMPTS, id],
    );
    return changed;
  }

  private async drain(): Promise<void> {
    try {
      while (await this.deliverOne());
    } catch (error) {
      this.log.warn(`outbox could not be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async deliverOne(): Promise<boolean> {
    let failed: { row: OutboxRow; reason: string } | null = null;
    const handled = await this.database.write(async (tx) => {
      const [row] = await tx.query<OutboxRow[]>(
        `select id, type, subject_id, payload, at from outbox_event n
         where handled_at is null and attempts < $1 and (retry_at is null or retry_at <= $2)
           and not exists (select 1 from outbox_event e where e.subject_id = n.subject_id and e.handled_at is null
             and e.attempts < $1 and (e.at, e.id) < (n.at, n.id))
         order by at, id limit 1 for update skip locked`,
        [MAX_EVENT_ATTEMPTS, this.clock.now()],
      );
      if (!row) return null;
      try {
        await this.database.write(async (inner) => {
          for (const handle of this.handlers.get(row.type) ?? [])
            await handle(inner, {
              id: row.id,
              type: row.type,
              subjectId: row.subject_id,
              payload: row.payload,
              at: row.at,
            });
        });
        await tx.query('update outbox_event set handled_at = $2 where id = $1', [row.id, this.clock.now()]);
        reached('events.listened', row.type);
      } catch (error) {
        failed = { row, reason: error instanceof Error ? error.message : String(error) };
        await tx.query(
          `update outbox_event set attempts = attempts + 1, last_error = $2, retry_at = $3::timestamptz + make_interval(secs => power(2, attempts)) where id = $1`,
          [row.id, failed.reason.slice(0, 500), this.clock.now()],
        );
      }
      return row.type;
    });
    if (handled !== null) reached('events.handled', handled);
    if (failed)
      this.log.error(
        `event ${(failed as { row: OutboxRow }).row.type} failed: ${(failed as { reason: string }).reason}`,
      );
    return handled !== null;
  }
}
