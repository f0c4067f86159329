import { Injectable } from '@nestjs/common';
import { batchesWhere, type Actor } from '@dryrun/domain/policy/decide';
import type { Permission, Role } from '@dryrun/domain/policy/resources';
import type { Authorized } from '../../platform/auth/authorized.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/http/refusal.ts';
import type { BatchEntity } from './batch.entity.ts';
import { CohortsPolicy } from './cohorts.policy.ts';
import { CohortsStore, type QualifiedMentor } from './cohorts.store.ts';

/** A batch as other modules see it. */
export type Batch = Pick<
  BatchEntity,
  'id' | 'name' | 'timeZone' | 'startsOn' | 'weeks' | 'state' | 'policy' | 'rubricSlug'
>;

/** What other modules may ask about batches. */
@Injectable()
export class Cohorts {
  constructor(
    private readonly store: CohortsStore,
    private readonly policy: CohortsPolicy,
  ) {}

  /** @throws Refusal as `CohortsPolicy.authorize` */
  authorize<P extends Permission>(actor: Actor, permission: P, batchId: string): Promise<Authorized<Batch, P>> {
    return this.policy.authorize(actor, permission, batchId);
  }

  /** The same for a batch that the caller has just read, or not found. @throws Refusal as `CohortsPolicy.authorize` */
  authorizeRow<P extends Permission>(actor: Actor, permission: P, batch: Batch | null): Authorized<Batch, P> {
    return this.policy.check(actor, permission, batch);
  }

  /** For code that has already authorised something inside the batch. */
  async batch(id: string): Promise<Batch> {
    const batch = await this.store.findBatch(id);
    if (!batch) throw notFound();
    return batch;
  }

  /** The same, and until the transaction ends the batch stays as it is: its state, its rules, its learners and its staff. */
  async heldBatch(tx: Tx, id: string): Promise<Batch> {
    const batch = await this.store.holdBatch(tx, id);
    if (!batch) throw notFound();
    return batch;
  }

  async batches(ids: readonly string[]): Promise<Map<string, Batch>> {
    const rows = await this.store.listBatches([...new Set(ids)]);
    return new Map(rows.map((b) => [b.id, b]));
  }

  /** Batches in which the actor holds one of these roles; all batches for an academy admin. */
  async batchIdsWhere(actor: Actor, roles: readonly Role[]): Promise<string[]> {
    if (actor.grants.some((g) => g.role === 'academyAdmin'))
      return (await this.store.listAllBatches()).map((b) => b.id);
    return batchesWhere(actor, roles);
  }

  /** Mentors of the batch with what each gives right now. */
  mentors(batchId: string): Promise<QualifiedMentor[]> {
    return this.store.listMentors(batchId);
  }

  /** Learners who may take part now: paused ones are out until they resume. */
  bookableLearnerIds(batchId: string): Promise<string[]> {
    return this.store.listLearnerIds(batchId, ['enrolled', 'active']);
  }

  learnerIds(batchId: string): Promise<string[]> {
    return this.store.listLearnerIds(batchId);
  }
}
