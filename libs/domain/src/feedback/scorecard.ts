import { isVague } from './vague-wording.ts';

/** How a key point came up: without help, after a nudge, not at all, or wrongly. */
export const COVERAGE = ['unaided', 'nudged', 'missed', 'wrong'] as const;
export type Coverage = (typeof COVERAGE)[number];

/** Answers to "ready for this level?"; optional and never blended with the ratings. */
export const RECOMMENDATIONS = ['not_yet', 'close', 'ready', 'clearly_ready'] as const;
export type Recommendation = (typeof RECOMMENDATIONS)[number];

/** 1 not yet · 2 knows it · 3 reasons when asked · 4 reasons unasked. Ordinal: never averaged across dimensions. */
export type RatingLevel = 1 | 2 | 3 | 4;
export const LOWEST_LEVEL: RatingLevel = 1;
export const HIGHEST_LEVEL: RatingLevel = 4;

/** One dimension as a rater filled it in. `level` null without `isNotObserved` means not answered yet. */
export interface DraftRating {
  dimension: string;
  level: RatingLevel | null;
  isNotObserved: boolean;
  /** Did the move come only after a question or pushback? null: not said. */
  wasPrompted: boolean | null;
  examples: readonly string[];
}

/** The parts of a scorecard that decide whether it can be submitted. */
export interface DraftScorecard {
  ratings: readonly DraftRating[];
  strengths: readonly string[];
  nextSteps: readonly { drill: string; dimension: string | null }[];
}

/** A dimension by what people call it. */
export interface NamedDimension {
  id: string;
  title: string;
}

/** Something about one place of a scorecard. `pointer`: JSON pointer into the scorecard's body, e.g. `/ratings/2`. */
export interface Pointed {
  pointer: string;
  message: string;
}

export const MOST_NEXT_STEPS = 3;

/**
 * What keeps a scorecard from being submitted (`product.md` rule 6), all of it at once: every focus dimension rated or marked
 * as not observed, at least one strength, one to three next steps; and nothing said twice or both ways. Empty: it can be
 * submitted. Other dimensions may be rated too but need not be.
 */
export function missingInScorecard(card: DraftScorecard, focusDimensions: readonly NamedDimension[]): Pointed[] {
  return [
    ...focusDimensions.flatMap((dimension) => unansweredDimension(card, dimension)),
    ...contradictions(card, focusDimensions),
    ...(card.strengths.some(isWritten)
      ? []
      : [
          {
            pointer: '/strengths',
            message: 'Write at least one strength: something you saw that is worth doing again.',
          },
        ]),
    ...unusableNextSteps(card),
  ];
}

function unansweredDimension(card: DraftScorecard, { id, title }: NamedDimension): Pointed[] {
  const at = card.ratings.findIndex((r) => r.dimension === id);
  const rating = card.ratings[at];
  if (rating !== undefined && (rating.level !== null || rating.isNotObserved)) return [];
  return [
    {
      pointer: rating === undefined ? '/ratings' : `/ratings/${at}`,
      message: `Rate “${title}”, or mark it as not observed.`,
    },
  ];
}

function contradictions(card: DraftScorecard, dimensions: readonly NamedDimension[]): Pointed[] {
  return card.ratings.flatMap((rating, i) => {
    const title = titleOf(rating.dimension, dimensions);
    const pointer = `/ratings/${i}`;
    if (card.ratings.findIndex((r) => r.dimension === rating.dimension) < i) {
      return [{ pointer, message: `“${title}” is on your scorecard twice. Keep one of the two.` }];
    }
    if (rating.level === null || !rating.isNotObserved) return [];
    return [{ pointer, message: `You rated “${title}” and also marked it as not observed. Keep one of the two.` }];
  });
}

function unusableNextSteps({ nextSteps }: DraftScorecard): Pointed[] {
  const pointer = '/nextSteps';
  if (nextSteps.length === 0) {
    return [{ pointer, message: 'Give at least one next step: a drill the learner can do before the next mock.' }];
  }
  const problems = nextSteps.flatMap((step, i) =>
    isWritten(step.drill)
      ? []
      : [{ pointer: `${pointer}/${i}/drill`, message: 'Write what the learner should do, or remove this next step.' }],
  );
  if (nextSteps.length <= MOST_NEXT_STEPS) return problems;
  return [
    { pointer, message: 'Keep at most three next steps: the ones that would change the next mock most.' },
    ...problems,
  ];
}

/**
 * What would make a scorecard more useful to its learner; never keeps it from being submitted. Asks for an example where one
 * is wanted most (the lowest and highest ratings, the dimension of each next step), at most once per place, points at wording
 * that could be said of anybody, and at what does not fit together.
 *
 * @param dimensions titles to speak of; a dimension without one is called by its id
 */
export function hintsForScorecard(card: DraftScorecard, dimensions: readonly NamedDimension[]): Pointed[] {
  return [
    ...card.ratings.flatMap((rating, i) => hintsForRating(card, rating, i, titleOf(rating.dimension, dimensions))),
    ...card.strengths.flatMap((text, i) => vagueHint(`/strengths/${i}`, text, SAY_WHAT_WAS_DONE)),
    ...card.nextSteps.flatMap((step, i) => [
      ...vagueHint(`/nextSteps/${i}/drill`, step.drill, SAY_WHAT_TO_DO),
      ...hintForStepDimension(card, step.dimension, i, dimensions),
    ]),
  ];
}

const SAY_WHAT_WAS_DONE = 'Say what was done or said, and when.';
const SAY_WHAT_TO_DO = 'Say what to do, how often, and how the learner will know that it worked.';

function hintsForRating(card: DraftScorecard, rating: DraftRating, i: number, title: string): Pointed[] {
  const hints = rating.examples.flatMap((text, k) => vagueHint(`/ratings/${i}/examples/${k}`, text, SAY_WHAT_WAS_DONE));
  if (rating.isNotObserved && rating.examples.some(isWritten)) {
    const message = `You marked “${title}” as not observed and noted an example of it. Rate it, or remove the example.`;
    hints.push({ pointer: `/ratings/${i}/isNotObserved`, message });
  }
  if (rating.isNotObserved || rating.level === null) return hints;
  if (!rating.examples.some(isWritten)) {
    const isLowest = rating.level === LOWEST_LEVEL;
    const why =
      isLowest || rating.level === HIGHEST_LEVEL
        ? `You gave “${title}” the ${isLowest ? 'lowest' : 'highest'} rating`
        : card.nextSteps.some((step) => step.dimension === rating.dimension)
          ? `One of your next steps works on “${title}”`
          : null;
    if (why !== null) {
      const message = `${why} without an example. Add what you saw or heard; otherwise the learner reads “no example noted”.`;
      hints.unshift({ pointer: `/ratings/${i}/examples`, message });
    }
  }
  if (rating.level === HIGHEST_LEVEL && rating.wasPrompted === true) {
    const message = `You gave “${title}” the highest rating, which means unasked, and noted that it came only when asked.`;
    hints.push({ pointer: `/ratings/${i}/wasPrompted`, message });
  }
  return hints;
}

function hintForStepDimension(
  card: DraftScorecard,
  dimension: string | null,
  i: number,
  dimensions: readonly NamedDimension[],
): Pointed[] {
  if (dimension === null) return [];
  if (card.ratings.some((r) => r.dimension === dimension && !r.isNotObserved)) return [];
  const title = titleOf(dimension, dimensions);
  const message = `This next step works on “${title}”, which you have not rated. Say in the step what made you choose it.`;
  return [{ pointer: `/nextSteps/${i}/dimension`, message }];
}

function vagueHint(pointer: string, text: string, advice: string): Pointed[] {
  if (!isWritten(text) || !isVague(text)) return [];
  return [{ pointer, message: `“${text.trim()}” could be said of anybody. ${advice}` }];
}

function titleOf(id: string, dimensions: readonly NamedDimension[]): string {
  return dimensions.find((d) => d.id === id)?.title ?? id;
}

function isWritten(text: string): boolean {
  return text.trim() !== '';
}
