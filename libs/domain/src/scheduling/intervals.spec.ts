import fc from 'fast-check';
import { intersectIntervals, mergeIntervals, overlaps, subtractIntervals } from './intervals.ts';
import type { Interval } from './intervals.ts';

const i = (start: number, end: number): Interval => ({ start, end });
const END = 40;
const anyIntervals = fc.array(
  fc.tuple(fc.nat(END), fc.nat(END)).map(([start, end]) => i(start, end)),
  { maxLength: 8 },
);
/** The same set as points, which is slow and beyond doubt. */
const points = (intervals: readonly Interval[]): number[] =>
  Array.from({ length: END }, (_, point) => point).filter((p) =>
    intervals.some(({ start, end }) => start <= p && p < end),
  );
const isTidy = (intervals: readonly Interval[]): boolean =>
  intervals.every(({ start, end }, n) => start < end && (n === 0 || (intervals[n - 1]?.end ?? NaN) < start));

describe('intervals', () => {
  it('overlap when they share an instant, not when they touch or are empty', () => {
    expect(overlaps(i(0, 2), i(1, 3))).toBe(true);
    expect(overlaps(i(0, 2), i(2, 3))).toBe(false);
    expect(overlaps(i(0, 4), i(2, 2))).toBe(false);
    expect(overlaps(i(0, 4), i(3, 1))).toBe(false);
  });

  it('join when they overlap or touch, and vanish when empty or inverted', () => {
    expect(mergeIntervals([i(5, 6), i(0, 2), i(2, 3), i(4, 4), i(9, 7)])).toEqual([i(0, 3), i(5, 6)]);
    expect(mergeIntervals([i(0, 9), i(2, 3), i(4, 12)])).toEqual([i(0, 12)]);
  });

  it('are left as they were by merging', () => {
    const given = [i(0, 2), i(1, 3)];
    mergeIntervals(given);
    expect(given).toEqual([i(0, 2), i(1, 3)]);
  });

  it('obey set algebra, and stay tidy', () => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, (someA, someB) => {
        const [a, b] = [mergeIntervals(someA), mergeIntervals(someB)];
        const [inA, inB] = [new Set(points(someA)), new Set(points(someB))];
        const both = intersectIntervals(a, b);
        const onlyA = subtractIntervals(a, b);
        expect([a, b, both, onlyA].every(isTidy)).toBe(true);
        expect(points(a)).toEqual([...inA]);
        expect(points(both)).toEqual([...inA].filter((p) => inB.has(p)));
        expect(points(onlyA)).toEqual([...inA].filter((p) => !inB.has(p)));
      }),
      { numRuns: 1_000 },
    );
  });
});
