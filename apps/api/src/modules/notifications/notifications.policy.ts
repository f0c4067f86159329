import { Injectable } from '@nestjs/common';
import { isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import { mint, type Authorized } from '../../platform/auth/authorized.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { MailStore, type MailMessage, type MailScope } from '../../platform/mail/mail.store.ts';
import { Cohorts } from '../cohorts/index.ts';

type OutboxPermission = 'outbox:read' | 'outbox:retry';

/** The only place that decides who may see and move whose messages. */
@Injectable()
export class NotificationsPolicy {
  constructor(
    private readonly store: MailStore,
    private readonly cohorts: Cohorts,
  ) {}

  /**
   * The messages that the actor oversees, of one batch or of all of theirs.
   * @throws Refusal as `Cohorts.authorize` for a batch that is not theirs
   */
  async authorizeScope<P extends OutboxPermission>(
    actor: Actor,
    permission: P,
    batchId: string | null,
  ): Promise<Authorized<MailScope, P>> {
    if (batchId !== null) {
      await this.cohorts.authorize(actor, permission, batchId);
      return mint({ batchIds: [batchId] }, permission);
    }
    if (isPermitted(actor, permission, { batchId: null, owners: {} })) return mint({ batchIds: null }, permission);
    return mint({ batchIds: await this.cohorts.batchIdsWhere(actor, ['cohortAdmin']) }, permission);
  }

  /** @throws Refusal `not_found` for a message that the actor does not oversee */
  async authorizeMessage<P extends OutboxPermission>(
    actor: Actor,
    permission: P,
    messageId: string,
  ): Promise<Authorized<MailMessage, P>> {
    const message = await this.store.find(messageId);
    if (!message || !isPermitted(actor, permission, { batchId: message.batchId, owners: {} })) throw notFound();
    return mint(message, permission);
  }
}
