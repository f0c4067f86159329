import { Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../clock/clock.ts';
import { Database } from '../db/database.ts';
import { reached } from '../events/moments.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Sealed } from '../sealed/sealed.ts';
import { StoredSettings } from '../settings/stored-settings.ts';
import { DELIVER_QUEUE, MAIL_SEAL, type MailContent } from './mail-content.ts';
import { MailServer, type Letter, type SmtpFault } from './mail-server.ts';
import { MailStore, type MailMessage } from './mail.store.ts';

/** Stored setting: true while no mail may leave (a restored backup starts so). */
export const MAIL_PAUSED = 'mail.paused';

const MINUTE = 60_000;
/** Waits after the first, second … failed try; after the last one the message is dead. */
const BACKOFF = [1, 5, 30, 120, 360].map((minutes) => minutes * MINUTE);
/** Longer than the mail server's time-outs together, so that nobody takes over a try that is still going on. */
const LEASE = 3 * MINUTE;
const SECRETS_LIVE = 24 * 60 * MINUTE;
const STALE = 72 * 60 * MINUTE;
const SWEEP_AT_ONCE = 200;

/** Sends messages: at least once, in order within an order key, with growing waits after a failure. */
@Injectable()
export class MailDelivery {
  private readonly log = new Logger('mail');

  constructor(
    private readonly database: Database,
    private readonly store: MailStore,
    private readonly server: MailServer,
    private readonly stored: StoredSettings,
    private readonly jobs: Jobs,
    private readonly sealed: Sealed,
    private readonly clock: Clock,
  ) {}

  /** One try of one message, if it is due, it is its turn, and mail can leave at all. */
  async run(id: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    if (await this.stored.get(MAIL_PAUSED, z.boolean())) {
      await this.database.write((tx) => this.store.withhold(tx, this.clock.now(), 'Mail is paused.'));
      return;
    }
    const link = await this.server.link();
    if (!link) return;
    const now = this.clock.now();
    const message = await this.database.write((tx) => this.store.claim(tx, id, now, new Date(now.getTime() + LEASE)));
    if (!message) return;
    reached('mail.claimed', message.kind);
    const content = this.contentOf(message);
    const isOver = message.expiresAt !== null && message.expiresAt <= now;
    const fault = isOver ? OVER : content ? await link.send(letterOf(message, content)) : UNREADABLE;
    reached('mail.answered', message.kind);
    await this.settle(message, fault);
    reached('mail.settled', message.kind);
    if (fault !== OVER) await this.server.note(fault);
  }

  /** Sends what is due and has nobody to wake it. */
  async sweep(signal: AbortSignal): Promise<void> {
    await this.database.write((tx) =>
      this.store.expireSecrets(
        tx,
        new Date(this.clock.now().getTime() - SECRETS_LIVE),
        'It could not be sent within a day, so its code is no longer valid.',
      ),
    );
    if (!(await this.server.access())) return;
    await this.database.write((tx) =>
      this.store.withholdStale(
        tx,
        new Date(this.clock.now().getTime() - STALE),
        'It waited for more than three days before mail could be sent.',
      ),
    );
    for (const id of await this.store.listDue(this.clock.now(), SWEEP_AT_ONCE)) {
      if (signal.aborted) return;
      await this.run(id, signal);
    }
  }

  private contentOf(message: MailMessage): MailContent | null {
    if (!message.isSecret) return message.content;
    const text = message.sealed === null ? null : this.sealed.open(MAIL_SEAL, message.sealed);
    return text === null ? null : (JSON.parse(text) as MailContent);
  }

  private async settle(message: MailMessage, fault: SmtpFault | null): Promise<void> {
    const now = this.clock.now();
    const wait = BACKOFF[message.attempts - 1];
    const isDead = fault !== null && (fault.isPermanent || wait === undefined);
    const nextAt = fault && wait !== undefined ? new Date(now.getTime() + wait) : now;
    const state = fault === null ? 'sent' : isDead ? 'dead' : 'failed';
    await this.database.write(async (tx) => {
      const isOurs = await this.store.settle(tx, message, {
        state,
        nextAt,
        lastError: fault?.sentence ?? null,
        sentAt: fault ? null : now,
      });
      if (!isOurs) return;
      if (state === 'failed') await this.jobs.enqueue(tx, DELIVER_QUEUE, { id: message.id }, { startAfter: nextAt });
      const next =
        state !== 'failed' && message.orderKey ? await this.store.findNextInOrder(tx, message.orderKey) : null;
      if (next) await this.jobs.enqueue(tx, DELIVER_QUEUE, { id: next.id }, { startAfter: next.nextAt });
      reached('mail.settling', message.kind);
    });
    if (fault) this.log.warn(`message ${message.id} (${message.kind}) ${state}: ${fault.sentence}`);
  }
}

function letterOf({ messageId, threadId, createdAt, name, address }: MailMessage, content: MailContent): Letter {
  return { ...content, messageId, threadId, writtenAt: createdAt, to: { name, address } };
}

const OVER: SmtpFault = {
  isPermanent: true,
  isServerWide: false,
  sentence: 'It could not be sent while it still mattered.',
};

const UNREADABLE: SmtpFault = {
  isPermanent: true,
  isServerWide: false,
  sentence: 'It was sealed with another SESSION_SECRET and cannot be read any more.',
};
