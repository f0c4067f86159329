import { DAY } from '../time/zone-transitions.ts';

/** One meeting of a learner with a version of a question. `at` in epoch milliseconds. */
export interface Exposure {
  questionId: string;
  versionId: string;
  /** `viewed`: read with its answer; `practised`: answered first; `asked`: in a mock. */
  how: 'viewed' | 'practised' | 'asked';
  at: number;
  /** Pushbacks the learner met on that occasion: shown when studying, used when asked. */
  pushbackIds: readonly string[];
}

/** How new a question is to a learner, best first (`product.md` rule 9). */
export const FRESHNESS = ['never_seen', 'only_studied', 'asked_long_ago'] as const;

/**
 * What a question still offers a learner. `pushbackIds`: those that may be used, the best first; `newPushbacks` of them were
 * never met by the learner. None new means that a variation must be asked.
 */
export type Freshness =
  | { kind: 'never_seen'; pushbackIds: string[] }
  | { kind: 'only_studied'; pushbackIds: string[]; studiedAt: number; newPushbacks: number }
  | { kind: 'asked_long_ago'; pushbackIds: string[]; askedAt: number; newPushbacks: number };

/** A question that was asked comes back after eight weeks at the earliest. */
export const ASKED_AGAIN_AFTER = 56 * DAY;

/**
 * What a question still offers a learner, or null when it must not be asked of them now: it was asked less than eight
 * weeks before `now`, or nothing about it would be new.
 *
 * It is the question that counts, not its version: a reworded question is still the one they know. A pushback used in a
 * mock is never offered again; one met while studying comes after those never met.
 *
 * @param exposures the learner's meetings with this question, in any order; those with other questions are ignored
 */
export function freshnessOf(
  question: {
    questionId: string;
    pushbacks: readonly { id: string }[];
    variations: readonly { id: string }[];
  },
  exposures: readonly Exposure[],
  now: number,
): Freshness | null {
  const known = exposures.filter((e) => e.questionId === question.questionId);
  const pushbackIds = question.pushbacks.map((p) => p.id);
  if (known.length === 0) return { kind: 'never_seen', pushbackIds };

  const asked = known.filter((e) => e.how === 'asked');
  const usedInMock = new Set(asked.flatMap((e) => e.pushbackIds));
  const everMet = new Set(known.flatMap((e) => e.pushbackIds));
  const neverMet = pushbackIds.filter((id) => !everMet.has(id));
  const usable = [...neverMet, ...pushbackIds.filter((id) => everMet.has(id) && !usedInMock.has(id))];

  const newPushbacks = neverMet.length;
  if (newPushbacks === 0 && question.variations.length === 0) return null;
  if (asked.length === 0) {
    return { kind: 'only_studied', pushbackIds: usable, studiedAt: latest(known), newPushbacks };
  }
  const askedAt = latest(asked);
  if (now - askedAt < ASKED_AGAIN_AFTER || usable.length === 0) return null;
  return { kind: 'asked_long_ago', pushbackIds: usable, askedAt, newPushbacks };
}

function latest(exposures: readonly Exposure[]): number {
  return exposures.reduce((at, e) => Math.max(at, e.at), -Infinity);
}
