import type { ReleasedFeedback, ScorecardView } from '@dryrun/contracts/feedback.contract';
import type { z } from 'zod';
import { bodyOf, coverageOf, focusOf, ratingOf, type ScorecardForm } from './scorecard-form.ts';

type Released = z.infer<typeof ReleasedFeedback>;

/**
 * The card as its learner will read it, without what only the learner's page knows: earlier levels and the prediction, which
 * a mentor must not see before handing in, and who else may read it. Key points without a note are left out.
 */
export function previewOf(view: ScorecardView, form: ScorecardForm, mentorName: string): Released {
  const body = bodyOf(form, 0);
  const focus = new Set(focusOf(view).map((d) => d.id));
  const title = (id: string) => view.dimensions.find((d) => d.id === id)?.title ?? id;
  return {
    releasedAt: view.submittedAt ?? view.dueAt,
    rows: view.dimensions
      .map((dimension) => ({ dimension, rating: ratingOf(body, dimension.id) }))
      .filter(({ dimension, rating }) => focus.has(dimension.id) || rating.level !== null || rating.isNotObserved)
      .map(({ dimension, rating }) => ({
        dimension: dimension.id,
        title: dimension.title,
        level: rating.level,
        levelName: rating.level === null ? '' : (view.levelNames[rating.level - 1] ?? ''),
        anchor: rating.level === null ? '' : dimension.anchors[rating.level],
        wasPrompted: rating.wasPrompted,
        lastTime: null,
        predicted: null,
        examples: rating.examples,
      })),
    knowledge: view.questions
      .map((question) => ({
        title: question.title,
        slug: question.questionVersionId,
        points: question.keyPoints.flatMap(({ id, text }) => {
          const coverage = coverageOf(body, question.questionVersionId, id);
          return coverage === null ? [] : [{ text, coverage }];
        }),
      }))
      .filter((question) => question.points.length > 0),
    strengths: body.strengths,
    note: body.note,
    recommendation: body.recommendation,
    nextSteps: body.nextSteps.map((step, index) => ({
      id: `${index}`,
      interviewId: view.interviewId,
      drill: step.drill,
      dimension: step.dimension === null ? null : { id: step.dimension, title: title(step.dimension) },
      dueOn: step.dueOn,
      state: 'offered',
      mentorName,
    })),
    seenBy: [],
  };
}
