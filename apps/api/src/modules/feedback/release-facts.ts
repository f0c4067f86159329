import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import { feedbackDueAt, type FeedbackClock } from '@dryrun/domain/feedback/feedback-clock';
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

/** A held mock as its feedback clock sees it. */
export function clockOf(mock: {
  endedAt: Date;
  policy: Pick<BatchPolicy, 'feedbackDueHours' | 'feedbackExtensions'>;
  feedbackExtendedUntil: Date | null;
}): FeedbackClock {
  const { endedAt, policy, feedbackExtendedUntil } = mock;
  return { endedAt: endedAt.getTime(), policy, extendedUntil: feedbackExtendedUntil?.getTime() ?? null };
}

/** When the mentor owes the scorecard of a held mock. */
export function scorecardDueAt(mock: Parameters<typeof clockOf>[0]): Date {
  return new Date(feedbackDueAt(clockOf(mock)));
}

/** May the mentor still say "until tomorrow" about a card that is not in yet? */
export function canExtend(mock: {
  policy: Pick<BatchPolicy, 'feedbackExtensions'>;
  feedbackExtensions: number;
}): boolean {
  return mock.feedbackExtensions < mock.policy.feedbackExtensions;
}
