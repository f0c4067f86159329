import type { BatchPolicy } from '../cohorts/batch-policy.ts';
import { HOUR } from '../time/zone-transitions.ts';

/** A held mock as its clock sees it; instants in epoch milliseconds. */
export interface FeedbackClock {
  /** When the mentor said that they met. */
  endedAt: number;
  policy: Pick<BatchPolicy, 'feedbackDueHours' | 'feedbackExtensions'>;
  /** The latest "until tomorrow"; null when there was none. */
  extendedUntil: number | null;
}

/** When the feedback of a mock is due (`product.md` rule 12), epoch milliseconds. */
export function feedbackDueAt({
  endedAt,
  policy,
  extendedUntil,
}: Omit<FeedbackClock, 'policy'> & { policy: Pick<BatchPolicy, 'feedbackDueHours'> }): number {
  return extendedUntil ?? endedAt + policy.feedbackDueHours * HOUR;
}

/** The steps of the clock, in their order: two words to the mentor, then one to those who look after mentors, then one to those who run the batch. */
export const CLOCK_STEPS = ['first_reminder', 'last_reminder', 'tell_lead', 'tell_admin'] as const;
export type ClockStep = (typeof CLOCK_STEPS)[number];

const FIRST_AFTER = HOUR;
const LAST_BEFORE_DUE = 4 * HOUR;
const ADMIN_AFTER_DUE = 24 * HOUR;

/**
 * When a step is taken, unless the scorecard is in by then (epoch milliseconds). With the shipped 24 hours: one hour and twenty
 * hours after the mock, at 24 and at 48 hours. "Until tomorrow" moves every step but the first with the due time.
 */
export function stepAt(step: ClockStep, clock: FeedbackClock): number {
  const dueAt = feedbackDueAt(clock);
  switch (step) {
    case 'first_reminder':
      return clock.endedAt + FIRST_AFTER;
    case 'last_reminder':
      return Math.max(dueAt - LAST_BEFORE_DUE, clock.endedAt);
    case 'tell_lead':
      return dueAt;
    case 'tell_admin':
      return dueAt + ADMIN_AFTER_DUE;
  }
}

/** A reminder is for what can still be done in time: one that would come after the due time is left out. */
export function isStepTaken(step: ClockStep, clock: FeedbackClock): boolean {
  const isReminder = step === 'first_reminder' || step === 'last_reminder';
  return !isReminder || stepAt(step, clock) < feedbackDueAt(clock);
}

const UNTIL_TOMORROW = 24 * HOUR;

export type ExtensionDecision = { ok: true; until: number } | { ok: false; detail: string };

/** May the mentor say "until tomorrow", and when is the feedback due then? A day after it was due, or a day from now when that is over. */
export function extensionDecision(clock: FeedbackClock, extensionsUsed: number, now: number): ExtensionDecision {
  const { feedbackExtensions: allowed } = clock.policy;
  if (extensionsUsed >= allowed)
    return {
      ok: false,
      detail:
        allowed === 0
          ? 'In this batch the time for feedback cannot be extended. Your draft is kept; what you have is worth sending.'
          : 'You have said “until tomorrow” for this mock already. Your draft is kept; what you have is worth sending.',
    };
  return { ok: true, until: Math.max(feedbackDueAt(clock), now) + UNTIL_TOMORROW };
}
