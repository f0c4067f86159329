import type { MarkKind } from '../interviews/marks.ts';
import type { DraftRating, NamedDimension, RatingLevel } from './scorecard.ts';

/** A mark as the mentor stamped it. `minute`: whole minutes since the start. */
export interface StampedMark {
  dimension: string;
  kind: MarkKind;
  minute: number;
  note: string;
}

/** What a dimension's marks point to. `level` null: they do not tell the levels apart. */
export interface LevelSuggestion {
  dimension: string;
  level: RatingLevel | null;
  sentence: string;
}

export interface ScorecardPrefill {
  /** One per focus dimension, in their order, each with `level` null: the start of a draft. */
  ratings: (DraftRating & { examples: string[] })[];
  /** One per focus dimension that has marks. To be shown beside the four levels, never as a chosen one. */
  suggestions: LevelSuggestion[];
}

/** As many examples as a rating takes. */
const MOST_EXAMPLES = 6;

const IN_WORDS: Record<MarkKind, string> = {
  unasked: 'came unasked',
  when_asked: 'came when asked',
  missing: 'was called for and did not come',
};

/**
 * Starts a scorecard from the marks of the mock.
 *
 * What costs a mentor's ten minutes is remembering and typing, so that is carried over: every mark becomes an example with its
 * minute. Deciding is not: the level stays open, because a level that is already filled in gets submitted unread and reads to
 * the learner like a judgement. What the marks point to is given beside it, with its reason.
 *
 * - all came unasked → suggests 4; some came, but not all unasked → 3 (whatever speaks against the highest level keeps it
 *   from being suggested); none came → no level, since a mark cannot tell *knows it* from *not yet*.
 * - `wasPrompted` is filled in where the marks agree about what came: it is an observation, not a judgement.
 * - `isNotObserved` stays off without marks: a mentor who was busy listening stamped nothing and may have seen a lot.
 *
 * Marks on dimensions outside the focus are left to the mentor.
 */
export function prefillFromMarks(
  marks: readonly StampedMark[],
  focusDimensions: readonly Pick<NamedDimension, 'id'>[],
): ScorecardPrefill {
  const perDimension = focusDimensions.map(({ id }) => ({ id, marks: marks.filter((mark) => mark.dimension === id) }));
  return {
    ratings: perDimension.map(({ id, marks: own }) => ({
      dimension: id,
      level: null,
      isNotObserved: false,
      wasPrompted: promptedness(own),
      examples: examples(own),
    })),
    suggestions: perDimension
      .filter(({ marks: own }) => own.length > 0)
      .map(({ id, marks: own }) => suggestion(id, own)),
  };
}

/** In the order of the mock; when there are too many, those with words of the mentor are kept. */
function examples(marks: readonly StampedMark[]): string[] {
  const byNote = marks.toSorted((a, b) => Number(a.note.trim() === '') - Number(b.note.trim() === ''));
  return byNote
    .slice(0, MOST_EXAMPLES)
    .sort((a, b) => a.minute - b.minute)
    .map(({ minute, kind, note }) => `min ${minute}, ${IN_WORDS[kind]}${note.trim() === '' ? '' : `: ${note.trim()}`}`);
}

/** null when nothing came, or some of it unasked and some only when asked. */
function promptedness(marks: readonly StampedMark[]): boolean | null {
  const came = marks.filter((mark) => mark.kind !== 'missing');
  if (came.length === 0) return null;
  const prompted = came.filter((mark) => mark.kind === 'when_asked').length;
  return prompted === 0 ? false : prompted === came.length ? true : null;
}

function suggestion(dimension: string, marks: readonly StampedMark[]): LevelSuggestion {
  const kinds = ['unasked', 'when_asked', 'missing'] as const;
  const counted = kinds
    .map((kind) => ({ kind, times: marks.filter((mark) => mark.kind === kind).length }))
    .filter(({ times }) => times > 0);
  const counts = counted.map(({ kind, times }) => `${IN_WORDS[kind]} ${times === 1 ? 'once' : `${times} times`}`);
  const sentence = `You marked that it ${listed(counts)}.`;
  if (counted.every(({ kind }) => kind === 'unasked')) return { dimension, level: 4, sentence };
  if (counted.every(({ kind }) => kind === 'missing')) {
    return { dimension, level: null, sentence: `${sentence} The anchors tell the two lower levels apart.` };
  }
  return { dimension, level: 3, sentence };
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
