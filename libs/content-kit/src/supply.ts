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
