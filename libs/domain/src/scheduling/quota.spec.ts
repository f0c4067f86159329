import fc from 'fast-check';
import { extrasLeft, nextMockFrom, usedIn, type QuotaEntry } from './quota.ts';

const week = { start: 1000, end: 2000 };
const use = (startsAt: number, isExtra = false): QuotaEntry => ({ kind: 'use', amount: 1, startsAt, isExtra });
const back = (startsAt: number, isExtra = false): QuotaEntry => ({ kind: 'return', amount: 1, startsAt, isExtra });
const extra = (kind: 'grant' | 'refund', amount = 1): QuotaEntry => ({ kind, amount, startsAt: null, isExtra: true });

describe('the account of a week', () => {
  it('counts by the start of the booking, the first instant of the week included and the last excluded', () => {
    expect(usedIn([use(999), use(1000), use(1999), use(2000)], week)).toBe(2);
  });

  it('gives back what was returned, in the week it was used in', () => {
    expect(usedIn([use(1500), back(1500)], week)).toBe(0);
    expect(usedIn([use(1500), back(2500)], week)).toBe(1);
  });

  it('leaves the week alone when an extra mock paid', () => {
    expect(usedIn([use(1500, true)], week)).toBe(0);
  });
});

describe('extra mocks', () => {
  it('come from an admin and from mocks that a mentor let fall, and go with their use', () => {
    expect(extrasLeft([extra('grant', 2), extra('refund'), use(1500, true)])).toBe(2);
    expect(extrasLeft([extra('refund'), use(1500, true), back(1500, true)])).toBe(1);
    expect(extrasLeft([use(1500)])).toBe(0);
  });

  it('are spent only once the week is used up', () => {
    expect(nextMockFrom([extra('grant')], week, 1)).toBe('week');
    expect(nextMockFrom([use(1500), extra('grant')], week, 1)).toBe('extra');
    expect(nextMockFrom([use(1500), extra('grant'), use(1600, true)], week, 1)).toBe('none');
    expect(nextMockFrom([], week, 0)).toBe('none');
  });

  it('law: paying as told never overdraws, and returning everything restores the start', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.integer({ min: 1000, max: 1999 }), { maxLength: 8 }),
        (perWeek, extras, wishes) => {
          const start: QuotaEntry[] = extras > 0 ? [extra('grant', extras)] : [];
          const entries = [...start];
          const used: QuotaEntry[] = [];
          for (const at of wishes) {
            const from = nextMockFrom(entries, week, perWeek);
            if (from === 'none') continue;
            const entry = use(at, from === 'extra');
            entries.push(entry);
            used.push(entry);
          }
          expect(used.length).toBe(Math.min(wishes.length, perWeek + extras));
          for (const u of used) entries.push({ ...u, kind: 'return' });
          expect([usedIn(entries, week), extrasLeft(entries)]).toEqual([0, extras]);
        },
      ),
    );
  });
});
