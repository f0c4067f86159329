import { Injectable } from '@nestjs/common';
import type { ScorecardBody } from '@dryrun/contracts/feedback.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { FeedbackPolicy } from './feedback.policy.ts';
import { KeepDraft } from './keep-draft.ts';

/** Autosaves a scorecard. The audit tells when it was begun; a line for each pause in typing would only drown the rest. */
@Injectable()
export class SaveScorecard {
  constructor(
    private readonly database: Database,
    private readonly policy: FeedbackPolicy,
    private readonly keepDraft: KeepDraft,
    private readonly audit: Audit,
  ) {}

  /** @throws Refusal as `FeedbackPolicy.authorize` and `KeepDraft.run` */
  async run(actor: Actor, interviewId: string, body: ScorecardBody): Promise<void> {
    const mock = await this.policy.authorize(actor, 'scorecard:write', interviewId);
    await this.database.write(async (tx) => {
      const { card, isNew } = await this.keepDraft.run(tx, mock, body);
      if (!isNew) return;
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: 'scorecard.begin',
        subjectType: 'scorecard',
        subjectId: card.id,
        personId: mock.learnerId,
        batchId: mock.batchId,
      });
    });
  }
}
