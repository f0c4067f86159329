import { Injectable } from '@nestjs/common';
import type { ScorecardBody } from '@dryrun/contracts/feedback.contract';
import { missingInScorecard } from '@dryrun/domain/feedback/scorecard';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { FeedbackNews } from './feedback-news.ts';
import { FeedbackPolicy } from './feedback.policy.ts';
import { KeepDraft, type KeptDraft } from './keep-draft.ts';
import { ReleaseFeedback } from './release-feedback.ts';
import { ScorecardStore } from './scorecard.store.ts';

/** Hands the scorecard in: from now on it cannot be changed, and it opens for the learner when the release gate lets it. */
@Injectable()
export class SubmitScorecard {
  constructor(
    private readonly database: Database,
    private readonly policy: FeedbackPolicy,
    private readonly keepDraft: KeepDraft,
    private readonly cards: ScorecardStore,
    private readonly release: ReleaseFeedback,
    private readonly news: FeedbackNews,
  ) {}

  /** @throws Refusal as `FeedbackPolicy.authorize` and `KeepDraft.run`; `scorecard_incomplete` naming all that is missing */
  async run(actor: Actor, interviewId: string, body: ScorecardBody): Promise<void> {
    const mock = await this.policy.authorize(actor, 'scorecard:write', interviewId);
    await this.database.write(async (tx) => {
      const kept = await this.keepDraft.run(tx, mock, body);
      refuseIncomplete(kept);
      await this.cards.submit(tx, kept.card, { learnerId: mock.learnerId, at: kept.at });
      await this.news.tell(
        tx,
        { interviewId, batchId: mock.batchId, learnerId: mock.learnerId, mentorId: mock.mentorId },
        {
          type: 'scorecard.submitted',
          actorId: actor.personId,
          subjectType: 'scorecard',
          subjectId: kept.card.id,
          before: { state: 'draft' },
          after: { state: 'submitted' },
        },
      );
      await this.release.run(tx, interviewId, actor.personId);
    });
  }
}

function refuseIncomplete({ card, basis }: KeptDraft): void {
  const missing = missingInScorecard(card.draft, basis.focus);
  if (missing.length === 0) return;
  throw new Refusal(
    'scorecard_incomplete',
    'Nothing was submitted, and your saved draft is as it was. Complete the places named below and submit again.',
    { errors: missing.map(({ pointer, message }) => ({ pointer: `/body${pointer}`, message })) },
  );
}
