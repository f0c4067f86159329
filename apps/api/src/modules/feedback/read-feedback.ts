import { Injectable } from '@nestjs/common';
import type { FeedbackView } from '@dryrun/contracts/feedback.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { FeedbackPolicy } from './feedback.policy.ts';
import { FeedbackQueries } from './feedback.queries.ts';
import { ReleaseDueFeedback } from './release-due-feedback.ts';

/** Reading feedback: opens it first when its time has come, and notes it in the audit when staff read somebody else's. */
@Injectable()
export class ReadFeedback {
  constructor(
    private readonly policy: FeedbackPolicy,
    private readonly due: ReleaseDueFeedback,
    private readonly queries: FeedbackQueries,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** @throws Refusal as `FeedbackPolicy.authorize` */
  async run(actor: Actor, interviewId: string): Promise<FeedbackView> {
    const mock = await this.policy.authorize(actor, 'feedback:read', interviewId);
    if (mock.state === 'awaiting_feedback') await this.due.runFor(interviewId);
    const { view, reader } = await this.queries.one(actor, interviewId);
    if (reader.is === 'overseer' && view.released)
      await this.database.write((tx) =>
        this.audit.record(tx, {
          actorId: actor.personId,
          action: 'feedback.read',
          subjectType: 'interview',
          subjectId: interviewId,
          personId: mock.learnerId,
          batchId: mock.batchId,
        }),
      );
    return view;
  }
}
