import { Injectable } from '@nestjs/common';
import { canPredict } from '@dryrun/domain/feedback/release-gate';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { FeedbackNews } from './feedback-news.ts';
import { FeedbackPolicy } from './feedback.policy.ts';
import { FeedbackStore, type PredictedLevel, type Standing } from './feedback.store.ts';
import { releaseFacts } from './release-facts.ts';
import { ReleaseFeedback } from './release-feedback.ts';
import { ScoringBasis, type Basis } from './scoring-basis.ts';

/** The learner's own rating, given or skipped once, as soon as the mock was held. Opens feedback that is submitted. */
@Injectable()
export class GivePrediction {
  constructor(
    private readonly database: Database,
    private readonly policy: FeedbackPolicy,
    private readonly store: FeedbackStore,
    private readonly basis: ScoringBasis,
    private readonly release: ReleaseFeedback,
    private readonly news: FeedbackNews,
    private readonly clock: Clock,
  ) {}

  /**
   * @param levels at most one per focus dimension; none at all skips the prediction
   * @throws Refusal as `FeedbackPolicy.authorize`; `invalid_input` for other dimensions; `prediction_given`;
   *   `interview_state` when the feedback is open already
   */
  async run(actor: Actor, interviewId: string, levels: readonly PredictedLevel[]): Promise<void> {
    const mock = await this.policy.authorize(actor, 'feedback:predict', interviewId);
    refuseUnknown(levels, await this.basis.of(mock));
    await this.database.write(async (tx) => {
      await this.store.lock(tx, interviewId);
      const at = this.clock.now();
      const standing = await this.store.findStanding(interviewId);
      if (!standing) throw new Error(`mock ${interviewId} was held, but has no standing`);
      refuseLate(standing, at);
      await this.store.insertPrediction(tx, { interviewId, learnerId: mock.learnerId, levels, at });
      await this.news.tell(tx, standing, {
        type: 'feedback.predicted',
        actorId: actor.personId,
        subjectType: 'interview',
        subjectId: interviewId,
        after: { isSkipped: levels.length === 0 },
      });
      await this.release.run(tx, interviewId, actor.personId);
    });
  }
}

function refuseUnknown(levels: readonly PredictedLevel[], { focus }: Basis): void {
  const errors = levels.flatMap(({ dimension }, i) => {
    const pointer = `/body/levels/${i}/dimension`;
    if (!focus.some((d) => d.id === dimension))
      return [{ pointer, message: 'This mock did not look at that dimension.' }];
    if (levels.findIndex((l) => l.dimension === dimension) < i)
      return [{ pointer, message: 'You predicted this dimension twice.' }];
    return [];
  });
  if (errors.length > 0)
    throw new Refusal('invalid_input', 'Nothing was saved. Predict each dimension of this mock at most once.', {
      errors,
    });
}

function refuseLate(standing: Standing, now: Date): void {
  if (standing.predictedAt)
    throw new Refusal('prediction_given', 'You predicted or skipped this one already; that stays as it was.');
  if (standing.scorecardState === 'released' || !canPredict(releaseFacts(standing), now.getTime()))
    throw new Refusal(
      'interview_state',
      'Your feedback is open already, so there is nothing left to predict. Nothing was changed; reload to read it.',
    );
}
