import { Injectable } from '@nestjs/common';
import type { BatchView, PolicyView } from '@dryrun/contracts/cohorts.contract';
import type { QualificationView } from '@dryrun/contracts/qualifications.contract';
import { isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import { ROLES } from '@dryrun/domain/policy/resources';
import { batchWeekOf } from '@dryrun/domain/time/batch-weeks';
import { Clock } from '../../platform/clock/clock.ts';
import { Identity } from '../identity/index.ts';
import type { BatchEntity } from './batch.entity.ts';
import { Cohorts } from './cohorts.ts';
import { CohortsPolicy } from './cohorts.policy.ts';
import { CohortsStore } from './cohorts.store.ts';

/** Batches shaped for the screens. */
@Injectable()
export class CohortsQueries {
  constructor(
    private readonly store: CohortsStore,
    private readonly cohorts: Cohorts,
    private readonly policy: CohortsPolicy,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  async mine(actor: Actor): Promise<{ items: BatchView[] }> {
    const ids = await this.cohorts.batchIdsWhere(actor, ROLES);
    const batches = await this.store.listBatches(ids);
    return { items: await Promise.all(batches.map((b) => this.view(b))) };
  }

  async one(actor: Actor, batchId: string): Promise<BatchView> {
    await this.cohorts.authorize(actor, 'batch:read', batchId);
    const batch = await this.store.findBatch(batchId);
    if (!batch) throw new Error('authorised above');
    return this.view(batch);
  }

  async rules(actor: Actor, batchId: string): Promise<PolicyView> {
    const { policyVersion, policy } = await this.policy.authorize(actor, 'batch:read', batchId);
    const canChange = isPermitted(actor, 'batch:configure', { batchId, owners: {} });
    return { version: policyVersion, policy, canChange };
  }

  async qualification(actor: Actor, batchId: string, personId: string): Promise<QualificationView> {
    const mentor = await this.policy.authorizeMentor(actor, 'qualification:read', batchId, personId);
    const found = await this.store.findQualification(batchId, personId);
    if (!found) throw new Error('authorised above');
    const may = (permission: 'qualification:grant' | 'qualification:narrow') =>
      this.policy.mayWithMentor(actor, permission, mentor);
    return { ...found, can: { grant: may('qualification:grant'), narrow: may('qualification:narrow') } };
  }

  private async view(batch: BatchEntity): Promise<BatchView> {
    const [mentors, learners, leads] = await Promise.all([
      this.store.listMentors(batch.id),
      this.store.listLearnerIds(batch.id),
      this.identity.holders(batch.id, ['leadMentor']),
    ]);
    const people = await this.identity.people(mentors.map((m) => m.personId));
    return {
      ...batch,
      currentWeek: Math.min(Math.max(batchWeekOf(batch, this.clock.now().getTime()), 0), batch.weeks + 1),
      learnerCount: learners.length,
      mentors: mentors
        .flatMap((m) => {
          const person = people.get(m.personId);
          return person
            ? [{ ...person, isLead: leads.some((l) => l.id === m.personId), tracks: m.tracks, levels: m.levels }]
            : [];
        })
        .sort((a, b) => a.name.localeCompare(b.name)),
    };
  }
}
