import { isWithinLevels, neighbouringLevels } from '../cohorts/levels.ts';
import type { Level } from '../cohorts/levels.ts';
import type { PlanSource } from './plan-sentences.ts';
import { freshnessOf } from './question-freshness.ts';
import type { Exposure, Freshness } from './question-freshness.ts';

/** A published question that could be asked: its current version, with the parts of its body that decide. */
export interface PlanCandidate {
  questionId: string;
  versionId: string;
  slug: string;
  track: string;
  kind: string;
  /** Both inclusive. */
  minLevel: Level;
  maxLevel: Level;
  /** `study` questions are never asked in a mock. */
  use: 'study' | 'interview' | 'both';
  expectedDimensions: readonly string[];
  pushbacks: readonly { id: string }[];
  variations: readonly { id: string }[];
  /**
   * What it is taken from. The last two are reserves for when questions run out, and fit any place of a plan. A case study (its
   * pushbacks are its follow-ups) is asked where a format reasons, within one level; the own project anywhere.
   */
  origin: 'question' | 'case_study' | 'own_project';
}

/** Kinds about nobody's track: a goal on any track is served by them as by its own. */
const TRACKLESS_KINDS: readonly string[] = ['behavioural'];

/** A format that draws one of these has room for the follow-ups of a case study. */
const KINDS_NEAR_CASES: readonly string[] = ['design', 'reasoning', 'scenario', 'debugging'];

/** What of the interview format decides. */
export interface PlanFormat {
  kinds: readonly string[];
  questionCount: number;
  focusDimensions: readonly string[];
  /** For each question in the order they are asked, the kinds that fit, first choice first; absent: all `kinds` alike. */
  draws?: readonly (readonly string[])[];
}

/** What the learner wants. `dimension`: the move to work on. */
export interface PlanGoal {
  track: string;
  level: Level;
  dimension: string | null;
}

/** A question that may be asked in this mock. */
export interface AskableQuestion {
  candidate: PlanCandidate;
  freshness: Freshness;
  source: PlanSource;
  /** Position of `source` on the way from the goal to the reserves; 0 is the goal itself. */
  distance: number;
}

/** Every question that may be asked in this mock, once and in the order of the names, with where it comes from and how new it is. */
export function askableQuestions(request: {
  candidates: readonly PlanCandidate[];
  exposures: readonly Exposure[];
  reservedQuestionIds?: readonly string[];
  format: PlanFormat;
  goal: PlanGoal;
  trackTitles: Readonly<Record<string, string>>;
  now: number;
}): AskableQuestion[] {
  const { exposures, format, goal, trackTitles, now } = request;
  const seen = new Set(request.reservedQuestionIds);
  const neighbours = neighbouringLevels(goal.level);
  const met = Map.groupBy(exposures, ({ questionId }) => questionId);
  const pool: AskableQuestion[] = [];
  for (const candidate of request.candidates.toSorted(byNames)) {
    if (candidate.use === 'study' || seen.has(candidate.questionId)) continue;
    const found = sourceOf(candidate, format, goal, neighbours, trackTitles[candidate.track] ?? candidate.track);
    const freshness = found && freshnessOf(candidate, met.get(candidate.questionId) ?? [], now);
    if (!found || !freshness) continue;
    seen.add(candidate.questionId);
    pool.push({ candidate, freshness, ...found });
  }
  return pool;
}

function sourceOf(
  candidate: PlanCandidate,
  format: PlanFormat,
  goal: PlanGoal,
  neighbours: readonly Level[],
  trackTitle: string,
): Pick<AskableQuestion, 'source' | 'distance'> | null {
  const steps = neighbours.length + 1;
  const far = 2 * steps + 1;
  if (candidate.origin === 'own_project') return { source: { from: 'own_project' }, distance: far + 1 };
  const step = [goal.level, ...neighbours].findIndex((l) => isWithinLevels(l, candidate.minLevel, candidate.maxLevel));
  if (step < 0) return null;
  const isOfTrack = candidate.track === goal.track;
  if (candidate.origin === 'case_study') {
    const hasRoom = format.kinds.some((kind) => KINDS_NEAR_CASES.includes(kind));
    return hasRoom ? { source: { from: 'case_study' }, distance: isOfTrack ? steps : far } : null;
  }
  if (!format.kinds.includes(candidate.kind)) return null;
  const level = neighbours[step - 1] ?? null;
  if (!isOfTrack && !TRACKLESS_KINDS.includes(candidate.kind)) {
    return { source: { from: 'related_track', track: trackTitle, level }, distance: steps + 1 + step };
  }
  return { source: level === null ? { from: 'goal' } : { from: 'neighbouring_level', level }, distance: step };
}

function byNames(a: PlanCandidate, b: PlanCandidate): number {
  const order = (x: string, y: string) => (x < y ? -1 : x > y ? 1 : 0);
  return order(a.slug, b.slug) || order(a.questionId, b.questionId) || order(a.versionId, b.versionId);
}
