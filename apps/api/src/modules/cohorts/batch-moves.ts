import { Injectable } from '@nestjs/common';
import { moveBatch, type BatchEvent, type BatchGap, type BatchNeeds } from '@dryrun/domain/cohorts/batch-state';
import type { Tx } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Events } from '../../platform/events/events.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { Catalog } from '../catalog/index.ts';
import type { BatchEntity } from './batch.entity.ts';
import { CohortsStore } from './cohorts.store.ts';
import { Places } from './people/places.ts';

const MISSING: Record<BatchGap, string> = { mentor: 'a mentor', rubric: 'a published rubric' };

/** Moves a batch from state to state, and its learners with it. */
@Injectable()
export class BatchMoves {
  constructor(
    private readonly store: CohortsStore,
    private readonly catalog: Catalog,
    private readonly places: Places,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  async needs(batch: Pick<BatchEntity, 'id' | 'rubricSlug'>): Promise<BatchNeeds> {
    return {
      mentorCount: (await this.store.listMentors(batch.id)).length,
      isRubricPublished: await this.catalog.isRubricPublished(batch.rubricSlug),
    };
  }

  /**
   * Pre-condition: the batch is locked.
   * @throws Refusal `batch_state`, or `batch_not_ready` with what is missing
   */
  async move(tx: Tx, batch: BatchEntity, event: BatchEvent, actorId: string | null): Promise<void> {
    const decision = moveBatch(batch.state, event, await this.needs(batch));
    if (!decision.ok && decision.refusal === 'batch_not_ready')
      throw new Refusal(
        decision.refusal,
        `Mocks need ${decision.missing.map((gap) => MISSING[gap]).join(' and ')}. Nothing was changed; add that first.`,
        {
          extensions: { missing: decision.missing },
        },
      );
    if (!decision.ok)
      throw new Refusal(
        decision.refusal,
        'The batch has moved on, so that cannot be done now. Nothing was changed; reload to see how it stands.',
      );
    const { state } = decision;
    await this.store.updateBatch(tx, batch.id, { state });
    const moved = { ...batch, state };
    if (event === 'start') await this.places.moveAll(tx, moved, 'begin', actorId);
    if (event === 'complete') await this.places.moveAll(tx, moved, 'complete', actorId);
    await this.audit.record(tx, {
      actorId,
      action: `batch.${event}`,
      subjectType: 'batch',
      subjectId: batch.id,
      personId: null,
      batchId: batch.id,
      before: { state: batch.state },
      after: { state },
    });
    await this.events.announce(tx, {
      type: `batch.${state}`,
      subjectId: batch.id,
      payload: { batchId: batch.id, before: batch.state },
    });
  }
}
