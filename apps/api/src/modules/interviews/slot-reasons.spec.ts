import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import type { ClosedReason } from '@dryrun/domain/interviews/why-not';
import type { MentorSlots } from '../scheduling/index.ts';
import { closedBatch, slotReasons } from './slot-reasons.ts';

const mentor = (closed: [ClosedReason, number][], availability: MentorSlots['availability'] = 'offered') => ({
  closed: new Map(closed),
  availability,
});
const facts = {
  audience: 'learner',
  trackTitle: 'Kubernetes',
  level: 'senior',
  policy: DEFAULT_POLICY,
  minutes: 45,
} as const;
const told = (slots: ReturnType<typeof mentor>[], otherMentors = 0, more: Partial<typeof facts> = {}) =>
  slotReasons(slots, otherMentors, { ...facts, ...more });

describe('the reasons why times are not open', () => {
  it('are summed over mentors and told most first', () => {
    const reasons = told([
      mentor([
        ['notice', 2],
        ['booked', 3],
      ]),
      mentor([['notice', 5]]),
    ]);
    expect(reasons.map((r) => [r.code, r.count])).toEqual([
      ['notice', 7],
      ['booked', 3],
    ]);
  });

  it('name the rule of the batch in its own numbers', () => {
    const policy = { ...DEFAULT_POLICY, noticeMinutes: 90, mocksPerWeek: 2 };
    const both = mentor([
      ['notice', 1],
      ['quota', 4],
    ]);
    expect(slotReasons([both], 0, { ...facts, policy }).map((r) => r.sentence)).toEqual([
      '4 times are in a week in which you have used your 2 mocks.',
      'One time is too soon: the batch asks you to book at least 90 minutes ahead.',
    ]);
  });

  it('say so when nobody interviews the track at that level', () => {
    const [only, ...others] = told([], 3);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ code: 'not_qualified', count: 3 });
    expect(only?.sentence).toContain('No mentor of your batch interviews Kubernetes at senior level');
  });

  it('tell mentors without hours from mentors whose hours are closed or too short', () => {
    expect(told([mentor([], 'none'), mentor([])])[0]?.sentence).toBe(
      '1 of the 2 mentors who fit has offered no hours in the next 14 days.',
    );
    expect(told([mentor([], 'none')])[0]?.sentence).toContain('No mentor who fits has offered hours');
    expect(told([mentor([], 'no_room')])[0]?.sentence).toBe('One mentor has hours, but never 45 minutes in a row.');
  });
});

describe('a batch in which nobody books', () => {
  it('says why: it is not active, or a round arranges its mocks', () => {
    expect(closedBatch({ state: 'paused', policy: DEFAULT_POLICY })).toContain(
      'right now it is paused. Your cohort admin',
    );
    expect(closedBatch({ state: 'paused', policy: DEFAULT_POLICY }, 'admin')).toMatch(/right now it is paused\.$/);
    expect(closedBatch({ state: 'active', policy: { ...DEFAULT_POLICY, arrangedBy: 'round' } })).toContain(
      'weekly round',
    );
    expect(closedBatch({ state: 'active', policy: { ...DEFAULT_POLICY, arrangedBy: 'round_then_open' } })).toBeNull();
    expect(closedBatch({ state: 'active', policy: DEFAULT_POLICY })).toBeNull();
  });
});
