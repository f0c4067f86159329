import fc from 'fast-check';
import { DEFAULT_POLICY } from '../cohorts/batch-policy.ts';
import { cancelDecision, moveDecision, startDecision, weMetDecision } from './booking-changes.ts';
import { freeChangeUntil } from './change-rules.ts';
import type { ChangeBy } from './change-rules.ts';
import { INTERVIEW_STATES } from './interview-state.ts';
import type { InterviewState } from './interview-state.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const startsAt = Date.UTC(2026, 10, 24, 13, 30);
const endsAt = startsAt + 45 * MINUTE;
const policy = DEFAULT_POLICY;
const people: readonly ChangeBy[] = ['learner', 'mentor'];

function cancel(role: ChangeBy, now: number, state: InterviewState = 'scheduled') {
  return cancelDecision({ role, state, startsAt, now, policy, reason: 'work', counts: { late: 0, trouble: 0 } });
}

describe('freeChangeUntil', () => {
  it('is six hours before the start by the shipped policy', () => {
    expect(freeChangeUntil(startsAt, policy)).toBe(startsAt - 6 * HOUR);
  });

  it('is the start itself when a batch never calls a change late', () => {
    expect(freeChangeUntil(startsAt, { freeChangeMinutes: 0 })).toBe(startsAt);
  });
});

describe('cancelDecision', () => {
  it.each(people)('is free for the %s up to and including the last free instant', (role) => {
    const freeUntil = startsAt - 6 * HOUR;
    const common = { ok: true, state: 'void', cancelledBy: role, freeUntil };
    expect(cancel(role, freeUntil)).toEqual({ ...common, weight: 'free', isLate: false, quota: 'return' });
    const quota = role === 'mentor' ? 'refund' : 'return';
    expect(cancel(role, freeUntil + 1)).toEqual({ ...common, weight: 'late', isLate: true, quota });
  });

  it.each(people)('stops for the %s at the start, when the mock needs an outcome instead', (role) => {
    expect(cancel(role, startsAt - 1)).toMatchObject({ ok: true, isLate: true });
    expect(cancel(role, startsAt)).toMatchObject({ ok: false, refusal: 'interview_state' });
  });

  it('lets an admin clear away a mock after its start, and never calls that late', () => {
    for (const now of [startsAt - 7 * HOUR, startsAt - 1, startsAt, startsAt + 100 * HOUR])
      expect(cancel('admin', now)).toMatchObject({ ok: true, state: 'void', cancelledBy: 'admin', isLate: false });
  });

  it('cancels nothing but a booked mock, whoever asks and whenever', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<ChangeBy>('learner', 'mentor', 'admin'),
        fc.constantFrom(...INTERVIEW_STATES.filter((s) => s !== 'scheduled')),
        fc.integer({ min: -72, max: 72 }),
        (role, state, hours) => {
          expect(cancel(role, startsAt + hours * HOUR, state)).toMatchObject({ ok: false, refusal: 'interview_state' });
        },
      ),
    );
  });

  it('once late stays late as the start comes nearer', () => {
    fc.assert(
      fc.property(fc.nat(48 * 60), fc.nat(48 * 60), fc.nat(24 * 60), (a, b, freeChangeMinutes) => {
        const [sooner, later] = [Math.max(a, b), Math.min(a, b)];
        const at = (minutesBefore: number) =>
          cancelDecision({
            role: 'learner',
            state: 'scheduled',
            startsAt,
            now: startsAt - (minutesBefore + 1) * MINUTE,
            policy: { ...policy, freeChangeMinutes },
            reason: 'work',
            counts: { late: 0, trouble: 0 },
          });
        const first = at(sooner);
        const second = at(later);
        if (!first.ok || !second.ok) throw new Error('a change before the start is never refused');
        expect(second.isLate || !first.isLate).toBe(true);
      }),
    );
  });
});

describe('moveDecision', () => {
  const move = (now: number, late = 0, state: InterviewState = 'scheduled') =>
    moveDecision({ role: 'learner', state, startsAt, now, policy, reason: 'work', counts: { late, trouble: 0 } });

  it('is free, then late, and stops at the start', () => {
    expect(move(startsAt - 6 * HOUR)).toEqual({ ok: true, weight: 'free', isLate: false });
    expect(move(startsAt - 1)).toEqual({ ok: true, weight: 'late', isLate: true });
    expect(move(startsAt)).toMatchObject({ ok: false, refusal: 'interview_state' });
  });

  it('is refused late when the late changes are used, and says what is left to do', () => {
    expect(move(startsAt - HOUR, 2)).toMatchObject({
      ok: false,
      refusal: 'late_changes_used',
      detail: expect.stringContaining('2 in 28 days') as string,
    });
    expect(move(startsAt - 6 * HOUR, 2)).toMatchObject({ ok: true });
  });

  it('moves nothing but a booked mock', () => {
    for (const state of INTERVIEW_STATES.filter((s) => s !== 'scheduled'))
      expect([state, move(startsAt - 10 * HOUR, 0, state)]).toMatchObject([
        state,
        { ok: false, refusal: 'interview_state' },
      ]);
  });
});

describe('startDecision', () => {
  const start = (now: number, state: InterviewState = 'scheduled') => startDecision({ state, startsAt, endsAt, now });

  it('opens a quarter of an hour before the start', () => {
    const opensAt = startsAt - 15 * MINUTE;
    expect(start(opensAt - 1)).toMatchObject({ ok: false, refusal: 'too_early', opensAt });
    expect(start(opensAt)).toEqual({ ok: true, state: 'running', isRepeat: false });
  });

  it('closes twelve hours after the planned end', () => {
    expect(start(endsAt + 12 * HOUR)).toEqual({ ok: true, state: 'running', isRepeat: false });
    expect(start(endsAt + 12 * HOUR + 1)).toMatchObject({ ok: false, refusal: 'interview_state' });
  });

  it('accepts a second start of a running mock and changes nothing', () => {
    for (const now of [startsAt - 10 * MINUTE, startsAt, endsAt + 40 * HOUR])
      expect(start(now, 'running')).toEqual({ ok: true, state: 'running', isRepeat: true });
  });

  it('starts nothing that is neither booked nor running', () => {
    for (const state of INTERVIEW_STATES.filter((s) => s !== 'scheduled' && s !== 'running'))
      expect([state, start(startsAt, state)]).toMatchObject([state, { ok: false, refusal: 'interview_state' }]);
  });
});

describe('weMetDecision', () => {
  const met = (now: number, state: InterviewState = 'scheduled') => weMetDecision({ state, startsAt, now });

  it('opens at the booked start', () => {
    expect(met(startsAt - 1)).toMatchObject({ ok: false, refusal: 'too_early', opensAt: startsAt });
    expect(met(startsAt)).toEqual({ ok: true, state: 'awaiting_feedback' });
  });

  it('is open at once for a mock that was started early', () => {
    expect(met(startsAt - 10 * MINUTE, 'running')).toEqual({ ok: true, state: 'awaiting_feedback' });
  });

  it('never closes', () => {
    expect(met(startsAt + 90 * 24 * HOUR)).toEqual({ ok: true, state: 'awaiting_feedback' });
    expect(met(startsAt + 90 * 24 * HOUR, 'running')).toEqual({ ok: true, state: 'awaiting_feedback' });
  });

  it('is refused for every mock that is neither booked nor running, early or not', () => {
    for (const state of INTERVIEW_STATES.filter((s) => s !== 'scheduled' && s !== 'running'))
      for (const now of [startsAt - HOUR, startsAt + HOUR])
        expect([state, met(now, state)]).toMatchObject([state, { ok: false, refusal: 'interview_state' }]);
  });
});
