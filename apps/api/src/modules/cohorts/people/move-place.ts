import { Injectable } from '@nestjs/common';
import type { PLACE_EVENTS } from '@dryrun/contracts/people.contract';
import type { Level } from '@dryrun/domain/cohorts/levels';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { CohortsPolicy } from '../cohorts.policy.ts';
import { CohortsStore } from '../cohorts.store.ts';
import { EnrolmentStore } from './enrolment.store.ts';
import { PeoplePolicy } from './people.policy.ts';
import { Places } from './places.ts';

/** What admins do with a learner's place, and what learners do with their own. */
@Injectable()
export class MovePlace {
  constructor(
    private readonly database: Database,
    private readonly policy: PeoplePolicy,
    private readonly batchPolicy: CohortsPolicy,
    private readonly batches: CohortsStore,
    private readonly store: EnrolmentStore,
    private readonly places: Places,
    private readonly audit: Audit,
  ) {}

  /** Approves, declines, pauses, resumes, removes or reinstates. Takes effect with the learner's next request. */
  async run(actor: Actor, enrolmentId: string, event: (typeof PLACE_EVENTS)[number]): Promise<void> {
    const { batchId, personId } = await this.policy.authorizePlace(actor, 'enrolment:update', enrolmentId);
    await this.database.write((tx) => this.places.move(tx, { batchId, personId, event, actorId: actor.personId }));
  }

  /** Leaves a batch, its line, or takes back an application: always one's own. */
  async withdraw(actor: Actor, enrolmentId: string): Promise<void> {
    const { batchId, personId } = await this.policy.ownPlace(actor, enrolmentId);
    await this.database.write((tx) =>
      this.places.move(tx, { batchId, personId, event: 'withdraw', actorId: actor.personId }),
    );
  }

  /** Moves a learner into another batch that the actor runs, with level and target role. Answers the id of the new place. */
  async transfer(actor: Actor, enrolmentId: string, toBatchId: string): Promise<string> {
    const place = await this.policy.authorizePlace(actor, 'enrolment:update', enrolmentId);
    if (toBatchId === place.batchId)
      throw new Refusal('invalid_input', 'They are in this batch already, so nothing was changed.', {
        errors: [{ pointer: '/body/toBatchId', message: 'Choose another batch.' }],
      });
    await this.batchPolicy.authorize(actor, 'enrolment:update', toBatchId);
    return this.database.write(async (tx) => {
      // Both batches are locked in one order, so that two transfers across each other queue up.
      for (const id of [place.batchId, toBatchId].sort()) await this.batches.lockBatch(tx, id);
      const { personId, level, targetRole } = place;
      await this.places.move(tx, { batchId: place.batchId, personId, event: 'transfer', actorId: actor.personId });
      return (
        await this.places.move(tx, {
          batchId: toBatchId,
          personId,
          event: 'accept',
          actorId: actor.personId,
          level,
          targetRole,
        })
      ).id;
    });
  }

  async correct(actor: Actor, enrolmentId: string, changed: { level: Level; targetRole: string }): Promise<void> {
    const { batchId, personId } = await this.policy.authorizePlace(actor, 'enrolment:update', enrolmentId);
    await this.database.write(async (tx) => {
      const place = await this.store.lockOf(tx, batchId, personId);
      if (!place) throw new Error('places are never deleted');
      await this.store.update(tx, { ...place, ...changed });
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: 'enrolment.update',
        subjectType: 'enrolment',
        subjectId: place.id,
        personId,
        batchId,
        before: { level: place.level, targetRole: place.targetRole },
        after: changed,
      });
    });
  }
}
