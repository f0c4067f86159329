import fc from 'fast-check';
import { batchWeekOf, batchWeekRange, isoWeekOf } from './batch-weeks.ts';
import { HOUR } from './zone-transitions.ts';

const at = (iso: string): number => Date.parse(iso);
const aarambh = { startsOn: '2026-10-14', timeZone: 'Asia/Kolkata' };

describe('batch weeks', () => {
  it('count from the week that contains the start, whatever weekday it is', () => {
    expect(batchWeekRange(aarambh, 1)).toEqual({ start: at('2026-10-11T18:30Z'), end: at('2026-10-18T18:30Z') });
    expect(batchWeekOf(aarambh, at('2026-10-14T09:00Z'))).toBe(1);
    expect(batchWeekOf({ ...aarambh, startsOn: '2026-10-18' }, at('2026-10-12T00:00Z'))).toBe(1);
    expect(batchWeekOf({ ...aarambh, startsOn: '2026-10-19' }, at('2026-10-12T00:00Z'))).toBe(0);
  });

  it('turn at the local Monday 00:00, half-open', () => {
    expect(batchWeekOf(aarambh, at('2026-10-18T18:30Z') - 1)).toBe(1);
    expect(batchWeekOf(aarambh, at('2026-10-18T18:30Z'))).toBe(2);
  });

  it('go on before the first week with 0, −1, …', () => {
    expect(batchWeekOf(aarambh, at('2026-10-11T18:29Z'))).toBe(0);
    expect(batchWeekOf(aarambh, at('2026-10-01T00:00Z'))).toBe(-1);
  });

  it('are an hour short or long when the clocks change', () => {
    const hours = (startsOn: string): number => {
      const { start, end } = batchWeekRange({ startsOn, timeZone: 'America/New_York' }, 1);
      return (end - start) / HOUR;
    };
    expect([hours('2026-03-04'), hours('2026-06-03'), hours('2026-10-28')]).toEqual([167, 168, 169]);
  });

  it('tile the time: every instant lies in the range of its own week only', () => {
    const zones = [
      'Asia/Kolkata',
      'America/Havana',
      'Asia/Beirut',
      'America/Nuuk',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    ];
    const anyInstant = fc.integer({ min: at('2024-01-01T00:00Z'), max: at('2030-01-01T00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyInstant, (timeZone, instant) => {
        const batch = { startsOn: '2026-03-25', timeZone };
        const week = batchWeekOf(batch, instant);
        const { start, end } = batchWeekRange(batch, week);
        expect(start <= instant && instant < end).toBe(true);
        expect(batchWeekRange(batch, week + 1).start).toBe(end);
      }),
      { numRuns: 500 },
    );
  });
});

describe('ISO week of an instant', () => {
  it('is that of the local date', () => {
    const sundayNightInUtc = at('2026-06-07T23:30Z');
    expect(isoWeekOf('UTC', sundayNightInUtc)).toEqual({ year: 2026, week: 23 });
    expect(isoWeekOf('Asia/Kolkata', sundayNightInUtc)).toEqual({ year: 2026, week: 24 });
  });
});
