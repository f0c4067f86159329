import { HOUR, MINUTE } from '../time/zone-transitions.ts';
import { INTERVIEW_STATES } from './interview-state.ts';
import { lateDecision } from './running-late.ts';

const startsAt = Date.UTC(2026, 10, 21, 10, 0);
const mock = { state: 'scheduled', startsAt, endsAt: startsAt + 45 * MINUTE, minutes: 10 } as const;

describe('running late', () => {
  it('says when somebody is expected', () => {
    expect(lateDecision({ ...mock, now: startsAt - 5 * MINUTE })).toEqual({
      ok: true,
      expectedAt: startsAt + 10 * MINUTE,
    });
  });

  it('opens two hours before the start and closes with the end', () => {
    const at = (now: number) => lateDecision({ ...mock, now }).ok;
    expect([at(startsAt - 2 * HOUR - 1), at(startsAt - 2 * HOUR)]).toEqual([false, true]);
    expect([at(mock.endsAt - 1), at(mock.endsAt)]).toEqual([true, false]);
  });

  it('is over once the mock began, and was never there for one that is not booked', () => {
    for (const state of INTERVIEW_STATES)
      expect([state, lateDecision({ ...mock, state, now: startsAt }).ok]).toEqual([state, state === 'scheduled']);
  });
});
