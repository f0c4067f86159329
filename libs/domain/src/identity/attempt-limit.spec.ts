import fc from 'fast-check';
import { countAttempt, forgiveAttempt, type AttemptCount, type AttemptLimit } from './attempt-limit.ts';

const LIMIT: AttemptLimit = { free: 3, firstWait: 2, longestWait: 60, forgetsOneIn: 600 };
const T0 = new Date('2026-11-18T10:30:00Z');
const later = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1000);

/** Tries at each moment as soon as it is allowed; answers the waits in seconds. */
function waitsOf(tries: number): number[] {
  let state: AttemptCount | null = null;
  let now = T0;
  return Array.from({ length: tries }, () => {
    const verdict = countAttempt(state, LIMIT, now);
    if (!verdict.isAllowed) throw new Error('tried too early');
    state = verdict.next;
    const wait = (state.freeAt.getTime() - now.getTime()) / 1000;
    now = state.freeAt;
    return wait;
  });
}

describe('attempts', () => {
  it('are free at first, then wait twice as long each time, but never longer than the longest wait', () => {
    expect(waitsOf(11)).toEqual([0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('made too early are refused with the rest of the wait and change nothing', () => {
    let state: AttemptCount | null = null;
    for (let i = 0; i < 4; i++) {
      const verdict = countAttempt(state, LIMIT, T0);
      if (verdict.isAllowed) state = verdict.next;
    }
    expect(countAttempt(state, LIMIT, later(T0, 0.5))).toEqual({ isAllowed: false, waitSeconds: 2 });
    expect(countAttempt(state, LIMIT, later(T0, 2)).isAllowed).toBe(true);
  });

  it('are forgotten with time', () => {
    let state: AttemptCount | null = null;
    for (let i = 0; i < 4; i++) {
      const verdict = countAttempt(state, LIMIT, T0);
      if (verdict.isAllowed) state = verdict.next;
    }
    const verdict = countAttempt(state, LIMIT, later(T0, 4 * LIMIT.forgetsOneIn));
    expect(verdict).toEqual({
      isAllowed: true,
      next: { count: 1, countedAt: later(T0, 2400), freeAt: later(T0, 2400) },
    });
  });

  it('that were honest leave nothing behind', () => {
    const verdict = countAttempt(null, LIMIT, T0);
    if (!verdict.isAllowed) throw new Error('refused');
    expect(forgiveAttempt(verdict.next, LIMIT, T0)).toEqual({ count: 0, countedAt: T0, freeAt: T0 });
  });

  it('never lock: whatever happened, a try is allowed after the longest wait', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 60 }), (gaps) => {
        let state: AttemptCount | null = null;
        let now = T0;
        for (const gap of gaps) {
          now = later(now, gap);
          const verdict = countAttempt(state, LIMIT, now);
          if (verdict.isAllowed) state = verdict.next;
          else expect(verdict.waitSeconds).toBeLessThanOrEqual(LIMIT.longestWait);
        }
        expect(countAttempt(state, LIMIT, later(now, LIMIT.longestWait)).isAllowed).toBe(true);
      }),
    );
  });

  it('a clock that was set back does not open the door', () => {
    let state: AttemptCount | null = null;
    for (let i = 0; i < 4; i++) {
      const verdict = countAttempt(state, LIMIT, T0);
      if (verdict.isAllowed) state = verdict.next;
    }
    expect(countAttempt(state, LIMIT, later(T0, -30)).isAllowed).toBe(false);
  });
});
