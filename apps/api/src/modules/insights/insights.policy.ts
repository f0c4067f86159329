import { Injectable } from '@nestjs/common';
import { isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import { notFound } from '../../platform/http/refusal.ts';
import { InsightsStore } from './insights.store.ts';

/** Who may see how a learner is doing. */
@Injectable()
export class InsightsPolicy {
  constructor(private readonly store: InsightsStore) {}

  /** The checklist of a new academy is for its admins. @throws Refusal `not_found` for everybody else */
  authorizeStart(actor: Actor): void {
    if (!isPermitted(actor, 'academy:read', { batchId: null, owners: {} })) throw notFound();
  }

  /**
   * Lets the learner and the staff of the batch through. A mentor reads the cards they gave, not a learner's progress.
   * @returns whether the reader must stay without numbers (rule 8), because they will interview this learner or owe them a
   *   scorecard; never so for the learner
   * @throws Refusal `not_found` alike for a stranger, another batch, and somebody who is not a learner of it
   */
  async authorizeProgress(
    actor: Actor,
    batchId: string,
    personId: string,
  ): Promise<{ isOwn: boolean; isWithheld: boolean }> {
    const mayRead = isPermitted(actor, 'feedback:read', { batchId, owners: { learner: [personId] } });
    if (!mayRead || !(await this.store.wasLearner(batchId, personId))) throw notFound();
    const isOwn = actor.personId === personId;
    return { isOwn, isWithheld: !isOwn && (await this.store.mustStayFresh(actor.personId, personId)) };
  }
}
