import { Injectable } from '@nestjs/common';
import type { ProgressView } from '@dryrun/contracts/insights.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { InsightsPolicy } from './insights.policy.ts';
import { ProgressQueries } from './progress.queries.ts';

/** Reading a learner's progress; staff reading somebody else's is noted in the audit. */
@Injectable()
export class ReadProgress {
  constructor(
    private readonly policy: InsightsPolicy,
    private readonly queries: ProgressQueries,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** @throws Refusal as `InsightsPolicy.authorizeProgress` */
  async run(actor: Actor, batchId: string, personId: string): Promise<ProgressView> {
    const { isOwn, isWithheld } = await this.policy.authorizeProgress(actor, batchId, personId);
    const view = await this.queries.of(batchId, personId, isWithheld);
    if (!isOwn && !isWithheld)
      await this.database.write((tx) =>
        this.audit.record(tx, {
          actorId: actor.personId,
          action: 'progress.read',
          subjectType: 'person',
          subjectId: personId,
          personId,
          batchId,
        }),
      );
    return view;
  }
}
