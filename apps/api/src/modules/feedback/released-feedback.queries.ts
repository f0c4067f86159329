import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { FeedbackRow, ReleasedFeedback } from '@dryrun/contracts/feedback.contract';
import { feedbackRows } from '@dryrun/domain/feedback/feedback-rows';
import { Catalog } from '../catalog/index.ts';
import type { Reader } from './feedback.policy.ts';
import { FeedbackStore, type Standing } from './feedback.store.ts';
import { NextStepQueries } from './next-step.queries.ts';
import { ScorecardStore, type KeyPointRow } from './scorecard.store.ts';
import type { Basis } from './scoring-basis.ts';
import { SeenBy } from './seen-by.ts';

type Released = z.infer<typeof ReleasedFeedback>;

/** What a released scorecard says to its reader. */
@Injectable()
export class ReleasedFeedbackQueries {
  constructor(
    private readonly cards: ScorecardStore,
    private readonly store: FeedbackStore,
    private readonly nextSteps: NextStepQueries,
    private readonly catalog: Catalog,
    private readonly seenBy: SeenBy,
  ) {}

  /** null unless released. Pre-condition: the reader may read this feedback and is not kept from its numbers. */
  async view(standing: Standing, basis: Basis, reader: Reader): Promise<Released | null> {
    const { interviewId, learnerId, mentorId, releasedAt } = standing;
    const card = await this.cards.find(interviewId, mentorId);
    if (!card || !releasedAt) return null;
    const [ratings, keyPoints, earlier, predicted, nextSteps, seenBy] = await Promise.all([
      this.cards.listRatings(card.id),
      this.cards.listKeyPoints(card.id),
      this.cards.listEarlierRatings(learnerId, standing.batchId, standing.heldAt),
      this.store.findPrediction(interviewId),
      this.nextSteps.ofScorecard(card.id),
      this.seenBy.of(standing),
    ]);
    const rows = feedbackRows({
      mock: { interviewId, heldAt: standing.heldAt.getTime() },
      dimensions: basis.rubric.dimensions,
      focusDimensionIds: basis.focus.map((d) => d.id),
      levelNames: basis.rubric.levelNames,
      ratings,
      earlier: reader.seesOthersRatings ? earlier : earlier.filter((r) => r.mentorId === mentorId),
      predicted: predicted ?? [],
    });
    return {
      releasedAt: releasedAt.toISOString(),
      rows: rows.map((row): FeedbackRow => ({
        ...row,
        examples: [...row.examples],
        lastTime: row.lastTime && { level: row.lastTime.level, heldAt: new Date(row.lastTime.heldAt).toISOString() },
      })),
      knowledge: await this.knowledge(keyPoints),
      strengths: card.draft.strengths,
      note: card.draft.note,
      recommendation: card.draft.recommendation,
      nextSteps,
      seenBy,
    };
  }

  /** Per question the key points that the mentor judged, in the question's order. */
  private async knowledge(judged: readonly KeyPointRow[]): Promise<Released['knowledge']> {
    const questions = await this.catalog.questionVersions([...new Set(judged.map((k) => k.questionVersionId))]);
    return [...questions.values()]
      .sort((a, b) => a.body.title.localeCompare(b.body.title))
      .map(({ versionId, slug, body }) => ({
        title: body.title,
        slug,
        points: body.keyPoints.flatMap(({ id, text }) =>
          judged
            .filter((k) => k.questionVersionId === versionId && k.keyPointId === id)
            .map(({ coverage }) => ({ text, coverage })),
        ),
      }));
  }
}
