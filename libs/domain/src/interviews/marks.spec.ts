import fc from 'fast-check';
import { minuteOf } from './marks.ts';

describe('minuteOf', () => {
  const startedAt = Date.UTC(2026, 10, 21, 10, 0);

  it('counts whole minutes, 0 throughout the first', () => {
    expect(minuteOf(startedAt, startedAt)).toBe(0);
    expect(minuteOf(startedAt, startedAt + 59_999)).toBe(0);
    expect(minuteOf(startedAt, startedAt + 60_000)).toBe(1);
    expect(minuteOf(startedAt, startedAt + 12 * 60_000 + 30_000)).toBe(12);
  });

  it('gives 0 for a mark stamped by a clock that runs behind', () => {
    expect(minuteOf(startedAt, startedAt - 90_000)).toBe(0);
  });

  it('never falls as time goes on', () => {
    fc.assert(
      fc.property(fc.integer({ min: -600_000, max: 14_400_000 }), fc.nat(3_600_000), (offset, later) => {
        const earlier = minuteOf(startedAt, startedAt + offset);
        expect(minuteOf(startedAt, startedAt + offset + later)).toBeGreaterThanOrEqual(earlier);
        expect(Number.isInteger(earlier) && earlier >= 0).toBe(true);
      }),
    );
  });
});
