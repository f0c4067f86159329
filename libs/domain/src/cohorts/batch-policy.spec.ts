import fc from 'fast-check';
import { DEFAULT_POLICY, POLICY_LIMITS, policyChanges, policyProblems } from './batch-policy.ts';
import { durationWords, policySentences } from './policy-words.ts';

const words = (changes: Partial<typeof DEFAULT_POLICY>) =>
  policySentences({ ...DEFAULT_POLICY, ...changes })
    .map((s) => s.text)
    .join(' ');

describe('the rules of a batch', () => {
  it('ship without a contradiction and within their limits', () => {
    expect(policyProblems(DEFAULT_POLICY)).toEqual([]);
    for (const [field, [min, max]] of Object.entries(POLICY_LIMITS)) {
      const value = DEFAULT_POLICY[field as keyof typeof POLICY_LIMITS];
      if (value === null) continue;
      expect([field, value >= min && value <= max]).toEqual([field, true]);
    }
  });

  it('are refused when nothing could ever be booked by them', () => {
    expect(policyProblems({ ...DEFAULT_POLICY, horizonDays: 1, noticeMinutes: 24 * 60 })[0]?.field).toBe(
      'noticeMinutes',
    );
    expect(policyProblems({ ...DEFAULT_POLICY, mocksPerWeek: 0 })[0]?.field).toBe('mocksPerWeek');
    expect(policyProblems({ ...DEFAULT_POLICY, mocksPerWeek: 0, arrangedBy: 'round' })).toEqual([]);
  });

  it('are refused when a week would hold less than its day, or every change would be late', () => {
    expect(policyProblems({ ...DEFAULT_POLICY, mentorMaxPerDay: 5, mentorMaxPerWeek: 4 })[0]?.field).toBe(
      'mentorMaxPerWeek',
    );
    expect(policyProblems({ ...DEFAULT_POLICY, horizonDays: 2, freeChangeMinutes: 48 * 60 })[0]?.field).toBe(
      'freeChangeMinutes',
    );
  });

  it('differ in exactly the fields that were changed', () => {
    expect(policyChanges(DEFAULT_POLICY, DEFAULT_POLICY)).toEqual([]);
    expect(policyChanges(DEFAULT_POLICY, { ...DEFAULT_POLICY, lateChanges: 3, hasWaitlist: true })).toEqual([
      'lateChanges',
      'hasWaitlist',
    ]);
  });
});

describe('the rules in words', () => {
  it('say the shipped rules as people would', () => {
    const text = words({});
    expect(text).toContain('A learner has one mock a week');
    expect(text).toContain('until 12 hours before it starts, and up to 14 days ahead');
    expect(text).toContain('moved or cancelled freely until 6 hours before it starts');
    expect(text).toContain(
      '2 in 28 days are fine; after that it can only be cancelled, and it counts as the mock of that week',
    );
    expect(text).toContain('One late move in 28 days because of power or network trouble never counts');
    expect(text).toContain('due 24 hours after the mock; the mentor may say “until tomorrow” once');
    expect(text).toContain('between 22:00 and 08:00');
  });

  it('say what is switched off, too', () => {
    expect(words({ noticeMinutes: 0 })).toContain('booked until it starts');
    expect(words({ freeChangeMinutes: 0 })).toContain('freely until it starts');
    expect(words({ quietFromHour: 0, quietUntilHour: 0 })).toContain('at any hour');
    expect(words({ hasWaitlist: true, waitlistOfferMinutes: 60 })).toContain(
      'offered to the next learner who waits, for 1 hour each',
    );
    expect(words({ overdueFeedbackPauseHours: 48 })).toContain('overdue by more than 2 days is not offered');
  });

  it('never leave a sentence without its full stop, whatever the numbers', () => {
    const numbers = fc.record(
      Object.fromEntries(
        Object.entries(POLICY_LIMITS).map(([f, [min, max]]) => [f, fc.integer({ min, max })]),
      ) as Record<keyof typeof POLICY_LIMITS, fc.Arbitrary<number>>,
    );
    fc.assert(
      fc.property(numbers, (n) => {
        for (const { text } of policySentences({ ...DEFAULT_POLICY, ...n })) {
          expect(text).toMatch(/^[A-Z0-9].*\.$/);
          expect(text).not.toMatch(/undefined|NaN|\b1 (hours|minutes|days|mocks)\b/);
        }
      }),
    );
  });

  it('name durations in the unit people would use', () => {
    expect([30, 60, 90, 720, 1440, 2880].map(durationWords)).toEqual([
      '30 minutes',
      '1 hour',
      '90 minutes',
      '12 hours',
      '24 hours',
      '2 days',
    ]);
  });
});
