import { median, pairs, summary } from './paired.ts';

const pair = (limit: number, subject: number, moved = 0) => ({ limit, subject, moved });

describe('measurements in pairs', () => {
  it('go limit, subject, subject, limit, so that a steady drift says nothing', async () => {
    let clock = 100;
    const order: string[] = [];
    const cost = (name: string, times: number) => () => {
      order.push(name);
      return times * (clock += 1);
    };
    const [found] = await pairs(cost('a', 1), cost('b', 2), 1);
    expect(order).toEqual(['a', 'b', 'b', 'a']);
    expect(found).toMatchObject({ limit: 102.5, subject: 205 });
    expect(found?.moved).toBeCloseTo(3 / 101);
  });

  it('are dropped when the limit moved by more than a quarter', () => {
    const found = summary([pair(10, 20), pair(10, 30), pair(10, 900, 0.26), pair(10, 40, 0.25)]);
    expect(found).toMatchObject({ kept: 3, dropped: 1, ratio: 3, from: 2, to: 4 });
  });

  it('are not told from what is left when too little is', () => {
    expect(() => summary([pair(1, 1), pair(1, 1), pair(1, 1, 0.5), pair(1, 1, 0.5)])).toThrow('too restless');
  });

  it('have the middle as their median, or the middle of the two in the middle', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  });
});
