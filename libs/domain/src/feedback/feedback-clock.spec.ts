import { DEFAULT_POLICY } from '../cohorts/batch-policy.ts';
import { feedbackDueAt } from './feedback-clock.ts';

describe('feedbackDueAt', () => {
  it('is a day after the end by the shipped policy, and follows the pinned one', () => {
    const endedAt = Date.UTC(2026, 10, 21, 12, 45);
    expect(new Date(feedbackDueAt(endedAt, DEFAULT_POLICY)).toISOString()).toBe('2026-11-22T12:45:00.000Z');
    expect(new Date(feedbackDueAt(endedAt, { feedbackDueHours: 48 })).toISOString()).toBe('2026-11-23T12:45:00.000Z');
  });
});
