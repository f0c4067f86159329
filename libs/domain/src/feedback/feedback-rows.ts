import type { RatingLevel } from './scorecard.ts';

/** A dimension of the pinned rubric, with the words that feedback shows. */
export interface RatedDimension {
  id: string;
  title: string;
  /** What each level looks like. */
  anchors: Readonly<Record<RatingLevel, string>>;
}

/** One released rating of an earlier mock of the same learner. `level` null: not observed then. */
export interface EarlierRating {
  interviewId: string;
  /** When the mock was held (its start), epoch milliseconds; when it was graded is of no interest. */
  heldAt: number;
  dimension: string;
  level: RatingLevel | null;
}

export interface LastTime {
  level: RatingLevel;
  heldAt: number;
}

/** One dimension of released feedback, shaped as the contract's `FeedbackRow` but with instants in epoch milliseconds. */
export interface FeedbackRow {
  dimension: string;
  title: string;
  /** null: not observed this time (a gap, never a low score). */
  level: RatingLevel | null;
  levelName: string;
  /** The anchor of the level given; empty when not observed. */
  anchor: string;
  wasPrompted: boolean | null;
  lastTime: LastTime | null;
  predicted: RatingLevel | null;
  /** Empty is shown as "no example noted". */
  examples: string[];
}

export const NOT_OBSERVED = 'Not observed';

/**
 * The latest earlier mock in which each dimension was observed, by dimension id. Earlier means held before this mock,
 * whenever either was graded; ratings of this mock and of later ones may be passed and do not count.
 */
export function lastTimes(
  mock: { interviewId: string; heldAt: number },
  ratings: readonly EarlierRating[],
): Map<string, LastTime> {
  const latest = new Map<string, LastTime & { interviewId: string }>();
  for (const { interviewId, heldAt, dimension, level } of ratings) {
    if (level === null || interviewId === mock.interviewId || heldAt >= mock.heldAt) continue;
    const known = latest.get(dimension);
    const isLater =
      known === undefined || heldAt > known.heldAt || (heldAt === known.heldAt && interviewId > known.interviewId);
    if (isLater) latest.set(dimension, { level, heldAt, interviewId });
  }
  return new Map([...latest].map(([dimension, { level, heldAt }]) => [dimension, { level, heldAt }]));
}

/**
 * The rows of released feedback: each focus dimension in the format's order, then other dimensions that were observed, in the
 * rubric's order. A focus dimension without a rating appears as not observed.
 *
 * Pre-condition: the caller has passed the release gate.
 *
 * @param dimensions all dimensions of the pinned rubric
 * @param levelNames names of levels 1 to 4, at index level − 1
 * @param earlier released ratings of this learner, in any order (see {@link lastTimes})
 */
export function feedbackRows(facts: {
  mock: { interviewId: string; heldAt: number };
  dimensions: readonly RatedDimension[];
  focusDimensionIds: readonly string[];
  levelNames: readonly string[];
  ratings: readonly {
    dimension: string;
    level: RatingLevel | null;
    wasPrompted: boolean | null;
    examples: readonly string[];
  }[];
  earlier: readonly EarlierRating[];
  predicted: readonly { dimension: string; level: RatingLevel }[];
}): FeedbackRow[] {
  const { dimensions, focusDimensionIds, levelNames } = facts;
  const before = lastTimes(facts.mock, facts.earlier);
  const ratingOf = (id: string) => facts.ratings.find((r) => r.dimension === id);
  const focus = focusDimensionIds.flatMap((id) => dimensions.filter((d) => d.id === id));
  const others = dimensions.filter(
    (d) => !focusDimensionIds.includes(d.id) && (ratingOf(d.id)?.level ?? null) !== null,
  );
  return [...focus, ...others].map(({ id, title, anchors }) => {
    const rating = ratingOf(id);
    const level = rating?.level ?? null;
    return {
      dimension: id,
      title,
      level,
      levelName: level === null ? NOT_OBSERVED : (levelNames[level - 1] ?? String(level)),
      anchor: level === null ? '' : anchors[level],
      wasPrompted: level === null ? null : (rating?.wasPrompted ?? null),
      lastTime: before.get(id) ?? null,
      predicted: facts.predicted.find((p) => p.dimension === id)?.level ?? null,
      examples: [...(rating?.examples ?? [])],
    };
  });
}
