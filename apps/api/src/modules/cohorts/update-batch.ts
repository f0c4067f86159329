import { Injectable } from '@nestjs/common';
import type { UpdateBatchBody } from '@dryrun/contracts/cohorts.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Events } from '../../platform/events/events.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { BatchEntity } from './batch.entity.ts';
import { checkBatchFields } from './batch-fields.ts';
import { CohortsPolicy } from './cohorts.policy.ts';
import { CohortsStore } from './cohorts.store.ts';
import { Places } from './people/places.ts';
import { StartDueBatches } from './start-due-batches.ts';

/** Changes what a batch is called, when it runs and how many it seats; seats that were added go to those who wait. */
@Injectable()
export class UpdateBatch {
  constructor(
    private readonly database: Database,
    private readonly policy: CohortsPolicy,
    private readonly store: CohortsStore,
    private readonly places: Places,
    private readonly starts: StartDueBatches,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  async run(actor: Actor, batchId: string, { version, ...fields }: UpdateBatchBody): Promise<void> {
    await this.database.write(async (tx) => {
      const batch = await this.policy.lock(tx, actor, 'batch:update', batchId);
      checkBatchFields(fields);
      if (batch.version !== version)
        throw new Refusal(
          'stale_version',
          'This batch was changed from another tab or by somebody else in between. Nothing here was saved; reload and make your change again.',
        );
      const changed = { ...fields, version: version + 1 };
      await this.store.updateBatch(tx, batchId, changed);
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: 'batch.update',
        subjectType: 'batch',
        subjectId: batchId,
        personId: null,
        batchId,
        before: audited(batch),
        after: audited({ ...batch, ...changed }),
      });
      await this.events.announce(tx, { type: 'batch.updated', subjectId: batchId, payload: { batchId } });
      await this.places.fillSeats(tx, { ...batch, ...changed });
      await this.starts.runFor(tx, batchId);
    });
  }
}

function audited({ name, focus, startsOn, weeks, timeZone, capacity }: BatchEntity): Record<string, unknown> {
  return { name, focus, startsOn, weeks, timeZone, capacity };
}
