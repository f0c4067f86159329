import fc from 'fast-check';
import {
  addDays,
  daysBetween,
  isLocalDate,
  isoWeekOfDate,
  mondayOf,
  toDayNumber,
  toLocalDate,
  weekdayOf,
  weekNumberOfDay,
} from './local-date.ts';

const FIRST_DAY = toDayNumber('0001-01-01');
const LAST_DAY = toDayNumber('9999-12-31');
const anyDay = fc.integer({ min: FIRST_DAY, max: LAST_DAY });

describe('local dates', () => {
  it('count days from 1970 as the platform does, over all years', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(toLocalDate(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
        expect(toDayNumber(toLocalDate(day))).toBe(day);
      }),
      { numRuns: 2_000 },
    );
  });

  it('accept dates that exist and nothing else', () => {
    for (const good of ['2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01', '9999-12-31']) {
      expect([good, isLocalDate(good)]).toEqual([good, true]);
    }
    const bad = ['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-01-00', '0000-01-01'];
    for (const text of [...bad, '2026-1-1', '2026-01-01T00:00', ' 2026-01-01', '2026-01-01\n', '', '٢٠٢٦-٠١-٠١']) {
      expect([text, isLocalDate(text)]).toEqual([text, false]);
    }
  });

  it('add and subtract days over months, leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365);
    expect(daysBetween('2026-03-02', '2026-03-01')).toBe(-1);
  });

  it('know the weekday of any date, Monday first', () => {
    expect(['2026-11-16', '2026-11-21', '2026-11-22', '1969-12-28'].map(weekdayOf)).toEqual([1, 6, 7, 7]);
    fc.assert(
      fc.property(anyDay, (day) => {
        const sundayFirst = new Date(day * 86_400_000).getUTCDay();
        expect(weekdayOf(toLocalDate(day))).toBe(sundayFirst === 0 ? 7 : sundayFirst);
      }),
    );
  });

  it('give the ISO week, whose year is that of its Thursday', () => {
    expect(isoWeekOfDate('2027-01-01')).toEqual({ year: 2026, week: 53 });
    expect(isoWeekOfDate('2027-01-04')).toEqual({ year: 2027, week: 1 });
    expect(isoWeekOfDate('2024-12-30')).toEqual({ year: 2025, week: 1 });
    expect(isoWeekOfDate('2026-06-08')).toEqual({ year: 2026, week: 24 });
  });

  it('share an ISO week exactly when they share a Monday', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 20 }), (day, later) => {
        const [a, b] = [toLocalDate(day), toLocalDate(Math.min(day + later, LAST_DAY))];
        const sameWeek = weekNumberOfDay(toDayNumber(a)) === weekNumberOfDay(toDayNumber(b));
        expect(sameWeek).toBe(mondayOf(a) === mondayOf(b));
        const [weekOfA, weekOfB] = [isoWeekOfDate(a), isoWeekOfDate(b)];
        expect(sameWeek).toBe(weekOfA.year === weekOfB.year && weekOfA.week === weekOfB.week);
      }),
    );
  });

  it('refuse to count with something that is not shaped like a date', () => {
    expect(() => toDayNumber('tomorrow')).toThrow('not a local date: tomorrow');
  });
});
