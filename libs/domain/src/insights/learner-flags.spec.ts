import fc from 'fast-check';
import { INTERVIEW_STATES } from '../interviews/interview-state.ts';
import { LEARNER_FLAGS, learnerFlags } from './learner-flags.ts';
import type { LearnerMock } from './learner-flags.ts';

const DAY = 86_400_000;
const firstMonday = Date.UTC(2026, 9, 12);
/** Thursday noon of a batch week. */
const thursdayOf = (week: number) => firstMonday + (7 * (week - 1) + 3.5) * DAY;

function mock(week: number, state: LearnerMock['state'], more: Partial<LearnerMock> = {}): LearnerMock {
  return { week, state, startsAt: thursdayOf(week), missedBy: null, ...more };
}

function flags(currentWeek: number, mocks: LearnerMock[], joinedInWeek = 1) {
  return learnerFlags({ currentWeek, weeks: 12, joinedInWeek, mocks, now: thursdayOf(currentWeek) + DAY });
}

const codes = (currentWeek: number, mocks: LearnerMock[], joinedInWeek = 1) =>
  flags(currentWeek, mocks, joinedInWeek).map((flag) => flag.code);
const coming = (week: number) => mock(week, 'scheduled', { startsAt: thursdayOf(week) + 2 * DAY });
const met = (...weeks: number[]) => weeks.map((week) => mock(week, 'feedback_released'));

describe('learnerFlags', () => {
  it('has nothing to say about somebody who meets every week', () => {
    expect(flags(6, met(1, 2, 3, 4, 5, 6))).toEqual([]);
    expect(flags(6, [...met(1, 2, 3, 4, 5), coming(6)])).toEqual([]);
  });

  it('says nothing before the batch begins or after its last week', () => {
    expect(flags(0, [])).toEqual([]);
    expect(flags(13, [])).toEqual([]);
    expect(codes(12, [])).toContain('never_met');
  });

  it('flags nobody as never met until their own first week is over', () => {
    expect(codes(1, [])).toEqual(['no_mock_this_week']);
    expect(codes(2, [])).toEqual(['never_met', 'no_mock_this_week']);
    expect(codes(5, [], 5)).toEqual(['no_mock_this_week']);
    expect(codes(6, [], 5)).toEqual(['never_met', 'no_mock_this_week']);
    expect(codes(1, [], -3)).toEqual(['no_mock_this_week']);
    expect(codes(2, [], -3)).toEqual(['never_met', 'no_mock_this_week']);
    expect(codes(4, [], 5)).toEqual([]);
  });

  it('says how long nobody has met a learner, and that a first mock is booked', () => {
    expect(flags(2, [])[0]?.sentence).toBe('The first week is over and there has been no mock yet.');
    expect(flags(4, [coming(4)])).toEqual([
      { code: 'never_met', sentence: '3 weeks are over and there has been no mock yet. The next one is booked.' },
    ]);
  });

  it('does not call cancelled, missed or broken mocks a meeting', () => {
    for (const state of ['void', 'missed', 'technical_failure', 'planned'] as const)
      expect([state, codes(3, [mock(1, state)])]).toEqual([state, expect.arrayContaining(['never_met'])]);
  });

  it('flags two whole weeks without a mock, not one, and not in addition to never met', () => {
    expect(codes(5, met(1, 2, 3))).toEqual(['no_mock_this_week']);
    expect(flags(5, met(1, 2))).toEqual([
      { code: 'two_weeks_without', sentence: 'No mock since week 2: 2 whole weeks without one.' },
      { code: 'no_mock_this_week', sentence: 'No mock this week.' },
    ]);
    expect(flags(9, [...met(3), coming(9)])).toEqual([
      {
        code: 'two_weeks_without',
        sentence: 'No mock since week 3: 5 whole weeks without one. The next one is booked.',
      },
    ]);
  });

  it('takes the gap back as soon as they meet again', () => {
    expect(flags(5, met(1, 5))).toEqual([]);
  });

  it('holds a mentor’s missing word against no learner', () => {
    expect(codes(4, [mock(3, 'scheduled')])).toEqual(['no_mock_this_week']);
    expect(codes(6, [...met(1), mock(4, 'outcome_claimed')])).toEqual(['no_mock_this_week']);
    expect(codes(6, [...met(1), coming(6)])).toEqual(['two_weeks_without']);
  });

  it('says who did not come, this week and the next, until they meet', () => {
    const missed = (missedBy: LearnerMock['missedBy']) => [...met(3, 4), mock(5, 'missed', { missedBy })];
    const sentence = (week: number, mocks: LearnerMock[]) =>
      flags(week, mocks).find((flag) => flag.code === 'missed_mock')?.sentence;
    expect(sentence(5, missed('learner'))).toBe('Did not come to the mock this week.');
    expect(sentence(6, missed('learner'))).toBe('Did not come to the mock last week.');
    expect(sentence(6, missed('mentor'))).toBe('The mentor did not come to the mock last week.');
    expect(sentence(6, [...missed(null), coming(6)])).toBe('The mock last week was missed. The next one is booked.');
    expect(sentence(7, missed('learner'))).toBeUndefined();
    expect(sentence(6, [...missed('learner'), ...met(6)])).toBeUndefined();
  });

  it('tells two no-shows of the learner within four weeks even when they met since, and never the mentor’s', () => {
    const mocks = (missedBy: LearnerMock['missedBy']) => [
      mock(3, 'missed', { missedBy }),
      mock(5, 'missed', { missedBy }),
      ...met(2, 4, 6),
    ];
    expect(flags(6, mocks('learner'))).toEqual([
      { code: 'missed_mock', sentence: 'Did not come to 2 mocks within 4 weeks.' },
    ]);
    expect(flags(6, mocks('mentor'))).toEqual([]);
    expect(flags(7, [...mocks('learner'), ...met(7)])).toEqual([]);
  });

  it('says why there is no mock this week when one was booked', () => {
    const sentence = (...mocks: LearnerMock[]) =>
      flags(2, [...met(1), ...mocks]).find((flag) => flag.code === 'no_mock_this_week')?.sentence;
    expect(sentence()).toBe('No mock this week.');
    expect(sentence(mock(2, 'planned'))).toBe('No mock this week.');
    expect(sentence(mock(2, 'void'))).toBe('No mock this week: the one booked was cancelled.');
    expect(sentence(mock(2, 'technical_failure'))).toBe('No mock this week: the one booked did not take place.');
    expect(sentence(mock(2, 'void'), coming(2))).toBeUndefined();
  });

  const anyMock = fc.record({
    week: fc.integer({ min: 1, max: 12 }),
    state: fc.constantFrom(...INTERVIEW_STATES),
    missedBy: fc.constantFrom('learner' as const, 'mentor' as const, null),
  });

  it('gives each reason at most once, the most pressing first, whatever the order of the mocks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1, max: 14 }),
        fc.integer({ min: -2, max: 12 }),
        fc.uniqueArray(anyMock, { selector: (m) => m.week }),
        (week, joined, some) => {
          const mocks = some.map((m) => ({ ...m, startsAt: thursdayOf(m.week) }));
          const found = codes(week, mocks, joined);
          expect(found).toEqual(LEARNER_FLAGS.filter((code) => found.includes(code)));
          expect(flags(week, mocks.toReversed(), joined)).toEqual(flags(week, mocks, joined));
        },
      ),
    );
  });

  it('is silent, but for repeated no-shows, about a learner who met a mentor this week', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(anyMock, { maxLength: 8 }), (week, some) => {
        const before = some.filter((m) => m.week < week).map((m) => ({ ...m, startsAt: thursdayOf(m.week) }));
        const found = flags(week, [...before, ...met(week)]);
        expect(found.filter((flag) => !flag.sentence.includes('within 4 weeks'))).toEqual([]);
      }),
    );
  });
});
