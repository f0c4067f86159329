import fc from 'fast-check';
import { DEFAULT_POLICY } from '../cohorts/batch-policy.ts';
import { DAY, HOUR } from '../time/zone-transitions.ts';
import {
  CLOCK_STEPS,
  extensionDecision,
  feedbackDueAt,
  isStepTaken,
  stepAt,
  type FeedbackClock,
} from './feedback-clock.ts';

const endedAt = Date.UTC(2026, 10, 21, 12, 45);
const clock: FeedbackClock = { endedAt, policy: DEFAULT_POLICY, extendedUntil: null };
const clocks = fc.record({
  endedAt: fc.constant(endedAt),
  policy: fc.record({
    feedbackDueHours: fc.integer({ min: 1, max: 336 }),
    feedbackExtensions: fc.integer({ min: 0, max: 5 }),
  }),
  extendedUntil: fc.option(fc.integer({ min: 1, max: 40 }).map((days) => endedAt + days * DAY + 14 * DAY)),
});

describe('feedbackDueAt', () => {
  it('is a day after the end by the shipped policy, and follows the pinned one', () => {
    expect(new Date(feedbackDueAt(clock)).toISOString()).toBe('2026-11-22T12:45:00.000Z');
    const slow = { ...clock, policy: { feedbackDueHours: 48 } };
    expect(new Date(feedbackDueAt(slow)).toISOString()).toBe('2026-11-23T12:45:00.000Z');
  });
});

describe('the clock', () => {
  it('strikes at 1, 20, 24 and 48 hours by the shipped policy', () => {
    expect(CLOCK_STEPS.map((step) => (stepAt(step, clock) - endedAt) / HOUR)).toEqual([1, 20, 24, 48]);
  });

  it('moves with "until tomorrow", all but the first word', () => {
    const extended = { ...clock, extendedUntil: endedAt + 2 * DAY };
    expect(CLOCK_STEPS.map((step) => (stepAt(step, extended) - endedAt) / HOUR)).toEqual([1, 44, 48, 72]);
  });

  it('reminds only while something can be done in time, and never leaves out those who look after it', () => {
    fc.assert(
      fc.property(clocks, (any) => {
        for (const step of CLOCK_STEPS) {
          if (step.startsWith('tell')) expect(isStepTaken(step, any)).toBe(true);
          else if (isStepTaken(step, any)) expect(stepAt(step, any)).toBeLessThan(feedbackDueAt(any));
          expect(stepAt(step, any)).toBeGreaterThanOrEqual(endedAt);
        }
        expect(stepAt('tell_lead', any)).toBeLessThan(stepAt('tell_admin', any));
      }),
    );
    const hasty = { ...clock, policy: { feedbackDueHours: 1, feedbackExtensions: 0 } };
    expect(CLOCK_STEPS.filter((step) => isStepTaken(step, hasty))).toEqual([
      'last_reminder',
      'tell_lead',
      'tell_admin',
    ]);
  });
});

describe('until tomorrow', () => {
  it('gives a day on top of what is left, or a day from now when nothing is left', () => {
    const dueAt = endedAt + DAY;
    expect(extensionDecision(clock, 0, dueAt - HOUR)).toEqual({ ok: true, until: dueAt + DAY });
    expect(extensionDecision(clock, 0, dueAt + 5 * HOUR)).toEqual({ ok: true, until: dueAt + 5 * HOUR + DAY });
  });

  it('can be said as often as the pinned policy allows', () => {
    fc.assert(
      fc.property(clocks, fc.integer({ min: 0, max: 7 }), (any, used) =>
        expect(extensionDecision(any, used, endedAt + HOUR).ok).toBe(used < any.policy.feedbackExtensions),
      ),
    );
  });
});
