import fc from 'fast-check';
import { instantToLocal } from '../time/zone-transitions.ts';
import { DAY_PARTS, isOver, suits, WEEKDAYS, wishWords, type WaitlistWish } from './waitlist-wish.ts';

const at = (text: string) => Date.parse(text);
const KOLKATA = 'Asia/Kolkata';
const wish: WaitlistWish = { fromOn: '2026-11-23', untilOn: '2026-11-27', weekdays: [1, 3, 5], parts: ['evening'] };

describe('a wish for a time', () => {
  it('is read on the learner’s own clock', () => {
    // Wednesday 19:30 in Kolkata, 14:00 in Greenwich.
    expect(suits(wish, at('2026-11-25T14:00:00Z'), KOLKATA)).toBe(true);
    expect(suits(wish, at('2026-11-25T14:00:00Z'), 'Europe/London')).toBe(false);
    expect(suits(wish, at('2026-11-26T14:00:00Z'), KOLKATA)).toBe(false);
  });

  it('takes its first and its last day, and the first but not the last minute of a part', () => {
    const all: WaitlistWish = { ...wish, weekdays: WEEKDAYS };
    expect(suits(all, at('2026-11-23T11:30:00Z'), KOLKATA)).toBe(true);
    expect(suits(all, at('2026-11-23T11:29:00Z'), KOLKATA)).toBe(false);
    expect(suits(all, at('2026-11-27T17:29:00Z'), KOLKATA)).toBe(true);
    expect(suits(all, at('2026-11-27T17:30:00Z'), KOLKATA)).toBe(false);
    expect(suits(all, at('2026-11-28T14:00:00Z'), KOLKATA)).toBe(false);
  });

  it('is over when its last day is', () => {
    expect(isOver(wish, at('2026-11-27T18:29:00Z'), KOLKATA)).toBe(false);
    expect(isOver(wish, at('2026-11-27T18:30:00Z'), KOLKATA)).toBe(true);
  });

  it('is said in words', () => {
    expect(wishWords(wish)).toBe('Mon, Wed and Fri · evenings');
    expect(wishWords({ weekdays: WEEKDAYS, parts: DAY_PARTS })).toBe('any day · any time of day');
    expect(wishWords({ weekdays: [7, 6], parts: ['evening', 'morning'] })).toBe('weekends · mornings or evenings');
    expect(wishWords({ weekdays: [2], parts: ['afternoon'] })).toBe('Tue · afternoons');
  });

  it('for every day and any time of day never means the night, and wishing for less never gets more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-11-01T00:00Z'), max: at('2026-12-31T00:00Z') }),
        fc.constantFrom(KOLKATA, 'America/New_York', 'Pacific/Auckland'),
        fc.subarray([...WEEKDAYS]),
        fc.subarray([...DAY_PARTS]),
        (start, zone, weekdays, parts) => {
          const any: WaitlistWish = {
            fromOn: '2026-01-01',
            untilOn: '2027-12-31',
            weekdays: WEEKDAYS,
            parts: DAY_PARTS,
          };
          const { minuteOfDay } = instantToLocal(zone, start);
          expect(suits(any, start, zone)).toBe(minuteOfDay >= 300 && minuteOfDay < 1380);
          if (suits({ ...any, weekdays, parts }, start, zone)) expect(suits(any, start, zone)).toBe(true);
        },
      ),
    );
  });
});
