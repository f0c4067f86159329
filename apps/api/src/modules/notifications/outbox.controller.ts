import { Controller } from '@nestjs/common';
import { notificationEndpoints as e } from '@dryrun/contracts/notifications.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { NotificationsPolicy } from './notifications.policy.ts';
import { OutboxQueries } from './outbox.queries.ts';
import { RetryDeadLetters } from './retry-dead-letters.ts';
import { RetryMessages } from './retry-messages.ts';

@Controller()
export class OutboxController {
  constructor(
    private readonly policy: NotificationsPolicy,
    private readonly queries: OutboxQueries,
    private readonly retries: RetryMessages,
    private readonly deadLetters: RetryDeadLetters,
  ) {}

  @Endpoint(e.mine)
  mine({ query }: In<typeof e.mine>, { actor }: SignedInContext) {
    return this.queries.mine(actor.personId, query.before ?? null);
  }

  @Endpoint(e.outbox)
  async outbox({ query }: In<typeof e.outbox>, { actor }: SignedInContext) {
    const scope = await this.policy.authorizeScope(actor, 'outbox:read', query.batchId ?? null);
    return this.queries.overseen(scope, query.show, query.before ?? null);
  }

  @Endpoint(e.retryMessage)
  async retryMessage({ params }: In<typeof e.retryMessage>, { actor }: SignedInContext): Promise<undefined> {
    await this.retries.one(actor, params.messageId);
  }

  @Endpoint(e.retryMessages)
  async retryMessages({ body }: In<typeof e.retryMessages>, { actor }: SignedInContext) {
    return { retried: await this.retries.all(actor, body.batchId) };
  }

  @Endpoint(e.deadLetters)
  listDeadLetters(_: In<typeof e.deadLetters>, _context: SignedInContext) {
    return this.queries.deadLetters();
  }

  @Endpoint(e.retryDeadLetters)
  async retryDeadLetters({ body }: In<typeof e.retryDeadLetters>, { actor }: SignedInContext) {
    return { retried: await this.deadLetters.run(actor, body.kind, body.id) };
  }
}
