import { askableQuestions } from './plan-candidates.ts';
import type { AskableQuestion, PlanCandidate, PlanFormat, PlanGoal } from './plan-candidates.ts';
import { PlanPool, suits } from './plan-preference.ts';
import { reasonSentence, shortageSentence } from './plan-sentences.ts';
import type { PlanSource, PlanWording } from './plan-sentences.ts';
import type { Exposure, Freshness } from './question-freshness.ts';

/** Why a question stands in a plan (`product.md` rule 9), best first. */
export const PLAN_REASONS = [
  'never_seen',
  'only_studied',
  'asked_long_ago',
  'neighbouring_level',
  'case_study',
  'own_project',
  'chosen_by_mentor',
] as const;
export type PlanReason = (typeof PLAN_REASONS)[number];

export interface PlanRequest {
  candidates: readonly PlanCandidate[];
  /** All meetings of this learner with questions, in any order. */
  exposures: readonly Exposure[];
  /** Questions that stand in another coming mock of this learner: neither planned nor offered here. */
  reservedQuestionIds?: readonly string[];
  format: PlanFormat;
  goal: PlanGoal;
  /** Titles by track slug and dimension id, for the sentences. */
  titles: { tracks: Readonly<Record<string, string>>; dimensions: Readonly<Record<string, string>> };
  /** The mentor's zone: days in the sentences are theirs. */
  timeZone: string;
  now: number;
}

export interface PlannedQuestion {
  questionId: string;
  versionId: string;
  /** At most {@link PLANNED_PUSHBACKS}, those new to the learner first; never one that was used in a mock of theirs. */
  pushbackIds: string[];
  reason: { code: PlanReason; sentence: string };
}

export interface QuestionPlan {
  /** In the order they are meant to be asked. */
  items: PlannedQuestion[];
  /** Others that may be asked, best first, at most {@link MOST_SPARES}. */
  spares: PlannedQuestion[];
  /** In words; empty when the plan is full. */
  shortage: string;
  /** The goal's own track and level could not fill the plan with the kinds wanted: the editors should be told. */
  isSupplyLow: boolean;
}

export const PLANNED_PUSHBACKS = 2;
export const MOST_SPARES = 8;

/**
 * Chooses the questions of a mock by rule 9.
 *
 * On the goal's track and level: never seen → only studied → asked long ago. Too few left: the same track on neighbouring
 * levels, then its case studies, then other tracks that have the format's kinds (on the goal's level, then on its neighbours)
 * and their case studies, then the own project. The track comes before the level because it is what the learner asked for and
 * what the mentor was chosen by; behavioural questions belong to every track. Among equals: the move the learner wants to work on, focus dimensions that no earlier item of the plan covers, most
 * focus dimensions, the longest unseen, the slug. The order of the inputs never matters.
 *
 * Where a place of the plan wants kinds of which nothing is left, another kind of the format stands in.
 *
 * Pre-condition: one candidate per question; a second version of the same question is ignored.
 */
export function choosePlan(request: PlanRequest): QuestionPlan {
  const { format, goal, titles } = request;
  const wording: PlanWording = {
    trackTitle: titles.tracks[goal.track] ?? goal.track,
    level: goal.level,
    dimensionTitle: goal.dimension === null ? null : (titles.dimensions[goal.dimension] ?? goal.dimension),
    timeZone: request.timeZone,
    now: request.now,
  };
  const pool = new PlanPool(askableQuestions({ ...request, trackTitles: titles.tracks }), format, goal);
  const places = Array.from({ length: Math.max(0, format.questionCount) }, (_, i) => format.draws?.[i] ?? null);

  const taken = new Map<number, AskableQuestion>();
  const covered = new Set<string>();
  const take = (place: number, kinds: readonly string[] | null) => {
    const best = pool.take(kinds, covered);
    if (best === undefined) return;
    taken.set(place, best);
    for (const dimension of best.candidate.expectedDimensions) covered.add(dimension);
  };
  places.forEach((kinds, place) => take(place, kinds));
  places.forEach((_, place) => {
    if (!taken.has(place)) take(place, null);
  });

  const item = (askable: AskableQuestion, kinds: readonly string[] | null) => planned(askable, kinds, goal, wording);
  const items = [...taken].sort(([a], [b]) => a - b).map(([place, askable]) => item(askable, places[place] ?? null));
  return {
    items,
    spares: pool.best(MOST_SPARES).map((askable) => item(askable, null)),
    shortage: shortageSentence(items.length, places.length, wording),
    isSupplyLow: places.some((kinds, place) => {
      const question = taken.get(place);
      return question === undefined || question.distance > 0 || !suits(question, kinds);
    }),
  };
}

function planned(
  askable: AskableQuestion,
  kinds: readonly string[] | null,
  goal: PlanGoal,
  wording: PlanWording,
): PlannedQuestion {
  const { candidate, freshness, source } = askable;
  const sentence = reasonSentence(
    {
      source,
      freshness,
      pushbacks: candidate.pushbacks.length,
      kind: candidate.kind,
      standsInFor: suits(askable, kinds) ? null : (kinds?.[0] ?? null),
      fitsDimension: goal.dimension !== null && candidate.expectedDimensions.includes(goal.dimension),
    },
    wording,
  );
  return {
    questionId: candidate.questionId,
    versionId: candidate.versionId,
    pushbackIds: freshness.pushbackIds.slice(0, PLANNED_PUSHBACKS),
    reason: { code: reasonCode(source, freshness), sentence },
  };
}

/** A question from a related track on the goal's level is told by how new it is; its sentence names the track. */
function reasonCode(source: PlanSource, freshness: Freshness): PlanReason {
  if (source.from === 'related_track') return source.level === null ? freshness.kind : 'neighbouring_level';
  return source.from === 'goal' ? freshness.kind : source.from;
}
