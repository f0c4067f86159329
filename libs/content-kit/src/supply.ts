import { LEVELS } from '@dryrun/domain/cohorts/levels';
import type { Level } from '@dryrun/domain/cohorts/levels';
import type { QuestionBody, QuestionKind } from '@dryrun/contracts/content-bodies';
import { itemsOf } from './content-item.ts';
import type { ContentItem } from './content-item.ts';

/** How many questions an interview of one format at one level can draw from. */
export interface Supply {
  format: string;
  level: Level;
  /** All that may be asked: `use` interview or both. */
  usable: number;
  /** Those that never show in the bank. */
  interviewOnly: number;
  /** The usable ones by the kinds that the format draws. */
  byKind: Partial<Record<QuestionKind, number>>;
}

/** What a format needs at each of its levels, so that a learner who meets it every other week does not see the same again. */
export const LEAST_USABLE = 12;
/** Of these, so many that nobody can have studied. */
export const LEAST_INTERVIEW_ONLY = 4;

/** Formats and levels with too few questions, a sentence each. */
export function supplyFaults(items: readonly ContentItem[]): string[] {
  return supplyOf(items).flatMap(({ format, level, usable, interviewOnly }) => {
    const missing = [
      ...(usable < LEAST_USABLE ? [`${usable} of ${LEAST_USABLE} questions that may be asked`] : []),
      ...(interviewOnly < LEAST_INTERVIEW_ONLY
        ? [`${interviewOnly} of ${LEAST_INTERVIEW_ONLY} that are interview-only`]
        : []),
    ];
    return missing.length === 0 ? [] : [`Too few questions for ${format} at ${level} level: ${missing.join(' and ')}.`];
  });
}

/** Supply of each format at each of its levels, in the order of the formats and of the levels. */
export function supplyOf(items: readonly ContentItem[]): Supply[] {
  const questions = itemsOf(items, 'question').map((q) => q.body);
  return itemsOf(items, 'format').flatMap(({ slug, body }) =>
    LEVELS.filter((level) => body.levels.includes(level)).map((level) => {
      const usable = questions.filter((q) => q.use !== 'study' && body.kinds.includes(q.kind) && isFor(q, level));
      const byKind: Supply['byKind'] = {};
      for (const kind of body.kinds) byKind[kind] = usable.filter((q) => q.kind === kind).length;
      const interviewOnly = usable.filter((q) => q.use === 'interview').length;
      return { format: slug, level, usable: usable.length, interviewOnly, byKind };
    }),
  );
}

/** Items whose facts were to be checked again before `today` (a local date, YYYY-MM-DD). */
export function reviewsDue(items: readonly ContentItem[], today: string): { file: string; reviewBy: string }[] {
  return items.flatMap(({ file, body }) =>
    'reviewBy' in body && body.reviewBy !== null && body.reviewBy < today ? [{ file, reviewBy: body.reviewBy }] : [],
  );
}

function isFor(question: QuestionBody, level: Level): boolean {
  const at = LEVELS.indexOf(level);
  return LEVELS.indexOf(question.minLevel) <= at && at <= LEVELS.indexOf(question.maxLevel);
}
