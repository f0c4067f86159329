import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../clock/clock.ts';
import type { Tx } from '../db/database.ts';
import { Jobs } from '../jobs/jobs.ts';
import { StoredSettings } from '../settings/stored-settings.ts';
import { SWEEP_TIMER } from './mail-content.ts';
import { MAIL_PAUSED } from './mail-delivery.ts';
import { MailServer } from './mail-server.ts';
import { MailStore, type MailMessage, type MailScope, type Shelf } from './mail.store.ts';

/** One page of a list; `next` is the `before` of the following page. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

const PAGE = 50;

/** Looks into the outgoing post, and puts back what got stuck. Asks nobody for permission: its callers do. */
@Injectable()
export class Outbox {
  constructor(
    private readonly store: MailStore,
    private readonly server: MailServer,
    private readonly stored: StoredSettings,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Whether mail can leave at all. */
  async flow(): Promise<'off' | 'on' | 'paused'> {
    if (await this.isPaused()) return 'paused';
    return (await this.server.access()) ? 'on' : 'off';
  }

  async isPaused(): Promise<boolean> {
    return (await this.stored.get(MAIL_PAUSED, z.boolean())) ?? false;
  }

  async pause(tx: Tx, isPaused: boolean, by: string): Promise<void> {
    await this.stored.set(tx, MAIL_PAUSED, isPaused, { by });
    await this.wake(tx);
  }

  async to(personId: string, before: string | null): Promise<Page<MailMessage>> {
    return pageOf(await this.store.listTo(personId, before, PAGE + 1));
  }

  async in(scope: MailScope, shelf: Shelf, before: string | null): Promise<Page<MailMessage & { canRetry: boolean }>> {
    return pageOf(await this.store.listIn(scope, shelf, before, PAGE + 1));
  }

  counts(scope: MailScope): Promise<Record<Shelf, number>> {
    return this.store.countIn(scope);
  }

  /** Puts stuck messages back to be sent now; answers how many. `id` null: all of the scope. */
  async retry(tx: Tx, scope: MailScope, id: string | null): Promise<number> {
    const retried = await this.store.requeue(tx, scope, id, this.clock.now());
    if (retried > 0) await this.wake(tx);
    return retried;
  }

  /** Has everything that is due looked at now, after the transaction. */
  async wake(tx: Tx): Promise<void> {
    await this.jobs.enqueue(tx, SWEEP_TIMER, {}, { singletonKey: 'wake' });
  }
}

function pageOf<T extends { id: string }>(rows: T[]): Page<T> {
  const items = rows.slice(0, PAGE);
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}
