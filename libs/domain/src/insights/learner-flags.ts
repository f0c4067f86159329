import { COUNTING_STATES, HELD_STATES, LIVE_STATES } from '../interviews/interview-state.ts';
import type { InterviewState } from '../interviews/interview-state.ts';

/** Why somebody should look at a learner, most pressing first. */
export const LEARNER_FLAGS = ['never_met', 'two_weeks_without', 'missed_mock', 'no_mock_this_week'] as const;
export type LearnerFlagCode = (typeof LEARNER_FLAGS)[number];

export interface LearnerFlag {
  code: LearnerFlagCode;
  sentence: string;
}

/** One mock of the learner. `week`: the batch week of its start; `startsAt` in epoch milliseconds. */
export interface LearnerMock {
  week: number;
  startsAt: number;
  state: InterviewState;
  /** Who did not come; null when nobody was missed or it is not known. */
  missedBy: 'learner' | 'mentor' | null;
}

/** So many whole weeks without a mock are a gap worth a call. */
const WEEKS_WITHOUT = 2;
/** A missed mock is news in its own week and the next. */
const WEEKS_A_MISS_IS_NEWS = 1;
/** Two misses of the learner within this many weeks, the present one included, are told whatever came after them. */
const WEEKS_OF_REPEATED_MISSES = 4;
const REPEATED_MISSES = 2;

/**
 * Rules in words for who is slipping (each is a fact about bookings, never about ratings), most pressing first; empty when all
 * is well, and outside the batch's weeks.
 *
 * - `never_met`: no mock held, and the learner's first week is over.
 * - `two_weeks_without`: has met before, but not in this week nor in the two whole weeks before it.
 * - `missed_mock`: the last mock with an outcome was missed, this week or last; or the learner missed two within four weeks.
 * - `no_mock_this_week`: this batch week holds neither a booked nor a held mock, from its first hour on, since booking needs
 *   notice.
 *
 * A mock that has begun and of which nobody has said what became of it may have been held: it keeps the first two silent, for
 * what is missing there is the mentor's word.
 *
 * @param currentWeek batch week of `now`, 1-based
 * @param joinedInWeek the batch week in which the learner was enrolled; before the first week counts as the first
 */
export function learnerFlags(learner: {
  currentWeek: number;
  weeks: number;
  joinedInWeek: number;
  mocks: readonly LearnerMock[];
  now: number;
}): LearnerFlag[] {
  const { currentWeek, weeks, mocks, now } = learner;
  const firstWeek = Math.max(1, learner.joinedInWeek);
  if (currentWeek < firstWeek || currentWeek > weeks) return [];
  const held = mocks.filter((mock) => HELD_STATES.includes(mock.state));
  const perhapsHeld = mocks.filter((mock) => LIVE_STATES.includes(mock.state) && mock.startsAt <= now);
  const isNextBooked = mocks.some((mock) => mock.state === 'scheduled' && mock.startsAt > now);
  const flags: (LearnerFlag | null)[] = [
    neverMet([...held, ...perhapsHeld], currentWeek - firstWeek),
    weeksWithout([...held, ...perhapsHeld], currentWeek),
    missedMock(mocks, currentWeek),
  ];
  return [
    ...flags
      .filter((flag) => flag !== null)
      .map(({ code, sentence }) => ({
        code,
        sentence: isNextBooked ? `${sentence} The next one is booked.` : sentence,
      })),
    ...noMockThisWeek(mocks.filter((mock) => mock.week === currentWeek)),
  ];
}

function neverMet(met: readonly LearnerMock[], weeksOver: number): LearnerFlag | null {
  if (met.length > 0 || weeksOver < 1) return null;
  const time = weeksOver === 1 ? 'The first week is over' : `${weeksOver} weeks are over`;
  return { code: 'never_met', sentence: `${time} and there has been no mock yet.` };
}

function weeksWithout(met: readonly LearnerMock[], currentWeek: number): LearnerFlag | null {
  if (met.length === 0) return null;
  const lastWeek = Math.max(...met.map((mock) => mock.week));
  const without = currentWeek - 1 - lastWeek;
  if (without < WEEKS_WITHOUT) return null;
  return { code: 'two_weeks_without', sentence: `No mock since week ${lastWeek}: ${without} whole weeks without one.` };
}

function missedMock(mocks: readonly LearnerMock[], currentWeek: number): LearnerFlag | null {
  const code = 'missed_mock';
  const oldestWeek = currentWeek - WEEKS_OF_REPEATED_MISSES + 1;
  const ownMisses = mocks.filter(
    (m) => m.state === 'missed' && m.missedBy === 'learner' && m.week >= oldestWeek,
  ).length;
  if (ownMisses >= REPEATED_MISSES) {
    return { code, sentence: `Did not come to ${ownMisses} mocks within ${WEEKS_OF_REPEATED_MISSES} weeks.` };
  }
  const last = mocks
    .filter((mock) => mock.state === 'missed' || HELD_STATES.includes(mock.state))
    .reduce<LearnerMock | null>((a, b) => (a === null || b.startsAt > a.startsAt ? b : a), null);
  if (last?.state !== 'missed' || last.week < currentWeek - WEEKS_A_MISS_IS_NEWS) return null;
  const when = last.week === currentWeek ? 'this week' : 'last week';
  switch (last.missedBy) {
    case 'learner':
      return { code, sentence: `Did not come to the mock ${when}.` };
    case 'mentor':
      return { code, sentence: `The mentor did not come to the mock ${when}.` };
    case null:
      return { code, sentence: `The mock ${when} was missed.` };
  }
}

function noMockThisWeek(mocks: readonly LearnerMock[]): LearnerFlag[] {
  if (mocks.some(({ state }) => COUNTING_STATES.includes(state))) return [];
  const failed = mocks.some(({ state }) => state === 'missed' || state === 'technical_failure');
  const cancelled = mocks.some(({ state }) => state === 'void');
  const why = failed ? ': the one booked did not take place' : cancelled ? ': the one booked was cancelled' : '';
  return [{ code: 'no_mock_this_week', sentence: `No mock this week${why}.` }];
}
