import { isWithinLevels } from '../cohorts/levels.ts';
import type { AskableQuestion, PlanFormat, PlanGoal } from './plan-candidates.ts';
import { FRESHNESS, type Freshness } from './question-freshness.ts';

/** A question with everything the order of preference asks about it, worked out once; of numbers the smaller is the better. */
interface Standing {
  question: AskableQuestion;
  distance: number;
  freshness: number;
  isOtherTrack: number;
  isOtherLevel: number;
  /** It gives no room for the move that the learner wants to work on. */
  missesMove: number;
  /** Focus dimensions of the format that it gives room for. */
  focus: readonly string[];
  lastSeenAt: number;
}

/**
 * What is left to choose from, and which of it is better: nearer to the goal, newer to the learner, then what the place and
 * the goal prefer. Among equals the first of the names, so that the order of the inputs never matters.
 */
export class PlanPool {
  private readonly left: Standing[];

  /** @param questions in the order of their names, as `askableQuestions` gives them */
  constructor(questions: readonly AskableQuestion[], format: PlanFormat, goal: PlanGoal) {
    this.left = questions.map((question) => standingOf(question, format, goal));
  }

  /**
   * Takes the best question out of the pool; undefined when none fits the place.
   *
   * @param kinds kinds wanted, first choice first; null when any is as good
   * @param covered focus dimensions that the plan covers already
   */
  take(kinds: readonly string[] | null, covered: ReadonlySet<string>): AskableQuestion | undefined {
    let best = -1;
    for (const [at, one] of this.left.entries()) {
      if (!suits(one.question, kinds)) continue;
      const champion = this.left[best];
      // Strictly better: among equals the first one stays.
      if (!champion || compare(one, champion, kinds, covered) < 0) best = at;
    }
    return best < 0 ? undefined : this.left.splice(best, 1)[0]?.question;
  }

  /** The best of what is left, for a place that wants no kind in particular. */
  best(most: number): AskableQuestion[] {
    const nothing: ReadonlySet<string> = new Set();
    return this.left
      .toSorted((a, b) => compare(a, b, null, nothing))
      .slice(0, most)
      .map(({ question }) => question);
  }
}

/** Is this one of the kinds wanted? Reserves fit any place. */
export function suits({ candidate }: AskableQuestion, kinds: readonly string[] | null): boolean {
  return kinds === null || candidate.origin !== 'question' || kinds.includes(candidate.kind);
}

function standingOf(question: AskableQuestion, format: PlanFormat, goal: PlanGoal): Standing {
  const { candidate, freshness, distance } = question;
  const offers = candidate.expectedDimensions;
  return {
    question,
    distance,
    freshness: FRESHNESS.indexOf(freshness.kind),
    isOtherTrack: candidate.track === goal.track ? 0 : 1,
    isOtherLevel: isWithinLevels(goal.level, candidate.minLevel, candidate.maxLevel) ? 0 : 1,
    missesMove: goal.dimension !== null && offers.includes(goal.dimension) ? 0 : 1,
    focus: format.focusDimensions.filter((dimension) => offers.includes(dimension)),
    lastSeenAt: lastSeenAt(freshness),
  };
}

/** Below 0 when `a` is the better one for the place; questions that differ in nothing but their names are equal. */
function compare(a: Standing, b: Standing, kinds: readonly string[] | null, covered: ReadonlySet<string>): number {
  return (
    a.distance - b.distance ||
    a.freshness - b.freshness ||
    a.isOtherTrack - b.isOtherTrack ||
    a.isOtherLevel - b.isOtherLevel ||
    choiceOf(a, kinds) - choiceOf(b, kinds) ||
    a.missesMove - b.missesMove ||
    added(b, covered) - added(a, covered) ||
    b.focus.length - a.focus.length ||
    a.lastSeenAt - b.lastSeenAt
  );
}

/** The first choice is 0; a reserve of another kind comes after all of them. */
function choiceOf({ question: { candidate } }: Standing, kinds: readonly string[] | null): number {
  if (kinds === null) return 0;
  const at = kinds.indexOf(candidate.kind);
  return at < 0 ? kinds.length : at;
}

/** How many focus dimensions it adds to those the plan covers. */
function added({ focus }: Standing, covered: ReadonlySet<string>): number {
  let count = 0;
  for (const dimension of focus) if (!covered.has(dimension)) count++;
  return count;
}

function lastSeenAt(freshness: Freshness): number {
  if (freshness.kind === 'never_seen') return 0;
  return freshness.kind === 'only_studied' ? freshness.studiedAt : freshness.askedAt;
}
