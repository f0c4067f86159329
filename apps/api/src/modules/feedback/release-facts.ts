import { feedbackDueAt } from '@dryrun/domain/feedback/feedback-clock';
import { feedbackState, type ReleaseFacts } from '@dryrun/domain/feedback/release-gate';
import type { Standing } from './feedback.store.ts';

/** What the pure release gate decides on. */
export function releaseFacts(standing: Pick<Standing, 'submittedAt' | 'predictedAt' | 'policy'>): ReleaseFacts {
  return {
    submittedAt: standing.submittedAt?.getTime() ?? null,
    predictionAt: standing.predictedAt?.getTime() ?? null,
    windowHours: standing.policy.predictionWindowHours,
  };
}

/** Is this feedback still shut although its time has come? */
export function isDueForRelease(standing: Standing, now: Date): boolean {
  return standing.scorecardState === 'submitted' && feedbackState(releaseFacts(standing), now.getTime()) === 'released';
}

/** When the mentor owes the scorecard of a held mock. */
export function scorecardDueAt(mock: {
  endedAt: Date;
  policy: { feedbackDueHours: number };
  feedbackExtendedUntil: Date | null;
}): Date {
  const { endedAt, policy, feedbackExtendedUntil } = mock;
  return new Date(
    feedbackDueAt({ endedAt: endedAt.getTime(), policy, extendedUntil: feedbackExtendedUntil?.getTime() ?? null }),
  );
}
