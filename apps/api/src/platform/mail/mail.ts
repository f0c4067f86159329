import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock/clock.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import type { Tx } from '../db/database.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Sealed } from '../sealed/sealed.ts';
import { isMailAddress, oneLine } from './mail-address.ts';
import type { CalendarEntry } from '../calendar/calendar-text.ts';
import { DELIVER_QUEUE, MAIL_SEAL, SWEEP_TIMER, webAddress, type MailBody, type MailContent } from './mail-content.ts';
import { MailDelivery } from './mail-delivery.ts';
import { MailStore } from './mail.store.ts';

export type { MailBlock, MailBody } from './mail-content.ts';

export interface OutgoingMail {
  to: { personId: string | null; address: string; name: string };
  /** Stable, e.g. `identity.sign_in`. */
  kind: string;
  subject: string;
  body: MailBody;
  /** Sealed at rest, shown in no outbox or log, erased once sent or given up. For sign-in codes and links. */
  isSecret?: boolean;
  batchId?: string | null;
  /** One sentence for the outbox: why this person gets this. No secret in it. */
  why: string;
  /** Messages with one key leave strictly in the order in which they were enqueued: a cancellation never overtakes its request. */
  orderKey?: string;
  notBefore?: Date;
  /** Not sent any more after this instant. */
  expiresAt?: Date;
  /** A text/calendar part; an entry that is cancelled goes out as METHOD:CANCEL, every other as REQUEST. */
  calendar?: CalendarEntry;
  /**
   * Unique name, as the left half of the Message-ID, for a message that may be enqueued again: the second time changes
   * nothing. Made up when absent. ASCII letters, digits, dots and hyphens.
   */
  name?: string;
  /** Messages with one thread are shown as one conversation. The same characters as `name`. */
  thread?: string;
}

const SWEEP_SECONDS = 30;

/**
 * The outgoing post. A message is a row of the transaction that caused it, and leaves afterwards at least once, with the same
 * Message-ID on a repeat. Without a mail server it waits, and that is no error.
 */
@Injectable()
export class Mail implements OnModuleInit {
  constructor(
    private readonly store: MailStore,
    private readonly delivery: MailDelivery,
    private readonly jobs: Jobs,
    private readonly sealed: Sealed,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.jobs.work<{ id: string }>(DELIVER_QUEUE, ({ id }, signal) => this.delivery.run(id, signal), {
      concurrency: 4,
    });
    this.jobs.schedule(SWEEP_TIMER, { everySeconds: SWEEP_SECONDS }, (signal) => this.delivery.sweep(signal));
  }

  /**
   * Writes the message in the running transaction; answers its id. An address that no mail server could take makes a dead
   * message, never a failed transaction.
   */
  async enqueue(tx: Tx, mail: OutgoingMail): Promise<string> {
    for (const block of mail.body.blocks) if ('action' in block) webAddress(block.action.url);
    const now = this.clock.now();
    const nextAt = mail.notBefore && mail.notBefore > now ? mail.notBefore : now;
    const isSecret = mail.isSecret ?? false;
    const isDeliverable = isMailAddress(mail.to.address);
    const content: MailContent = { subject: oneLine(mail.subject), body: mail.body, calendar: mail.calendar ?? null };
    const messageId = this.messageId(mail.name ?? randomUUID());
    const { id, isNew } = await this.store.insert(tx, {
      id: uuid(),
      kind: mail.kind,
      personId: mail.to.personId,
      address: oneLine(mail.to.address),
      name: oneLine(mail.to.name),
      batchId: mail.batchId ?? null,
      why: mail.why,
      isSecret,
      content: isSecret ? null : content,
      sealed: isSecret && isDeliverable ? this.sealed.seal(MAIL_SEAL, JSON.stringify(content)) : null,
      orderKey: mail.orderKey ?? null,
      messageId,
      threadId: mail.thread === undefined ? null : this.messageId(mail.thread),
      expiresAt: mail.expiresAt ?? null,
      state: isDeliverable ? 'waiting' : 'dead',
      nextAt,
      lastError: isDeliverable ? null : 'This is not an address that mail can be sent to.',
      createdAt: now,
    });
    if (!isNew || !isDeliverable) return id;
    // What must not wait takes along what it may not overtake.
    const hastened = mail.orderKey === undefined ? [] : await this.store.hasten(tx, mail.orderKey, nextAt);
    for (const earlier of hastened) await this.jobs.enqueue(tx, DELIVER_QUEUE, { id: earlier }, { startAfter: nextAt });
    await this.jobs.enqueue(tx, DELIVER_QUEUE, { id }, { startAfter: nextAt, isUrgent: isSecret });
    return id;
  }

  /** Gives up messages of a kind and order key that have not left: what they say is no longer so. */
  async withdraw(tx: Tx, orderKey: string, kind: string, because: string): Promise<void> {
    await this.store.withdraw(tx, orderKey, kind, because);
  }

  private messageId(name: string): string {
    if (!/^[A-Za-z0-9.-]{1,200}$/.test(name)) throw new Error(`${name} cannot be part of a Message-ID`);
    return `<${name}@${new URL(this.settings.publicUrl).hostname}>`;
  }
}
