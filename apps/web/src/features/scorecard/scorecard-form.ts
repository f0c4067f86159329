import { missingInScorecard, type Coverage, type Pointed, type RatingLevel } from '@dryrun/domain/feedback/scorecard';
import type { NextStepDraft, RatingBody, ScorecardBody, ScorecardView } from '@dryrun/contracts/feedback.contract';
import type { RubricDimension } from '@dryrun/contracts/content-bodies';
import type { z } from 'zod';

/** A scorecard as it stands on the screen: like its body, but lines may be blank while somebody is about to fill them. */
export type ScorecardForm = Omit<ScorecardBody, 'version'>;
export type NextStep = z.infer<typeof NextStepDraft>;

export const MOST_STRENGTHS = 5;
export const MOST_EXAMPLES = 6;

const UNRATED = { level: null, isNotObserved: false, wasPrompted: null, examples: [] } as const;

/** The card of an answer, with a row for every dimension that submitting asks for. */
export function formOf(view: ScorecardView): ScorecardForm {
  const { version: _, ...form } = view.draft;
  const without = focusOf(view).filter(({ id }) => !form.ratings.some((r) => r.dimension === id));
  return { ...form, ratings: [...form.ratings, ...without.map(({ id }) => ratingOf(form, id))] };
}

/** The row of a dimension; an untouched one when the card has none yet. */
export function ratingOf(form: ScorecardForm, dimension: string): RatingBody {
  return form.ratings.find((r) => r.dimension === dimension) ?? { ...UNRATED, examples: [], dimension };
}

/** Rows are never dropped or reordered, so that `/ratings/2` means the same row here and at the server. */
export function editRating(
  form: ScorecardForm,
  dimension: string,
  change: Partial<Omit<RatingBody, 'dimension'>>,
): ScorecardForm {
  const changed = { ...ratingOf(form, dimension), ...change };
  const isNew = !form.ratings.some((r) => r.dimension === dimension);
  return {
    ...form,
    ratings: isNew ? [...form.ratings, changed] : form.ratings.map((r) => (r.dimension === dimension ? changed : r)),
  };
}

/** Rating takes back "not observed". */
export function rate(form: ScorecardForm, dimension: string, level: RatingLevel): ScorecardForm {
  return editRating(form, dimension, { level, isNotObserved: false });
}

/** Not observed takes back the level and how it came; examples stay, for they were typed. */
export function setNotObserved(form: ScorecardForm, dimension: string, isNotObserved: boolean): ScorecardForm {
  return editRating(
    form,
    dimension,
    isNotObserved ? { isNotObserved, level: null, wasPrompted: null } : { isNotObserved },
  );
}

/** Adds the line unless it is there or the rating holds all the examples it takes. */
export function addExample(form: ScorecardForm, dimension: string, line: string): ScorecardForm {
  const written = ratingOf(form, dimension).examples.filter((example) => example.trim() !== '');
  if (written.includes(line) || written.length >= MOST_EXAMPLES) return form;
  return editRating(form, dimension, { examples: [...written, line] });
}

export function coverageOf(form: ScorecardForm, questionVersionId: string, keyPointId: string): Coverage | null {
  return (
    form.keyPoints.find((k) => k.questionVersionId === questionVersionId && k.keyPointId === keyPointId)?.coverage ??
    null
  );
}

/** `coverage` null takes the note back. */
export function setCoverage(
  form: ScorecardForm,
  questionVersionId: string,
  keyPointId: string,
  coverage: Coverage | null,
): ScorecardForm {
  const others = form.keyPoints.filter((k) => k.questionVersionId !== questionVersionId || k.keyPointId !== keyPointId);
  return {
    ...form,
    keyPoints: coverage === null ? others : [...others, { questionVersionId, keyPointId, coverage }],
  };
}

/** What goes over the wire: trimmed, without blank lines and characters that nobody can see or store. */
export function bodyOf(form: ScorecardForm, version: number): ScorecardBody {
  return {
    version,
    ratings: form.ratings.map(({ dimension, level, isNotObserved, wasPrompted, examples }) => ({
      dimension,
      level,
      isNotObserved,
      wasPrompted,
      examples: written(examples),
    })),
    keyPoints: form.keyPoints.map(({ questionVersionId, keyPointId, coverage }) => ({
      questionVersionId,
      keyPointId,
      coverage,
    })),
    strengths: written(form.strengths),
    nextSteps: form.nextSteps
      .map(({ drill, dimension, dueOn }) => ({ drill: storable(drill), dimension, dueOn }))
      .filter((step) => step.drill !== ''),
    note: storable(form.note),
    recommendation: form.recommendation,
  };
}

/** Would both be stored as the same card? */
export function isSameCard(one: ScorecardForm, other: ScorecardForm): boolean {
  return JSON.stringify(bodyOf(one, 0)) === JSON.stringify(bodyOf(other, 0));
}

function written(lines: readonly string[]): string[] {
  return lines.map(storable).filter((line) => line !== '');
}

/** Line breaks and tabs are the only control characters that can be stored. */
function storable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]/gu, '')
    .trim();
}

/**
 * The dimensions that submitting asks for, as far as one answer of the server tells: those that are answered, and those that
 * it misses. Another dimension that the mentor began to fill in is not missed and never holds a card up.
 */
export function focusOf(view: ScorecardView): RubricDimension[] {
  return view.dimensions.filter((dimension) => {
    const { level, isNotObserved } = ratingOf(view.draft, dimension.id);
    if (level !== null || isNotObserved) return true;
    // The rule that wrote the server's list words this one dimension first.
    const [own] = missingInScorecard(view.draft, [dimension]);
    return view.missing.some(({ pointer, message }) => pointer === own?.pointer && message === own.message);
  });
}

/** The id of the element that a pointer into the card is about, for links and for moving the focus there. */
export function placeOf({ pointer }: Pointed, form: ScorecardForm): string {
  const [, part, index] = /^(?:\/body)?\/([A-Za-z]+)(?:\/(\d+))?/.exec(pointer) ?? [];
  if (part === 'ratings') {
    const rating = form.ratings[Number(index ?? -1)];
    return rating === undefined ? 'moves' : moveId(rating.dimension);
  }
  if (part === 'nextSteps') return index === undefined ? 'next-steps' : stepId(Number(index));
  return part === 'keyPoints' ? 'key-points' : (part ?? 'moves');
}

export function moveId(dimension: string): string {
  return `move-${dimension}`;
}

export function stepId(index: number): string {
  return `next-step-${index + 1}`;
}

/** Messages about one place of the card and what is below it. */
export function pointedAt(all: readonly Pointed[], pointer: string): string[] {
  return all.filter((p) => p.pointer === pointer || p.pointer.startsWith(`${pointer}/`)).map((p) => p.message);
}
