import { HOUR } from '../time/zone-transitions.ts';

/** What the release of one mock's feedback hangs on. All instants in epoch milliseconds. */
export interface ReleaseFacts {
  /** When the primary scorecard was submitted; null while it is not. */
  submittedAt: number | null;
  /** Absent: not in moderation. null: in moderation and not cleared. */
  moderationClearedAt?: number | null;
  /** When the learner gave or skipped the prediction; null while neither. */
  predictionAt: number | null;
  /** The batch's `predictionWindowHours`. */
  windowHours: number;
}

export type FeedbackState = 'awaiting_scorecard' | 'awaiting_prediction' | 'released';

/**
 * When this feedback opens, possibly in the future (`product.md` rule 5):
 * `max(scorecard submitted or moderation cleared, min(prediction given or skipped, submitted + window))`.
 * null while there is nothing that could open: no submitted scorecard, or one still in moderation.
 */
export function releasedAt(facts: ReleaseFacts): number | null {
  const readyAt = scorecardReadyAt(facts);
  if (readyAt === null || facts.submittedAt === null) return null;
  const windowEndsAt = facts.submittedAt + facts.windowHours * HOUR;
  return Math.max(readyAt, Math.min(facts.predictionAt ?? windowEndsAt, windowEndsAt));
}

/** Where the feedback stands for its learner at `now`. A scorecard in moderation looks like one not yet submitted. */
export function feedbackState(facts: ReleaseFacts, now: number): FeedbackState {
  const opensAt = releasedAt(facts);
  if (opensAt !== null && opensAt <= now) return 'released';
  const readyAt = scorecardReadyAt(facts);
  return readyAt !== null && readyAt <= now ? 'awaiting_prediction' : 'awaiting_scorecard';
}

/** May the learner of this held mock still give or skip the prediction? Also before the scorecard is in; never once it is read. */
export function canPredict(facts: ReleaseFacts, now: number): boolean {
  return facts.predictionAt === null && feedbackState(facts, now) !== 'released';
}

/** When the scorecard may be read as far as its mentor and lead mentor are concerned. */
function scorecardReadyAt({ submittedAt, moderationClearedAt }: ReleaseFacts): number | null {
  if (submittedAt === null || moderationClearedAt === null) return null;
  return Math.max(submittedAt, moderationClearedAt ?? submittedAt);
}
