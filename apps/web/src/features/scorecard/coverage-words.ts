import type { Coverage } from '@dryrun/domain/feedback/scorecard';

/** How a key point came up, as the mentor reads it. */
export const COVERAGE_WORDS: Record<Coverage, string> = {
  unaided: 'Unaided',
  nudged: 'Nudged',
  missed: 'Missed',
  wrong: 'Wrong',
};
