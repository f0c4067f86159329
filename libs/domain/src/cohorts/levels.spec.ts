import fc from 'fast-check';
import { isWithinLevels, levelOfYears, LEVELS, neighbouringLevels } from './levels.ts';

describe('levelOfYears', () => {
  it.each([
    [0, 'junior'],
    [2.99, 'junior'],
    [3, 'mid'],
    [7.99, 'mid'],
    [8, 'senior'],
    [40, 'senior'],
  ])('calls %d years %s', (years, level) => {
    expect(levelOfYears(years)).toBe(level);
  });

  it('never falls with more years', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), fc.double({ min: 0, max: 60, noNaN: true }), (a, b) => {
        const [fewer, more] = a < b ? [a, b] : [b, a];
        expect(LEVELS.indexOf(levelOfYears(fewer))).toBeLessThanOrEqual(LEVELS.indexOf(levelOfYears(more)));
      }),
    );
  });
});

describe('neighbouringLevels', () => {
  it('borrows for mid from senior before junior, and for the ends from mid', () => {
    expect(neighbouringLevels('mid')).toEqual(['senior', 'junior']);
    expect(neighbouringLevels('junior')).toEqual(['mid']);
    expect(neighbouringLevels('senior')).toEqual(['mid']);
  });

  it('goes exactly one step, and both ways', () => {
    for (const level of LEVELS)
      for (const neighbour of neighbouringLevels(level)) {
        expect(Math.abs(LEVELS.indexOf(level) - LEVELS.indexOf(neighbour))).toBe(1);
        expect(neighbouringLevels(neighbour)).toContain(level);
      }
  });
});

describe('isWithinLevels', () => {
  it('includes both ends', () => {
    expect(LEVELS.map((level) => isWithinLevels(level, 'junior', 'mid'))).toEqual([true, true, false]);
    expect(LEVELS.map((level) => isWithinLevels(level, 'mid', 'mid'))).toEqual([false, true, false]);
    expect(LEVELS.map((level) => isWithinLevels(level, 'junior', 'senior'))).toEqual([true, true, true]);
  });

  it('is empty when the ends are the wrong way round', () => {
    expect(LEVELS.filter((level) => isWithinLevels(level, 'senior', 'junior'))).toEqual([]);
  });
});
