import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../platform/db/database.ts';
import { Audit, INSTALLATION_ID } from '../../platform/events/audit.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { Outbox } from '../../platform/mail/outbox.ts';
import { NotificationsPolicy } from './notifications.policy.ts';

/** Puts messages that failed, were given up or kept back on their way again. */
@Injectable()
export class RetryMessages {
  constructor(
    private readonly database: Database,
    private readonly policy: NotificationsPolicy,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  async one(actor: Actor, messageId: string): Promise<void> {
    const message = await this.policy.authorizeMessage(actor, 'outbox:retry', messageId);
    await this.database.write(async (tx) => {
      if ((await this.outbox.retry(tx, { batchIds: null }, message.id)) === 0)
        throw new Refusal(
          'message_state',
          'This message is on its way or sent already, its secret was erased, or a later message about the same thing has left. Nothing was changed.',
        );
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: 'outbox.retry',
        subjectType: 'mail_message',
        subjectId: message.id,
        personId: message.personId,
        batchId: message.batchId,
        before: { state: message.state },
        after: { state: 'waiting' },
      });
    });
  }

  /** Answers how many; a second click finds nothing left to do. */
  async all(actor: Actor, batchId: string | null): Promise<number> {
    const scope = await this.policy.authorizeScope(actor, 'outbox:retry', batchId);
    return this.database.write(async (tx) => {
      const retried = await this.outbox.retry(tx, scope, null);
      if (retried > 0)
        await this.audit.record(tx, {
          actorId: actor.personId,
          action: 'outbox.retry_all',
          subjectType: batchId === null ? 'installation' : 'batch',
          subjectId: batchId ?? INSTALLATION_ID,
          personId: null,
          batchId,
          after: { retried },
        });
      return retried;
    });
  }
}
