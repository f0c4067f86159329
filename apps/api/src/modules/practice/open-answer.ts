import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { PracticePolicy } from './practice.policy.ts';
import { PracticeStore } from './practice.store.ts';

/** What is opened: this wording of a question or case study, with the pushbacks (or follow-ups) that its reader then knows. */
export interface Opened {
  itemId: string;
  versionId: string;
  pushbackIds: string[];
}

/**
 * Opens an answer to a learner, by their own written answer or without one, and remembers it: *practised* or *viewed*. From
 * then on a mock asks this question last, with a pushback or variation that is new to them.
 */
@Injectable()
export class OpenAnswer {
  constructor(
    private readonly database: Database,
    private readonly policy: PracticePolicy,
    private readonly store: PracticeStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @param answer what the learner wrote; null opens without an answer, and doing that again changes nothing */
  async run(actor: Actor, { itemId, versionId, pushbackIds }: Opened, answer: string | null): Promise<void> {
    const { learnerId } = this.policy.authorize(actor);
    await this.database.write(async (tx) => {
      const at = this.clock.now();
      if (answer === null && (await this.store.hasRevealed(learnerId, versionId))) return;
      if (answer !== null) await this.store.insertAttempt(tx, { learnerId, itemId, versionId, answer, at });
      const how = answer === null ? 'viewed' : 'practised';
      await this.store.insertStudied(tx, learnerId, { questionId: itemId, versionId, how, pushbackIds, at });
      await this.audit.record(tx, {
        actorId: learnerId,
        action: answer === null ? 'practice.reveal' : 'practice.submit',
        subjectType: 'content_item',
        subjectId: itemId,
        personId: learnerId,
        batchId: null,
        after: { versionId },
      });
    });
  }
}
