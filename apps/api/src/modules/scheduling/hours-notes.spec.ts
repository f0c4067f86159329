import { availabilityWindows } from '@dryrun/domain/scheduling/availability';
import {
  checkAvailability,
  type AvailabilityException,
  type WeeklyRule,
} from '@dryrun/domain/scheduling/availability-rules';
import type { Interval } from '@dryrun/domain/scheduling/intervals';
import { zoneClock } from '@dryrun/domain/time/zone-transitions';
import { hoursNotes } from './hours-notes.ts';

const FROM = Date.parse('2027-03-08T00:00:00Z');
const UNTIL = Date.parse('2027-03-22T00:00:00Z');

function notes(
  rules: WeeklyRule[],
  exceptions: AvailabilityException[] = [],
  booked: Interval[] = [],
  zone = 'America/New_York',
): string[] {
  return hoursNotes({
    problems: checkAvailability(rules, exceptions, zone),
    rules,
    exceptions,
    zone,
    windows: availabilityWindows(zoneClock(zone), rules, exceptions, FROM, UNTIL),
    booked,
  });
}
const mock = (start: string, minutes = 45): Interval => ({
  start: Date.parse(start),
  end: Date.parse(start) + minutes * 60_000,
});

describe('the remarks on a mentor’s hours', () => {
  it('are none when everything is as written', () => {
    expect(notes([{ weekday: 2, start: '18:00', end: '20:00' }])).toEqual([]);
  });

  it('name both stretches that merge, by day and time', () => {
    expect(
      notes([
        { weekday: 2, start: '18:00', end: '20:00' },
        { weekday: 2, start: '19:00', end: '21:00' },
      ]),
    ).toEqual(['Tuesday 19:00–21:00 overlaps Tuesday 18:00–20:00. Together they count as one stretch.']);
  });

  it('say that hours run into the next day, and that an exception cuts them there', () => {
    const night: WeeklyRule = { weekday: 5, start: '22:00', end: '02:00' };
    expect(notes([night], [{ date: '2027-03-13', intervals: [] }])).toEqual([
      'Friday 22:00–02:00 ends on the next day.',
      'The exception on 13 Mar 2027 also ends the hours of the evening before, at midnight.',
    ]);
  });

  it('tell of a time that the clocks skip', () => {
    expect(notes([], [{ date: '2027-03-14', intervals: [{ start: '02:30', end: '05:00' }] }])).toEqual([
      'On that night the clocks change: 14 Mar 2027, 02:30–05:00 has a time that they skip, so it moves forward by the gap.',
    ]);
    expect(notes([], [{ date: '2027-03-14', intervals: [{ start: '02:00', end: '03:00' }] }])).toEqual([
      '14 Mar 2027, 02:00–03:00 lies wholly in the hour that the clocks skip on that day, so nothing of it is left.',
    ]);
  });

  it('name booked mocks that lie outside, wholly or in part, in the mentor’s own time; those inside are not mentioned', () => {
    const rules: WeeklyRule[] = [{ weekday: 2, start: '18:00', end: '20:00' }];
    const inside = mock('2027-03-09T23:00:00Z');
    const overhanging = mock('2027-03-10T00:30:00Z');
    const outside = mock('2027-03-11T15:00:00Z');
    expect(notes(rules, [], [inside, overhanging, outside])).toEqual([
      'Your mock on Tue 9 Mar 2027, 19:30 lies outside these hours. It stays booked; cancel it if you cannot make it.',
      'Your mock on Thu 11 Mar 2027, 10:00 lies outside these hours. It stays booked; cancel it if you cannot make it.',
    ]);
  });
});
