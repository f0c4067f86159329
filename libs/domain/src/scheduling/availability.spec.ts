import type { AvailabilityException, MentorHours, WeeklyRule } from './availability-rules.ts';
import { availabilityWindows } from './availability.ts';
import type { ZoneStay } from './zone-stays.ts';

const at = (iso: string): number => Date.parse(iso);
const iso = (instant: number): string => new Date(instant).toISOString().replace(':00.000Z', 'Z');

/** Windows as `start/end` with midnights after `|`, for a look at a whole week. */
function windows(
  zone: string,
  [from, to]: [string, string],
  rules: [WeeklyRule['weekday'], string, string][],
  exceptions: Record<string, [string, string][]> = {},
  more: Pick<MentorHours, 'timeOff' | 'stays'> = {},
): string[] {
  const dated: AvailabilityException[] = Object.entries(exceptions).map(([date, intervals]) => ({
    date,
    intervals: intervals.map(([start, end]) => ({ start, end })),
  }));
  const weekly = rules.map(([weekday, start, end]) => ({ weekday, start, end }));
  const hours = { timeZone: zone, rules: weekly, exceptions: dated, ...more };
  return availabilityWindows(hours, at(from), at(to)).map(({ start, end, midnights }) =>
    [`${iso(start)}/${iso(end)}`, ...midnights.map(iso)].join('|'),
  );
}

const JUNE: [string, string] = ['2026-06-01T00:00Z', '2026-06-08T00:00Z'];

describe('availability windows', () => {
  it('are the rules of each weekday in the zone', () => {
    expect(
      windows('Asia/Kolkata', JUNE, [
        [2, '18:00', '22:00'],
        [4, '05:00', '06:30'],
      ]),
    ).toEqual(['2026-06-02T12:30Z/2026-06-02T16:30Z', '2026-06-03T23:30Z/2026-06-04T01:00Z']);
  });

  it('merge overlapping and touching rules, in whatever order they come', () => {
    const expected = ['2026-06-02T09:00Z/2026-06-02T13:00Z'];
    expect(
      windows('UTC', JUNE, [
        [2, '09:00', '10:30'],
        [2, '10:30', '12:00'],
        [2, '11:00', '13:00'],
      ]),
    ).toEqual(expected);
    expect(
      windows('UTC', JUNE, [
        [2, '11:00', '13:00'],
        [2, '10:30', '12:00'],
        [2, '09:00', '10:30'],
      ]),
    ).toEqual(expected);
  });

  it('merge across midnight and carry the midnight as an anchor', () => {
    expect(
      windows('UTC', JUNE, [
        [2, '22:00', '24:00'],
        [3, '00:00', '02:00'],
      ]),
    ).toEqual(['2026-06-02T22:00Z/2026-06-03T02:00Z|2026-06-03T00:00Z']);
    expect(
      windows('UTC', JUNE, [
        [2, '22:00', '03:00'],
        [3, '02:00', '04:00'],
      ]),
    ).toEqual(['2026-06-02T22:00Z/2026-06-03T04:00Z|2026-06-03T00:00Z']);
  });

  it('carry no anchor for a midnight at which they begin or end', () => {
    expect(windows('UTC', JUNE, [[3, '00:00', '24:00']])).toEqual(['2026-06-03T00:00Z/2026-06-04T00:00Z']);
  });

  it('are complete where the range begins in the middle of a night', () => {
    expect(windows('UTC', ['2026-06-03T01:00Z', '2026-06-03T01:30Z'], [[2, '22:00', '02:00']])).toEqual([
      '2026-06-02T22:00Z/2026-06-03T02:00Z|2026-06-03T00:00Z',
    ]);
  });

  it('do not contain those that only touch the range, nor anything for an empty range', () => {
    expect(
      windows(
        'UTC',
        ['2026-06-02T12:00Z', '2026-06-02T13:00Z'],
        [
          [2, '10:00', '12:00'],
          [2, '13:00', '14:00'],
        ],
      ),
    ).toEqual([]);
    expect(windows('UTC', ['2026-06-02T11:00Z', '2026-06-02T11:00Z'], [[2, '10:00', '12:00']])).toEqual([]);
  });

  it('follow an exception on its date instead of every rule', () => {
    const rules: [WeeklyRule['weekday'], string, string][] = [
      [2, '08:00', '12:00'],
      [2, '14:00', '18:00'],
      [3, '08:00', '09:00'],
    ];
    expect(windows('UTC', JUNE, rules, { '2026-06-02': [['10:00', '11:00']] })).toEqual([
      '2026-06-02T10:00Z/2026-06-02T11:00Z',
      '2026-06-03T08:00Z/2026-06-03T09:00Z',
    ]);
    expect(windows('UTC', JUNE, rules, { '2026-06-02': [] })).toEqual(['2026-06-03T08:00Z/2026-06-03T09:00Z']);
  });

  it('let an exception end what the evening before began, whether a rule or an exception began it', () => {
    expect(windows('UTC', JUNE, [[5, '22:00', '02:00']], { '2026-06-06': [['01:00', '03:00']] })).toEqual([
      '2026-06-05T22:00Z/2026-06-06T00:00Z',
      '2026-06-06T01:00Z/2026-06-06T03:00Z',
    ]);
    expect(windows('UTC', JUNE, [], { '2026-06-05': [['22:00', '02:00']], '2026-06-06': [] })).toEqual([
      '2026-06-05T22:00Z/2026-06-06T00:00Z',
    ]);
  });

  it('let an exception run over midnight into a date that has none', () => {
    expect(windows('UTC', JUNE, [[6, '01:00', '04:00']], { '2026-06-05': [['22:00', '02:00']] })).toEqual([
      '2026-06-05T22:00Z/2026-06-06T04:00Z|2026-06-06T00:00Z',
    ]);
  });

  it('cut at the 00:00 that exists where the clocks skip midnight', () => {
    const spring: [string, string] = ['2026-03-07T12:00Z', '2026-03-09T00:00Z'];
    expect(windows('America/Havana', spring, [[6, '22:00', '02:00']], { '2026-03-08': [] })).toEqual([
      '2026-03-08T03:00Z/2026-03-08T05:00Z',
    ]);
    expect(windows('America/Havana', spring, [[6, '22:00', '02:00']])).toEqual([
      '2026-03-08T03:00Z/2026-03-08T06:00Z|2026-03-08T05:00Z',
    ]);
  });

  it('apply wall times to each date by itself when the clocks change', () => {
    const sunday: [string, string] = ['2026-03-29T00:00Z', '2026-03-30T00:00Z'];
    expect(windows('Europe/Berlin', sunday, [[7, '02:30', '04:00']])).toEqual(['2026-03-29T01:30Z/2026-03-29T02:00Z']);
    expect(windows('Europe/Berlin', sunday, [[7, '02:00', '03:00']])).toEqual([]);
    expect(windows('Europe/Berlin', sunday, [[7, '02:45', '03:15']])).toEqual([]);
  });

  it('merge rules that a clock change brings out of order', () => {
    const sunday: [string, string] = ['2026-03-08T00:00Z', '2026-03-09T00:00Z'];
    const skipped: [WeeklyRule['weekday'], string, string] = [7, '02:30', '05:00'];
    expect(windows('America/New_York', sunday, [skipped, [7, '03:00', '04:00']])).toEqual([
      '2026-03-08T07:00Z/2026-03-08T09:00Z',
    ]);
    expect(windows('America/New_York', sunday, [skipped, [7, '03:00', '03:15']])).toEqual([
      '2026-03-08T07:00Z/2026-03-08T07:15Z',
      '2026-03-08T07:30Z/2026-03-08T09:00Z',
    ]);
  });

  it('take the first occurrence of both ends when the clocks go back', () => {
    const sunday: [string, string] = ['2026-10-24T22:00Z', '2026-10-25T23:00Z'];
    expect(windows('Europe/Berlin', sunday, [[7, '02:00', '02:30']])).toEqual(['2026-10-25T00:00Z/2026-10-25T00:30Z']);
    expect(windows('Europe/Berlin', sunday, [[7, '02:00', '03:00']])).toEqual(['2026-10-25T00:00Z/2026-10-25T02:00Z']);
  });

  it('have one midnight each date, also where 00:00 is shown twice or a date is skipped', () => {
    const all = ([1, 2, 3, 4, 5, 6, 7] as const).map((d): [WeeklyRule['weekday'], string, string] => [
      d,
      '00:00',
      '24:00',
    ]);
    const havana = windows('America/Havana', ['2026-10-31T12:00Z', '2026-11-02T12:00Z'], all)[0] ?? '';
    expect(havana.split('|').filter((m) => m.startsWith('2026-11-01'))).toEqual(['2026-11-01T04:00Z']);
    const apia = windows('Pacific/Apia', ['2011-12-30T00:00Z', '2011-12-31T00:00Z'], all)[0] ?? '';
    expect(apia.split('|').filter((m) => m.startsWith('2011-12-30'))).toEqual(['2011-12-30T10:00Z']);
  });

  it('cannot be made of rules that were never checked', () => {
    expect(() => windows('UTC', JUNE, [[1, '9:00', '10:00']])).toThrow('not hours of a day: 9:00–10:00');
    expect(() => windows('UTC', JUNE, [[8 as WeeklyRule['weekday'], '09:00', '10:00']])).toThrow('not a weekday: 8');
    expect(() => windows('UTC', JUNE, [], { someday: [] })).toThrow('not a local date: someday');
  });
});

describe('time off', () => {
  it('takes whole local dates away, exceptions on them too, and ends the evening before at midnight', () => {
    expect(
      windows(
        'Asia/Kolkata',
        JUNE,
        [
          [1, '22:00', '02:00'],
          [2, '18:00', '20:00'],
          [4, '18:00', '20:00'],
        ],
        { '2026-06-03': [['10:00', '12:00']] },
        { timeOff: [{ from: '2026-06-02', until: '2026-06-03' }] },
      ),
    ).toEqual(['2026-06-01T16:30Z/2026-06-01T18:30Z', '2026-06-04T12:30Z/2026-06-04T14:30Z']);
  });

  it('may last for years without being asked day by day', () => {
    expect(
      windows('UTC', JUNE, [[2, '18:00', '20:00']], {}, { timeOff: [{ from: '0001-01-01', until: '9999-12-31' }] }),
    ).toEqual([]);
  });
});

describe('a stay in another zone', () => {
  const EVENINGS: [WeeklyRule['weekday'], string, string][] = ([1, 2, 3, 4, 5, 6, 7] as const).map((day) => [
    day,
    '18:00',
    '20:00',
  ]);

  it('means its dates on the clock there, and the others at home', () => {
    const stays = [{ from: '2026-06-03', until: '2026-06-04', timeZone: 'Europe/Berlin' }];
    expect(windows('Asia/Kolkata', ['2026-06-02T00:00Z', '2026-06-06T00:00Z'], EVENINGS, {}, { stays })).toEqual([
      '2026-06-02T12:30Z/2026-06-02T14:30Z',
      '2026-06-03T16:00Z/2026-06-03T18:00Z',
      '2026-06-04T16:00Z/2026-06-04T18:00Z',
      '2026-06-05T12:30Z/2026-06-05T14:30Z',
    ]);
  });

  it('follows the clock changes there: in New York they fall back on 1 November and spring forward on 14 March', () => {
    const autumn = [{ from: '2026-10-31', until: '2026-11-01', timeZone: 'America/New_York' }];
    expect(
      windows('Asia/Kolkata', ['2026-10-31T00:00Z', '2026-11-02T04:00Z'], EVENINGS, {}, { stays: autumn }),
    ).toEqual(['2026-10-31T22:00Z/2026-11-01T00:00Z', '2026-11-01T23:00Z/2026-11-02T01:00Z']);
    const spring = [{ from: '2027-03-13', until: '2027-03-14', timeZone: 'America/New_York' }];
    expect(
      windows('Asia/Kolkata', ['2027-03-13T06:00Z', '2027-03-15T04:00Z'], EVENINGS, {}, { stays: spring }),
    ).toEqual(['2027-03-13T23:00Z/2027-03-14T01:00Z', '2027-03-14T22:00Z/2027-03-15T00:00Z']);
  });

  it('lasts to the end of its last date there; the next date at home begins late', () => {
    const stays = [{ from: '2026-06-01', until: '2026-06-02', timeZone: 'America/New_York' }];
    // 2 June ends in New York at 04:00Z, 09:30 in Kolkata.
    expect(
      windows(
        'Asia/Kolkata',
        ['2026-06-02T20:00Z', '2026-06-03T12:00Z'],
        [
          [2, '18:00', '22:00'],
          [3, '06:00', '11:00'],
        ],
        {},
        { stays },
      ),
    ).toEqual(['2026-06-02T22:00Z/2026-06-03T02:00Z', '2026-06-03T04:00Z/2026-06-03T05:30Z']);
  });

  it('leaves a date out when it crosses the date line westwards, and lets one last for two days the other way', () => {
    const stay = (timeZone: string) => [{ from: '2026-06-03', until: '2026-06-30', timeZone }];
    const evenings = (zone: string, stays: ZoneStay[]) =>
      windows(zone, ['2026-06-01T12:00Z', '2026-06-04T10:00Z'], EVENINGS, {}, { stays }).map((w) => w.slice(0, 16));
    // Pago Pago is 24 hours behind Apia: when 2 June is over there, 3 June is over in Apia.
    expect(evenings('Pacific/Pago_Pago', stay('Pacific/Apia'))).toEqual([
      '2026-06-02T05:00',
      '2026-06-03T05:00',
      '2026-06-04T05:00',
    ]);
    expect(evenings('Pacific/Apia', stay('Pacific/Pago_Pago'))).toEqual([
      '2026-06-02T05:00',
      '2026-06-03T05:00',
      '2026-06-04T05:00',
    ]);
  });

  it('begins a new grid where the clocks turn, in the middle of hours that go on', () => {
    const allDay: [WeeklyRule['weekday'], string, string][] = [
      [2, '00:00', '24:00'],
      [3, '00:00', '24:00'],
    ];
    const stays = [{ from: '2026-06-03', until: '2026-06-30', timeZone: 'Asia/Kathmandu' }];
    expect(windows('UTC', ['2026-06-02T00:00Z', '2026-06-03T12:00Z'], allDay, {}, { stays })).toEqual([
      '2026-06-02T00:00Z/2026-06-03T18:15Z|2026-06-03T00:00Z',
    ]);
    // Going west, home midnight comes first, then midnight there.
    const west = [{ from: '2026-06-03', until: '2026-06-30', timeZone: 'America/New_York' }];
    expect(windows('UTC', ['2026-06-02T00:00Z', '2026-06-03T12:00Z'], allDay, {}, { stays: west })).toEqual([
      '2026-06-02T00:00Z/2026-06-04T04:00Z|2026-06-03T00:00Z|2026-06-03T04:00Z',
    ]);
  });
});
