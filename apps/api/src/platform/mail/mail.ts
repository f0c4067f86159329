import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock/clock.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import type { Tx } from '../db/database.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Sealed } from '../sealed/sealed.ts';
import { isMailAddress, oneLine } from './mail-address.ts';
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
  /** A text/calendar part. `METHOD` in the content must be this method. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string };
  /** Message-ID with its angle brackets, for a message that may be enqueued again; made once when absent. */
  messageId?: string;
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
    if (mail.calendar && !new RegExp(`^METHOD:${mail.calendar.method}\\r?$`, 'm').test(mail.calendar.content))
      throw new Error(`the calendar part of ${mail.kind} does not say METHOD:${mail.calendar.method}`);
    for (const block of mail.body.blocks) if ('action' in block) webAddress(block.action.url);
    const now = this.clock.now();
    const nextAt = mail.notBefore && mail.notBefore > now ? mail.notBefore : now;
    const isSecret = mail.isSecret ?? false;
    const isDeliverable = isMailAddress(mail.to.address);
    const content: MailContent = { subject: oneLine(mail.subject), body: mail.body, calendar: mail.calendar ?? null };
    const id = uuid();
    await this.store.insert(tx, {
      id,
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
      messageId: mail.messageId ?? `<${randomUUID()}@${new URL(this.settings.publicUrl).hostname}>`,
      state: isDeliverable ? 'waiting' : 'dead',
      nextAt,
      lastError: isDeliverable ? null : 'This is not an address that mail can be sent to.',
      createdAt: now,
    });
    if (isDeliverable) await this.jobs.enqueue(tx, DELIVER_QUEUE, { id }, { startAfter: nextAt, isUrgent: isSecret });
    return id;
  }
}
