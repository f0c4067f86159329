import { NumberList } from './number-list.ts';

const read = (list: NumberList): number[] => [...list.values.subarray(0, list.length)];

describe('a list of numbers that is filled again', () => {
  it('keeps everything when it outgrows its memory', () => {
    const list = new NumberList();
    const many = Array.from({ length: 1_000 }, (_, n) => n * 1.5);
    many.forEach((value) => list.push(value));
    expect(read(list)).toEqual(many);
  });

  it('forgets what was there before', () => {
    const list = new NumberList();
    list.pushPair(1, 2);
    list.clear();
    list.push(3);
    expect(read(list)).toEqual([3]);
  });

  it('sorts pairs by their first number, equal ones in the order in which they came', () => {
    const list = new NumberList();
    for (const [first, second] of [
      [5, 1],
      [3, 2],
      [5, 3],
      [9, 4],
      [1, 5],
    ] as const)
      list.insertPair(first, second);
    expect(read(list)).toEqual([1, 5, 3, 2, 5, 1, 5, 3, 9, 4]);
  });
});
