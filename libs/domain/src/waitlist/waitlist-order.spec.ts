import fc from 'fast-check';
import { decidedBy, LOST_MOCKS, standingWords, waitlistOrder, type Waiting } from './waitlist-order.ts';

const HOUR = 3_600_000;
const waiting = (id: string, facts: Partial<Waiting> = {}): Waiting => ({
  id,
  lost: null,
  mocks: 1,
  since: 0,
  ...facts,
});
const order = (...all: Waiting[]) => waitlistOrder(all).map((w) => w.id);

describe('the order of a waitlist', () => {
  it('asks those first who lost a mock through its mentor, however many they had and however late they came', () => {
    const lost = waiting('lost', { lost: 'mentor_cancelled', mocks: 9, since: 5 * HOUR });
    const missed = waiting('missed', { lost: 'mentor_missed', mocks: 8, since: 9 * HOUR });
    expect(order(waiting('old', { mocks: 0 }), lost, missed)).toEqual(['missed', 'lost', 'old']);
  });

  it('then who had the fewest mocks, then who has waited longest', () => {
    const a = waiting('a', { mocks: 2, since: 0 });
    const b = waiting('b', { mocks: 0, since: 2 * HOUR });
    const c = waiting('c', { mocks: 0, since: HOUR });
    expect(order(a, b, c)).toEqual(['c', 'b', 'a']);
    expect(decidedBy(c, b)).toBe('longest_waiting');
    expect(decidedBy(b, a)).toBe('fewest_mocks');
    expect(decidedBy(waiting('x', { lost: 'mentor_missed' }), c)).toBe('lost_mock');
    expect(decidedBy(a, null)).toBe('only_one');
  });

  it('says where somebody stands in words', () => {
    expect(standingWords({ lost: 'mentor_cancelled', mocks: 0 }, 28)).toEqual([
      'their mentor cancelled',
      'no mock in 28 days',
    ]);
    expect(standingWords({ lost: null, mocks: 2 }, 28)).toEqual(['2 mocks in 28 days']);
  });
});

describe('whoever waits, the order', () => {
  const anybody = fc.record({
    lost: fc.option(fc.constantFrom(...LOST_MOCKS)),
    mocks: fc.nat({ max: 3 }),
    since: fc.nat({ max: 4 }),
  });
  const list = fc
    .array(anybody, { maxLength: 12 })
    .map((all) => all.map((w, i): Waiting => ({ ...w, id: String.fromCharCode(97 + i) })));

  it('is the same whichever way the list came, and loses nobody', () => {
    fc.assert(
      fc.property(list, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (all, random) => {
        const shuffled = all.map((w) => ({ w, key: random.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        expect(waitlistOrder(shuffled.map(({ w }) => w))).toEqual(waitlistOrder(all));
        expect(new Set(waitlistOrder(all))).toEqual(new Set(all));
      }),
    );
  });

  it('never moves somebody back for waiting longer or having had fewer, and does not care who else waits', () => {
    fc.assert(
      fc.property(list, fc.nat(), (all, pick) => {
        const one = all[pick % Math.max(1, all.length)];
        if (!one) return;
        const place = (w: Waiting, others: Waiting[]) => waitlistOrder([...others, w]).indexOf(w);
        const others = all.filter((w) => w !== one);
        expect(place({ ...one, since: one.since - 1 }, others)).toBeLessThanOrEqual(place(one, others));
        expect(place({ ...one, mocks: one.mocks - 1 }, others)).toBeLessThanOrEqual(place(one, others));
        expect(waitlistOrder(others)).toEqual(waitlistOrder(all).filter((w) => w !== one));
      }),
    );
  });

  it('gives the reason that really decided between neighbours', () => {
    fc.assert(
      fc.property(list, (all) => {
        const sorted = waitlistOrder(all);
        sorted.forEach((first, i) => {
          const next = sorted[i + 1];
          if (!next) return;
          const why = decidedBy(first, next);
          if (why === 'lost_mock') expect([first.lost !== null, next.lost !== null]).toEqual([true, false]);
          if (why === 'fewest_mocks') expect(first.mocks).toBeLessThan(next.mocks);
          if (why === 'longest_waiting') expect([first.mocks, first.since <= next.since]).toEqual([next.mocks, true]);
        });
      }),
    );
  });
});
