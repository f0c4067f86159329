import fc from 'fast-check';
import type { Weekday } from '@dryrun/domain/time/local-date';
import type { RuleRow } from './hours-form.ts';
import { cellStates, painted, type Block } from './painted-week.ts';

const rule = (weekday: number, start: string, end: string, key = `${weekday} ${start}`): RuleRow => ({
  key,
  weekday: weekday as Weekday,
  start,
  end,
});
const block = (day: number, from: number, to: number, lastDay = day): Block => ({
  days: [day as Weekday, lastDay as Weekday],
  cells: [from, to],
});
const said = (rules: RuleRow[]) => rules.map((r) => `${r.weekday} ${r.start}-${r.end}`).sort();

describe('painting a week', () => {
  it('shows which half hours are open, in part or not, past midnight and past the week’s end too', () => {
    const states = cellStates([rule(1, '19:15', '20:30'), rule(7, '23:30', '00:30')]);
    expect(states[0]?.slice(38, 42)).toEqual(['part', 'open', 'open', 'closed']);
    expect([states[6]?.[47], states[0]?.[0], states[0]?.[1]]).toEqual(['open', 'open', 'closed']);
  });

  it('opens new hours, and lets hours that they touch grow', () => {
    expect(said(painted([], block(2, 38, 41), true))).toEqual(['2 19:00-21:00']);
    expect(said(painted([rule(2, '18:15', '19:00')], block(2, 38, 41), true))).toEqual(['2 18:15-21:00']);
    const two = [rule(2, '18:00', '19:00', 'a'), rule(2, '20:00', '22:00', 'b')];
    expect(said(painted(two, block(2, 38, 39), true))).toEqual(['2 18:00-22:00']);
    expect(said(painted([], block(1, 0, 47), true))).toEqual(['1 00:00-00:00']);
  });

  it('closes a part, cutting hours in two where need be, past midnight too', () => {
    expect(said(painted([rule(2, '18:00', '22:00')], block(2, 38, 39), false))).toEqual([
      '2 18:00-19:00',
      '2 20:00-22:00',
    ]);
    expect(said(painted([rule(5, '22:00', '03:00')], block(6, 0, 1), false))).toEqual([
      '5 22:00-00:00',
      '6 01:00-03:00',
    ]);
    expect(said(painted([rule(7, '22:00', '02:00')], block(1, 0, 47), false))).toEqual(['7 22:00-00:00']);
    expect(painted([rule(2, '18:00', '22:00')], block(2, 0, 47), false)).toEqual([]);
  });

  it('leaves hours alone that it does not touch, keys included, and those that are not filled in yet', () => {
    const others = [rule(1, '18:00', '22:00', 'a'), rule(3, '', '22:00', 'b'), rule(5, '22:00', '02:00', 'c')];
    expect(painted(others, block(2, 10, 20), true).slice(0, 3)).toEqual(others);
    expect(painted(others, block(2, 10, 20), false)).toEqual(others);
    expect(painted(others, block(5, 44, 47), true)).toEqual(others);
  });

  it('paints several days at once, in whatever direction it was drawn', () => {
    expect(said(painted([], { days: [4, 2], cells: [19, 18] }, true))).toEqual([
      '2 09:00-10:00',
      '3 09:00-10:00',
      '4 09:00-10:00',
    ]);
  });

  it('makes every half hour of the block what was painted, and changes no minute outside it', () => {
    const time = fc
      .tuple(fc.nat(23), fc.constantFrom(0, 15, 30, 45))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    const anyRules = fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), time, time), { maxLength: 6 });
    const anyBlock = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }), fc.nat(47), fc.nat(47));
    fc.assert(
      fc.property(anyRules, anyBlock, fc.boolean(), (wished, [d1, d2, c1, c2], isOpen) => {
        const rules = wished.map(([day, start, end], i) => rule(day, start, end, String(i)));
        const drawn: Block = { days: [d1 as Weekday, d2 as Weekday], cells: [c1, c2] };
        const isIn = (day: number, cell: number) =>
          day >= Math.min(d1, d2) && day <= Math.max(d1, d2) && cell >= Math.min(c1, c2) && cell <= Math.max(c1, c2);
        const expected = cellStates(rules).map((cells, day) =>
          cells.map((state, cell) => (isIn(day + 1, cell) ? (isOpen ? 'open' : 'closed') : state)),
        );
        expect(cellStates(painted(rules, drawn, isOpen))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
