import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { SavePolicyBody } from '@dryrun/contracts/cohorts.contract';
import { policyChanges, policyProblems } from '@dryrun/domain/cohorts/batch-policy';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Events } from '../../platform/events/events.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { CohortsPolicy } from './cohorts.policy.ts';
import { CohortsStore } from './cohorts.store.ts';

/**
 * Changes the rules of a batch. Booked mocks keep the copy that was pinned when they were confirmed. Saving what is saved
 * already changes nothing, not even the version.
 */
@Injectable()
export class SavePolicy {
  constructor(
    private readonly database: Database,
    private readonly policy: CohortsPolicy,
    private readonly store: CohortsStore,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  async run(actor: Actor, batchId: string, { version, policy }: z.infer<typeof SavePolicyBody>): Promise<void> {
    const batch = await this.policy.authorize(actor, 'batch:configure', batchId);
    const problems = policyProblems(policy);
    if (problems.length > 0)
      throw new Refusal(
        'invalid_input',
        'Nothing was changed. These rules do not fit together; see the fields named below.',
        {
          errors: problems.map(({ field, message }) => ({ pointer: `/body/policy/${field}`, message })),
        },
      );
    const changed = policyChanges(batch.policy, policy);
    if (changed.length === 0 && version === batch.policyVersion) return;
    await this.database.write(async (tx) => {
      if (!(await this.store.updatePolicy(tx, batchId, version, policy)))
        throw new Refusal(
          'stale_version',
          'Somebody changed the rules in between. Nothing of yours was saved; load the page again to see theirs.',
        );
      const before = Object.fromEntries(changed.map((f) => [f, batch.policy[f]]));
      const after = Object.fromEntries(changed.map((f) => [f, policy[f]]));
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: 'batch.change_policy',
        subjectType: 'batch',
        subjectId: batchId,
        personId: null,
        batchId,
        before,
        after,
      });
      await this.events.announce(tx, { type: 'batch.policy_changed', subjectId: batchId, payload: { before, after } });
    });
  }
}
