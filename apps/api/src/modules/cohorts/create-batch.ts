import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { CreateBatchBody } from '@dryrun/contracts/cohorts.contract';
import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Events } from '../../platform/events/events.ts';
import { DEFAULT_RUBRIC } from '../catalog/index.ts';
import type { BatchEntity } from './batch.entity.ts';
import { checkBatchFields } from './batch-fields.ts';
import { CohortsPolicy } from './cohorts.policy.ts';
import { CohortsStore } from './cohorts.store.ts';
import { StaffRolesWriter } from './people/staff-roles.ts';

/** Makes a batch that takes people at once. It starts by itself on its first day, when it has a mentor. */
@Injectable()
export class CreateBatch {
  constructor(
    private readonly database: Database,
    private readonly policy: CohortsPolicy,
    private readonly store: CohortsStore,
    private readonly staff: StaffRolesWriter,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** Answers the new batch's id. */
  async run(actor: Actor, { iInterview, mocksPerWeek, noticeMinutes, ...fields }: CreateBatchBody): Promise<string> {
    this.policy.authorizeCreation(actor);
    checkBatchFields(fields);
    const batch: BatchEntity = {
      id: uuid(),
      slug: slugOf(fields.name),
      ...fields,
      state: 'enrolling',
      policy: { ...DEFAULT_POLICY, mocksPerWeek, noticeMinutes },
      policyVersion: 1,
      rubricSlug: DEFAULT_RUBRIC,
      version: 1,
      joinCode: null,
      createdAt: this.clock.now(),
    };
    await this.database.write(async (tx) => {
      await this.store.insertBatch(tx, batch);
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: 'batch.create',
        subjectType: 'batch',
        subjectId: batch.id,
        personId: null,
        batchId: batch.id,
        after: { ...fields, mocksPerWeek, noticeMinutes },
      });
      await this.events.announce(tx, { type: 'batch.created', subjectId: batch.id, payload: { batchId: batch.id } });
      if (iInterview)
        await this.staff.add(
          tx,
          batch.id,
          actor.personId,
          { roles: ['mentor'], qualification: await this.staff.everything() },
          actor.personId,
        );
    });
    return batch.id;
  }
}

/** For humans who read addresses and exports; four random characters keep two batches of one name apart. */
function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${words || 'batch'}-${randomBytes(2).toString('hex')}`;
}
