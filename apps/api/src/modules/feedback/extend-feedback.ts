import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ExtensionView } from '@dryrun/contracts/feedback.contract';
import { extensionDecision } from '@dryrun/domain/feedback/feedback-clock';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { Interviews } from '../interviews/index.ts';
import { FeedbackClockJobs } from './feedback-clock.ts';
import { FeedbackNews } from './feedback-news.ts';
import { FeedbackPolicy } from './feedback.policy.ts';
import { FeedbackStore } from './feedback.store.ts';
import { clockOf, scorecardDueAt } from './release-facts.ts';

/** "Until tomorrow": the mentor takes one more day for a scorecard, as often as the pinned policy allows. */
@Injectable()
export class ExtendFeedback {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly policy: FeedbackPolicy,
    private readonly store: FeedbackStore,
    private readonly interviews: Interviews,
    private readonly jobs: FeedbackClockJobs,
    private readonly news: FeedbackNews,
  ) {}

  /** @throws Refusal as `FeedbackPolicy.authorize`; `scorecard_submitted`, `extension_used` */
  async run(actor: Actor, interviewId: string): Promise<z.infer<typeof ExtensionView>> {
    await this.policy.authorize(actor, 'scorecard:write', interviewId);
    return this.database.write(async (tx) => {
      await this.store.lock(tx, interviewId);
      const standing = await this.store.findStanding(interviewId);
      if (!standing) throw new Error(`mock ${interviewId} was held, but has no standing`);
      if (standing.scorecardState !== null && standing.scorecardState !== 'draft')
        throw new Refusal(
          'scorecard_submitted',
          'This scorecard is in already; there is nothing to wait for. Nothing was changed.',
        );
      const used = standing.feedbackExtensions;
      const decision = extensionDecision(clockOf(standing), used, this.clock.now().getTime());
      if (!decision.ok) throw new Refusal('extension_used', decision.detail);
      const until = new Date(decision.until);
      await this.interviews.extendFeedback(tx, interviewId, until, used + 1);
      await this.jobs.wind(tx, interviewId);
      const before = { dueAt: scorecardDueAt(standing).toISOString() };
      const after = { dueAt: until.toISOString() };
      await this.news.tell(tx, standing, {
        type: 'scorecard.until_tomorrow',
        actorId: actor.personId,
        subjectType: 'interview',
        subjectId: interviewId,
        before,
        after,
      });
      return { ...after, canExtend: used + 1 < standing.policy.feedbackExtensions };
    });
  }
}
