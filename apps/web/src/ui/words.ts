import type { Level } from '@dryrun/domain/cohorts/levels';
import type { Recommendation } from '@dryrun/domain/feedback/scorecard';
import type { MarkKind } from '@dryrun/domain/interviews/marks';

/** Words that several features use for the same thing. */
export const LEVEL_LABELS: Record<Level, string> = { junior: 'Junior', mid: 'Mid', senior: 'Senior' };

/** Years of experience that each level means; half-open, so 3 years is mid and 8 is senior. */
export const LEVEL_YEARS: Record<Level, string> = { junior: '0–3 years', mid: '3–8 years', senior: '8+ years' };

export const RECOMMENDATION_WORDS: Record<Recommendation, string> = {
  not_yet: 'Not yet',
  close: 'Close',
  ready: 'Ready',
  clearly_ready: 'Clearly ready',
};

/** How a move came, as a mark says it. */
export const MARK_WORDS: Record<MarkKind, string> = {
  unasked: 'Unasked',
  when_asked: 'When asked',
  missing: 'Missing',
};

/** `1 learner`, `3 learners` */
export function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
