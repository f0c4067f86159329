import { checkAvailability, parseWallTime, toMinuteInterval } from './availability-rules.ts';
import type { AvailabilityException, AvailabilityProblem, MentorHours, WeeklyRule } from './availability-rules.ts';

const rule = (weekday: number, start: string, end: string): WeeklyRule => ({
  weekday: weekday as WeeklyRule['weekday'],
  start,
  end,
});
const exception = (date: string, ...intervals: [string, string][]): AvailabilityException => ({
  date,
  intervals: intervals.map(([start, end]) => ({ start, end })),
});
const check = (
  rules: WeeklyRule[],
  exceptions: AvailabilityException[] = [],
  timeZone = 'Europe/Berlin',
  more: Pick<MentorHours, 'timeOff' | 'stays'> = {},
): AvailabilityProblem[] => checkAvailability({ timeZone, rules, exceptions, ...more });
const codes = (problems: AvailabilityProblem[]): string[] => problems.map((p) => p.code);

describe('wall times', () => {
  it('are read from 00:00 to 24:00', () => {
    expect(['00:00', '09:30', '23:59', '24:00'].map(parseWallTime)).toEqual([0, 570, 1439, 1440]);
  });

  it('are refused in any other shape', () => {
    const bad = ['24:01', '25:00', '12:60', '9:00', '09:0', '09-00', '0900', '', 'noon', '09:00:00', '-1:00', '1e:00'];
    expect(bad.map(parseWallTime)).toEqual(bad.map(() => null));
  });

  it('make hours that run into the next date when the end is not after the start', () => {
    expect(toMinuteInterval({ start: '22:00', end: '02:00' })).toEqual({ start: 1320, end: 1560 });
    expect(toMinuteInterval({ start: '09:00', end: '09:00' })).toEqual({ start: 540, end: 1980 });
    expect(toMinuteInterval({ start: '22:00', end: '00:00' })).toEqual({ start: 1320, end: 1440 });
  });

  it('mean the end of the day by 24:00 and by 23:59, but by 23:59 as a start just that minute', () => {
    expect(toMinuteInterval({ start: '18:00', end: '24:00' })).toEqual({ start: 1080, end: 1440 });
    expect(toMinuteInterval({ start: '18:00', end: '23:59' })).toEqual({ start: 1080, end: 1440 });
    expect(toMinuteInterval({ start: '23:59', end: '01:00' })).toEqual({ start: 1439, end: 1500 });
  });
});

describe('checking availability', () => {
  it('has nothing to say about ordinary hours', () => {
    const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => rule(weekday, '00:00', '24:00'));
    expect(check([rule(1, '09:00', '12:00'), rule(1, '12:00', '17:00')], [exception('2026-06-16')])).toEqual([]);
    expect(check(everyDay)).toEqual([]);
  });

  it('names list, index and field of each bad value, and finds all of them', () => {
    const problems = check(
      [rule(0, '09:00', '10:00'), rule(2, '9:00', '25:00'), rule(1.5, '09:00', '10:00')],
      [exception('2026-02-30', ['10:00', '11:00'], ['xx', '11:00'])],
      'Mars/Olympus',
    );
    expect(problems).toEqual([
      { severity: 'error', code: 'unknown_time_zone', at: { list: 'timeZone' } },
      { severity: 'error', code: 'bad_weekday', at: { list: 'rules', index: 0, field: 'weekday' } },
      { severity: 'error', code: 'bad_time', at: { list: 'rules', index: 1, field: 'start' } },
      { severity: 'error', code: 'bad_time', at: { list: 'rules', index: 1, field: 'end' } },
      { severity: 'error', code: 'bad_weekday', at: { list: 'rules', index: 2, field: 'weekday' } },
      { severity: 'error', code: 'bad_date', at: { list: 'exceptions', index: 0, field: 'date' } },
      { severity: 'error', code: 'bad_time', at: { list: 'exceptions', index: 0, interval: 1, field: 'start' } },
    ]);
  });

  it('refuses 24:00 as a start', () => {
    expect(check([rule(1, '24:00', '02:00')])).toEqual([
      { severity: 'error', code: 'bad_time', at: { list: 'rules', index: 0, field: 'start' } },
    ]);
  });

  it('refuses a second exception for the same date', () => {
    expect(check([], [exception('2026-06-16'), exception('2026-06-17'), exception('2026-06-16')])).toEqual([
      {
        severity: 'error',
        code: 'duplicate_date',
        at: { list: 'exceptions', index: 2, field: 'date' },
        with: { list: 'exceptions', index: 0 },
      },
    ]);
  });

  it('notes rules that overlap, across midnight and across the end of the week too', () => {
    const merged = (index: number, other: number): AvailabilityProblem => ({
      severity: 'note',
      code: 'merged',
      at: { list: 'rules', index },
      with: { list: 'rules', index: other },
    });
    expect(check([rule(1, '09:00', '12:00'), rule(1, '11:00', '13:00')])).toEqual([merged(1, 0)]);
    expect(check([rule(1, '22:00', '02:00'), rule(2, '01:00', '03:00')])).toContainEqual(merged(1, 0));
    expect(check([rule(1, '01:00', '03:00'), rule(7, '22:00', '02:00')])).toContainEqual(merged(1, 0));
    expect(codes(check([rule(1, '09:00', '12:00'), rule(2, '09:00', '12:00')]))).toEqual([]);
  });

  it('notes intervals of one exception that overlap', () => {
    expect(check([], [exception('2026-06-16', ['09:00', '12:00'], ['11:00', '13:00'])])).toEqual([
      {
        severity: 'note',
        code: 'merged',
        at: { list: 'exceptions', index: 0, interval: 1 },
        with: { list: 'exceptions', index: 0, interval: 0 },
      },
    ]);
  });

  it('notes hours that run overnight or last a whole day', () => {
    expect(codes(check([rule(5, '22:00', '02:00')]))).toEqual(['runs_overnight']);
    expect(codes(check([rule(5, '09:00', '09:00')]))).toEqual(['lasts_a_whole_day', 'runs_overnight']);
    expect(codes(check([rule(5, '00:00', '00:00')]))).toEqual(['lasts_a_whole_day']);
    expect(codes(check([rule(5, '20:00', '00:00')]))).toEqual([]);
  });

  it('notes an exception that cuts the night before, be that a rule or another exception', () => {
    const cut = { severity: 'note', code: 'cuts_previous_night', at: { list: 'exceptions', index: 0 } };
    expect(check([rule(5, '22:00', '02:00')], [exception('2026-06-06')])).toContainEqual(cut);
    expect(check([], [exception('2026-06-06'), exception('2026-06-05', ['22:00', '02:00'])])).toContainEqual(cut);
    expect(check([rule(5, '22:00', '02:00')], [exception('2026-06-06'), exception('2026-06-05')])).not.toContainEqual(
      cut,
    );
    expect(check([rule(4, '22:00', '02:00')], [exception('2026-06-06')])).not.toContainEqual(cut);
    expect(check([rule(7, '22:00', '02:00')], [exception('2026-06-08')])).toContainEqual(cut);
  });

  it('notes a time that the clocks skip on that date, and hours of which nothing is left', () => {
    const at = { list: 'exceptions' as const, index: 0, interval: 0 };
    expect(check([], [exception('2026-03-29', ['02:30', '05:00'])])).toEqual([
      { severity: 'note', code: 'moved_by_clock_change', at: { ...at, field: 'start' } },
    ]);
    expect(check([], [exception('2026-03-29', ['01:00', '02:30'])])).toEqual([
      { severity: 'note', code: 'moved_by_clock_change', at: { ...at, field: 'end' } },
    ]);
    expect(check([], [exception('2026-03-29', ['02:00', '03:00'])])).toEqual([
      { severity: 'note', code: 'emptied_by_clock_change', at },
    ]);
    expect(check([], [exception('2026-03-30', ['02:00', '03:00'])])).toEqual([]);
    expect(check([], [exception('2026-03-29', ['02:30', '05:00'])], 'Asia/Kolkata')).toEqual([]);
  });

  it('refuses time off and stays whose dates are none or turned round, each at its place', () => {
    const timeOff = [
      { from: '2026-06-10', until: '2026-06-10' },
      { from: '2026-06-11', until: '2026-06-10' },
      { from: '2026-02-30', until: 'x' },
    ];
    const stays = [{ from: '2026-06-11', until: '2026-06-10', timeZone: 'Mars/Olympus' }];
    expect(check([], [], 'UTC', { timeOff, stays })).toEqual([
      { severity: 'error', code: 'ends_before_it_begins', at: { list: 'timeOff', index: 1, field: 'until' } },
      { severity: 'error', code: 'bad_date', at: { list: 'timeOff', index: 2, field: 'from' } },
      { severity: 'error', code: 'bad_date', at: { list: 'timeOff', index: 2, field: 'until' } },
      { severity: 'error', code: 'unknown_time_zone', at: { list: 'stays', index: 0, field: 'timeZone' } },
      { severity: 'error', code: 'ends_before_it_begins', at: { list: 'stays', index: 0, field: 'until' } },
    ]);
  });

  it('refuses stays that share a date, since nobody is in two places; stays that follow each other are fine', () => {
    const stay = (from: string, until: string) => ({ from, until, timeZone: 'Asia/Tokyo' });
    const follow = [stay('2026-06-03', '2026-06-04'), stay('2026-06-01', '2026-06-02')];
    expect(check([], [], 'UTC', { stays: follow })).toEqual([]);
    expect(check([], [], 'UTC', { stays: [...follow, stay('2026-06-02', '2026-06-02')] })).toEqual([
      {
        severity: 'error',
        code: 'overlapping_stay',
        at: { list: 'stays', index: 2, field: 'from' },
        with: { list: 'stays', index: 1 },
      },
    ]);
  });

  it('notes hours on a date that is off, and reads a date on the clock of where the mentor is', () => {
    const off = [{ from: '2026-03-28', until: '2026-03-30' }];
    const note = { list: 'exceptions', index: 0 };
    expect(check([], [exception('2026-03-29', ['10:00', '11:00'])], 'UTC', { timeOff: off })).toEqual([
      { severity: 'note', code: 'inside_time_off', at: note, with: { list: 'timeOff', index: 0 } },
    ]);
    expect(check([], [exception('2026-03-29')], 'UTC', { timeOff: off })).toEqual([]);
    const night = [exception('2026-03-29', ['02:30', '05:00'])];
    const inBerlin = [{ from: '2026-03-29', until: '2026-03-29', timeZone: 'Europe/Berlin' }];
    expect(codes(check([], night, 'Asia/Kolkata', { stays: inBerlin }))).toEqual(['moved_by_clock_change']);
  });

  it('puts errors before notes', () => {
    const severities = check([rule(1, '22:00', '02:00'), rule(1, 'xx', '02:00')]).map((p) => p.severity);
    expect(severities).toEqual(['error', 'note']);
  });
});
