import { Injectable } from '@nestjs/common';
import { decide, isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import type { Permission } from '@dryrun/domain/policy/resources';
import type { Authorized } from '../../platform/auth/authorized.ts';
import { mint } from '../../platform/auth/authorized.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refusal } from '../../platform/http/refusal.ts';
import type { BatchEntity } from './batch.entity.ts';
import { CohortsStore } from './cohorts.store.ts';

/** Whose qualification is meant. */
export interface MentorOf {
  batchId: string;
  personId: string;
}

/** The only place that decides who may do what with a batch. */
@Injectable()
export class CohortsPolicy {
  constructor(private readonly store: CohortsStore) {}

  /**
   * The batch, if the actor may do this with it. `owners` name whose row is meant when the permission reaches only own rows
   * (a learner booking for themselves).
   * @throws Refusal `not_found` for a batch that does not exist for the actor, `forbidden` when only the action is not theirs
   */
  async authorize<P extends Permission>(
    actor: Actor,
    permission: P,
    batchId: string,
  ): Promise<Authorized<BatchEntity, P>> {
    return this.check(actor, permission, await this.store.findBatch(batchId));
  }

  /** The same with the row locked until the transaction ends: for writes that decide on the batch's state or seats. */
  async lock<P extends Permission>(
    tx: Tx,
    actor: Actor,
    permission: P,
    batchId: string,
  ): Promise<Authorized<BatchEntity, P>> {
    return this.check(actor, permission, await this.store.lockBatch(tx, batchId));
  }

  /** @throws Refusal `forbidden` for everybody but academy admins */
  authorizeCreation(actor: Actor): Authorized<{ kind: 'newBatch' }, 'batch:create'> {
    if (!isPermitted(actor, 'batch:create', { batchId: null, owners: {} }))
      throw new Refusal('forbidden', 'Batches are made by academy admins. Ask one of yours.');
    return mint({ kind: 'newBatch' }, 'batch:create');
  }

  /** The same for a batch that was read already, or was not found. */
  check<P extends Permission, B extends { id: string }>(
    actor: Actor,
    permission: P,
    batch: B | null,
  ): Authorized<B, P> {
    if (!batch) throw notFound();
    const owners = Object.fromEntries(actor.grants.map((g) => [g.role, [actor.personId]]));
    const verdict = decide(actor, permission, 'batch:read', { batchId: batch.id, owners });
    if (verdict === 'hidden') throw notFound();
    if (verdict === 'forbidden')
      throw new Refusal(
        'forbidden',
        'You can see this batch, but that is for other roles. A cohort admin of the batch can grant them.',
      );
    return mint(batch, permission);
  }

  /**
   * The qualification of a mentor of a batch.
   * @throws Refusal `not_found` for a batch or mentor that does not exist for the actor, `forbidden` when only the action is not theirs
   */
  async authorizeMentor<P extends 'qualification:read' | 'qualification:grant' | 'qualification:narrow'>(
    actor: Actor,
    permission: P,
    batchId: string,
    personId: string,
  ): Promise<Authorized<MentorOf, P>> {
    const subject = { batchId, owners: { mentor: [personId] } };
    const verdict = decide(actor, permission, 'qualification:read', subject);
    const mentors = verdict === 'hidden' ? [] : await this.store.listMentors(batchId);
    if (!mentors.some((m) => m.personId === personId)) throw notFound();
    if (verdict === 'forbidden') throw new Refusal('forbidden', FORBIDDEN[permission]);
    return mint({ batchId, personId }, permission);
  }

  /** For the buttons of a view; the action is decided again. */
  mayWithMentor(
    actor: Actor,
    permission: 'qualification:grant' | 'qualification:narrow',
    { batchId, personId }: MentorOf,
  ): boolean {
    return isPermitted(actor, permission, { batchId, owners: { mentor: [personId] } });
  }
}

const FORBIDDEN = {
  'qualification:read': '',
  'qualification:grant':
    'You can see this, but lead mentors and cohort admins of the batch decide it. Ask one of them. Nothing was changed.',
  'qualification:narrow': 'Only the mentor can say what they want to give right now. Nothing was changed.',
};
