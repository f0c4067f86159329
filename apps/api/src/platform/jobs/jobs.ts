import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { PgBoss } from 'pg-boss';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import type { Tx } from '../db/database.ts';
import { bossDatabaseOf, createBoss, JOB_SCHEMA } from './boss.ts';
import { errorWords } from './error-words.ts';

/** Ids, dates and numbers only: job data is kept readable in the database and shown to admins. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>;

/** Does the work of one job. Runs at least once, so it must be idempotent; it should stop soon after `signal` aborts. */
export type JobHandler<D extends JobData = JobData> = (data: D, signal: AbortSignal) => Promise<void>;

/** How often a timer runs: every so many seconds, or by a cron expression of minutes in a time zone. */
export type Timing = { everySeconds: number } | { cron: string; timeZone: string };

export interface EnqueueOptions {
  /** Not before this instant. */
  startAfter?: Date;
  /** While a job of the queue with this key is waiting to run, another one is not added. */
  singletonKey?: string;
  /** Before the others of its queue, for what somebody is waiting for at this moment. */
  isUrgent?: boolean;
}

export interface WorkOptions {
  /** How many jobs of the queue one process does at a time; 1 unless said otherwise. */
  concurrency?: number;
}

/** A job that failed for the last time. */
export interface DeadJob {
  id: string;
  queue: string;
  data: JobData | null;
  attempts: number;
  error: string;
  failedAt: Date;
}

interface Timer {
  timing: Timing;
  handler: (signal: AbortSignal) => Promise<void>;
}

const HOUR_S = 3_600;
/** Five tries, the last one about half an hour after the first; then the job is dead and waits for an admin. */
const QUEUE = {
  policy: 'short',
  retryLimit: 4,
  retryDelay: 30,
  retryBackoff: true,
  retryDelayMax: HOUR_S,
  heartbeatSeconds: 30,
  expireInSeconds: 6 * HOUR_S,
  // A job for a far day must still be there on that day; a dead one long enough for somebody to see it.
  retentionSeconds: 90 * 24 * HOUR_S,
  deleteAfterSeconds: 14 * 24 * HOUR_S,
} as const;
/** A failed turn of a timer is followed by the next one; nobody needs to look after it. */
const TIMER_QUEUE = { ...QUEUE, retryLimit: 0, deleteAfterSeconds: HOUR_S } as const;
const STOP_MS = 8_000;

/**
 * Work to be done later, as rows of the same PostgreSQL: a job commits or vanishes with the transaction that asked for it.
 * Modules register queues and timers while they start (`onModuleInit`). Where `JOBS=off`, this process only enqueues.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('jobs');
  private readonly boss: PgBoss;
  private readonly handlers = new Map<string, { run: JobHandler; concurrency: number }>();
  private readonly timers = new Map<string, Timer>();
  private readonly ticking: NodeJS.Timeout[] = [];

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.boss = createBoss(source, { isWorking: settings.runsJobs, isInstalling: false });
    this.boss.on('error', (error) => this.log.warn(`job queue: ${errorWords(error)}`));
  }

  /** Whether this process does jobs, or only asks for them. */
  get isWorking(): boolean {
    return this.settings.runsJobs;
  }

  /** Says who does the jobs of a queue. Names are `module.what`, e.g. `mail.deliver`. */
  work<D extends JobData>(queue: string, handler: JobHandler<D>, { concurrency = 1 }: WorkOptions = {}): void {
    if (this.handlers.has(queue)) throw new Error(`two handlers for the jobs of ${queue}`);
    this.handlers.set(queue, { run: handler as JobHandler, concurrency });
  }

  /** Runs something again and again, once among all replicas. It must be idempotent; a failed run is followed by the next. */
  schedule(name: string, timing: Timing, handler: (signal: AbortSignal) => Promise<void>): void {
    this.timers.set(name, { timing, handler });
    this.work(name, (_data, signal) => handler(signal));
  }

  /** Adds a job in the running transaction. `startAfter` is an instant of the application's clock. */
  async enqueue(
    tx: Tx,
    queue: string,
    data: JobData,
    { startAfter, singletonKey, isUrgent = false }: EnqueueOptions = {},
  ): Promise<void> {
    if (!this.handlers.has(queue)) throw new Error(`nobody does the jobs of ${queue}`);
    await this.boss.send(queue, data, {
      db: bossDatabaseOf(tx),
      startAfter: startAfter ?? this.clock.now(),
      singletonKey: singletonKey ?? randomUUID(),
      priority: isUrgent ? 1 : 0,
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.boss.start();
    await this.makeQueues();
    if (!this.isWorking) return;
    for (const [queue, { run, concurrency }] of this.handlers)
      await this.boss.work<JobData>(
        queue,
        { batchSize: 1, burstWhenReadyExceeds: 1, localConcurrency: concurrency },
        async ([job]) => {
          if (job) await run(job.data ?? {}, job.signal);
        },
      );
    for (const [name, { timing }] of this.timers) await this.startTimer(name, timing);
  }

  /** Lets what runs finish for a few seconds, then gives it back: another worker takes it. */
  async onApplicationShutdown(): Promise<void> {
    for (const tick of this.ticking) clearInterval(tick);
    await this.boss.stop({ graceful: this.isWorking, timeout: STOP_MS });
  }

  /**
   * Does here and now, one after the other, every job that is due by the application's clock, and answers how many there were.
   * For tests and one-off tasks; workers do it by themselves. Timers do not tick here: see {@link runTimer}.
   * @throws what a handler threw, after the job was put back for another try
   */
  async runDue(): Promise<number> {
    for (let done = 0; ; done++) {
      const [job] = await this.source.query<{ id: string; name: string; data: JobData | null }[]>(
        `select id, name, data from ${JOB_SCHEMA}.job where state in ('created', 'retry') and start_after <= $1 and name = any($2)
         order by priority desc, start_after, created_on, id limit 1`,
        [this.clock.now(), [...this.handlers.keys()]],
      );
      if (!job) return done;
      try {
        await this.handlers.get(job.name)?.run(job.data ?? {}, new AbortController().signal);
      } catch (error) {
        await this.boss.fail(job.name, job.id, error as object);
        throw error;
      }
      await this.boss.complete(job.name, job.id, undefined, { includeQueued: true });
    }
  }

  /** One turn of a timer, here and now. */
  async runTimer(name: string): Promise<void> {
    const timer = this.timers.get(name);
    if (!timer) throw new Error(`there is no timer ${name}`);
    await timer.handler(new AbortController().signal);
  }

  /** Makes the queues that are registered and not there yet. */
  async makeQueues(): Promise<void> {
    const known = new Set((await this.boss.getQueues()).map((q) => q.name));
    for (const queue of this.handlers.keys())
      if (!known.has(queue)) await this.boss.createQueue(queue, this.timers.has(queue) ? TIMER_QUEUE : QUEUE);
  }

  /** Jobs that failed for the last time, newest first. */
  async listDead(): Promise<DeadJob[]> {
    return this.source.query<DeadJob[]>(
      `select id, name as queue, data, completed_on as "failedAt", retry_count + 1 as attempts,
              coalesce(output->>'message', output->'value'->>'message', output->>'value', '') as error
       from ${JOB_SCHEMA}.job where state = 'failed' and not (name = any($1)) order by completed_on desc, id`,
      [[...this.timers.keys()]],
    );
  }

  /** Gives a dead job (null: all of them) another try now; answers how many there were. */
  async retryDead(tx: Tx, id: string | null): Promise<number> {
    const db = bossDatabaseOf(tx);
    const dead = (await this.listDead()).filter((job) => id === null || job.id === id);
    for (const job of dead) {
      await this.boss.retry(job.queue, job.id, { db });
      await this.boss.update(job.queue, undefined, { id: job.id, startAfter: this.clock.now(), db });
    }
    return dead.length;
  }

  private async startTimer(name: string, timing: Timing): Promise<void> {
    if ('cron' in timing) return this.boss.schedule(name, timing.cron, {}, { tz: timing.timeZone, singletonKey: name });
    const { everySeconds } = timing;
    const tick = setInterval(() => {
      // One per slot of time among all replicas; one that still waits is enough.
      this.boss.send(name, {}, { singletonKey: name, singletonSeconds: everySeconds }).catch((error: unknown) => {
        this.log.warn(`timer ${name} could not be started: ${errorWords(error)}`);
      });
    }, everySeconds * 1_000);
    tick.unref();
    this.ticking.push(tick);
  }
}
