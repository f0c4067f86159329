import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.ts';
import { backlogOf, poolStateOf, type Backlog, type PoolState } from './backlog.ts';

/** One finished request. `route` is a template (`/api/interviews/:interviewId`), never an address with ids in it. */
export interface FinishedRequest {
  method: string;
  route: string;
  status: number;
  /** The problem code of a refusal, otherwise `ok`. */
  outcome: string;
  seconds: number;
}

/**
 * What this process counts for Prometheus. Labels are route templates, verbs and codes only, so that their number is bounded
 * and no person can be found in them. Backlogs are asked of the database when somebody scrapes.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly latency = new Histogram({
    name: 'dryrun_http_request_seconds',
    help: 'Time to answer, by route template.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  private readonly results = new Counter({
    name: 'dryrun_results_total',
    help: 'How requests ended: ok, or the code of the refusal. Booking results are the routes that end in /holds, /confirm, /reschedule and /cancel.',
    labelNames: ['method', 'route', 'outcome'] as const,
    registers: [this.registry],
  });

  private readonly gauges: Record<keyof Backlog | keyof PoolState, Gauge>;

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {
    collectDefaultMetrics({ register: this.registry, prefix: 'dryrun_' });
    const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [this.registry] });
    this.gauges = {
      connections: gauge('dryrun_database_pool_connections', 'Connections that this process holds.'),
      idle: gauge('dryrun_database_pool_idle', 'Of those, idle ones.'),
      waiting: gauge('dryrun_database_pool_waiting', 'Requests that wait for a connection.'),
      outboxWaiting: gauge('dryrun_outbox_waiting', 'News between modules that nobody has heard yet.'),
      outboxOldestSeconds: gauge('dryrun_outbox_oldest_seconds', 'Age of the oldest of them.'),
      outboxDead: gauge('dryrun_outbox_dead', 'News that failed for the last time.'),
      mailWaiting: gauge('dryrun_mail_waiting', 'Mails that wait to be sent.'),
      mailOldestSeconds: gauge('dryrun_mail_oldest_seconds', 'How long the oldest of them has been due.'),
      mailDead: gauge('dryrun_mail_dead', 'Mails that were given up.'),
      jobsWaiting: gauge('dryrun_jobs_waiting', 'Jobs that are due and not begun.'),
      jobsFailed: gauge('dryrun_jobs_failed', 'Jobs that failed for the last time.'),
    };
  }

  finished({ method, route, status, outcome, seconds }: FinishedRequest): void {
    this.latency.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
    this.results.inc({ method, route, outcome });
  }

  /** Everything in Prometheus' text format. @throws when the database does not answer */
  async text(): Promise<string> {
    const state = { ...poolStateOf(this.source), ...(await backlogOf(this.source, this.clock.now())) };
    for (const [name, value] of Object.entries(state)) this.gauges[name as keyof typeof state].set(value);
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}
