import { Injectable } from '@nestjs/common';
import { DEFAULT_CHOICES, type MessageChoices } from '@dryrun/domain/notifications/message-choices';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { MessageChoicesStore } from './message-choices.store.ts';

/** Sets what a person wants to be told, and when. Holds for what is written from now on. */
@Injectable()
export class ChooseMessages {
  constructor(
    private readonly database: Database,
    private readonly store: MessageChoicesStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async mine({ personId }: Actor): Promise<MessageChoices> {
    return (await this.store.of([personId])).get(personId) ?? DEFAULT_CHOICES;
  }

  async run(actor: Actor, choices: MessageChoices): Promise<void> {
    const { personId } = actor;
    const wanted: MessageChoices = { ...choices, muted: [...new Set(choices.muted)] };
    await this.database.write(async (tx) => {
      const before = await this.mine(actor);
      await this.store.save(tx, personId, wanted, this.clock.now());
      await this.audit.record(tx, {
        actorId: personId,
        action: 'profile.choose_messages',
        subjectType: 'person',
        subjectId: personId,
        personId,
        batchId: null,
        before: { ...before },
        after: { ...wanted },
      });
    });
  }
}
