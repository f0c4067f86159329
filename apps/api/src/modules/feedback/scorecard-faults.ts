import type { QuestionBody, RubricBody } from '@dryrun/contracts/content-bodies';
import type { FieldError } from '../../platform/http/refusal.ts';
import type { Versioned } from '../catalog/index.ts';
import type { ScorecardDraft } from './scorecard.entity.ts';

/**
 * What no save can keep: references to moves that the pinned rubric does not have, and to questions or key points that did
 * not come up in this mock, or the same key point twice. What is merely unfinished is no fault; submitting names it.
 * Pointers are into the request.
 */
export function scorecardFaults(
  card: ScorecardDraft,
  rubric: RubricBody,
  asked: readonly Versioned<QuestionBody>[],
): FieldError[] {
  const isMove = (id: string) => rubric.dimensions.some((d) => d.id === id);
  const keyPoints = new Set(asked.flatMap((q) => q.body.keyPoints.map((k) => `${q.versionId}/${k.id}`)));
  const seen = new Set<string>();
  return [
    ...card.ratings.flatMap((r, i) =>
      isMove(r.dimension)
        ? []
        : [
            {
              pointer: `/body/ratings/${i}/dimension`,
              message: 'The rubric of this mock does not have this dimension.',
            },
          ],
    ),
    ...card.nextSteps.flatMap((s, i) =>
      s.dimension === null || isMove(s.dimension)
        ? []
        : [
            {
              pointer: `/body/nextSteps/${i}/dimension`,
              message: 'The rubric of this mock does not have this dimension.',
            },
          ],
    ),
    ...card.keyPoints.flatMap((k, i) => {
      const key = `${k.questionVersionId}/${k.keyPointId}`;
      const pointer = `/body/keyPoints/${i}`;
      if (!keyPoints.has(key))
        return [{ pointer, message: 'This key point belongs to no question that was asked in this mock.' }];
      if (seen.has(key)) return [{ pointer, message: 'This key point is on the scorecard twice.' }];
      seen.add(key);
      return [];
    }),
  ];
}
