import { Injectable } from '@nestjs/common';
import type { StaffRolesBody } from '@dryrun/contracts/people.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { CohortsPolicy } from '../cohorts.policy.ts';
import { PeoplePolicy } from './people.policy.ts';
import { StaffRolesWriter } from './staff-roles.ts';

/** Sets what somebody of the batch is besides a learner, and what they interview. "I interview too" is this, for oneself. */
@Injectable()
export class SetStaffRoles {
  constructor(
    private readonly database: Database,
    private readonly batches: CohortsPolicy,
    private readonly policy: PeoplePolicy,
    private readonly staff: StaffRolesWriter,
  ) {}

  async run(actor: Actor, batchId: string, personId: string, wanted: StaffRolesBody): Promise<void> {
    await this.batches.authorize(actor, 'grant:update', batchId);
    const member = await this.policy.staffMember(actor, batchId, personId);
    const errors = await this.staff.faults(wanted);
    if (errors.length > 0)
      throw new Refusal('invalid_input', 'Nothing was changed. Please look at what is named below.', { errors });
    await this.database.write(async (tx) => {
      await this.batches.lock(tx, actor, 'grant:update', batchId);
      await this.staff.set(tx, batchId, member.personId, wanted, actor.personId);
    });
  }
}
