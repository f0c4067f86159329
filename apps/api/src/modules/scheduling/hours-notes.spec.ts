import {
  checkAvailability,
  type AvailabilityException,
  type MentorHours,
  type WeeklyRule,
} from '@dryrun/domain/scheduling/availability-rules';
import { hoursNotes } from './hours-notes.ts';

function notes(
  rules: WeeklyRule[],
  exceptions: AvailabilityException[] = [],
  more: Pick<MentorHours, 'timeOff'> = {},
): string[] {
  const hours = { timeZone: 'America/New_York', rules, exceptions, ...more };
  return hoursNotes(checkAvailability(hours), hours);
}

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
    ).toEqual(['Tuesday 7:00 pm – 9:00 pm overlaps Tuesday 6:00 pm – 8:00 pm. Together they count as one stretch.']);
  });

  it('say that hours run into the next day, and that an exception cuts them there', () => {
    const night: WeeklyRule = { weekday: 5, start: '22:00', end: '02:00' };
    expect(notes([night], [{ date: '2027-03-13', intervals: [] }])).toEqual([
      'Friday 10:00 pm – 2:00 am ends on the next day.',
      'What you set for 13 Mar 2027 also ends the hours of the evening before, at midnight.',
    ]);
  });

  it('tell of a time that the clocks skip', () => {
    expect(notes([], [{ date: '2027-03-14', intervals: [{ start: '02:30', end: '05:00' }] }])).toEqual([
      'On that night the clocks change: 14 Mar 2027, 2:30 am – 5:00 am has a time that they skip, so it moves forward by the gap.',
    ]);
    expect(notes([], [{ date: '2027-03-14', intervals: [{ start: '02:00', end: '03:00' }] }])).toEqual([
      '14 Mar 2027, 2:00 am – 3:00 am lies wholly in the hour that the clocks skip on that day, so nothing of it is left.',
    ]);
  });

  it('say that hours of a date have no effect in time off', () => {
    const timeOff = [{ from: '2027-03-10', until: '2027-03-20' }];
    const hours = { date: '2027-03-12', intervals: [{ start: '10:00', end: '11:00' }] };
    expect(notes([], [hours], { timeOff })).toEqual([
      'What you set for 12 Mar 2027 has no effect: you have time off then.',
    ]);
  });
});
