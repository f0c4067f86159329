import type { CalendarView } from '@dryrun/contracts/calendar.contract';
import { calendarDays, freeDays, weekRange } from './calendar-days.ts';

const span = (startsAt: string, endsAt: string) => ({ startsAt, endsAt });
const view = (over: Partial<CalendarView> = {}): CalendarView => ({
  timeZone: 'Asia/Kolkata',
  hours: [],
  busy: [],
  bookings: [],
  ...over,
});
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);

describe('a week of the calendar', () => {
  it('lasts an hour less when the clocks spring forward in it', () => {
    const { start, end } = weekRange('2027-03-08', 'America/New_York');
    expect((end - start) / 3_600_000).toBe(167);
  });

  it('cuts what runs past midnight into its dates, on the clock of the page', () => {
    const night = view({ hours: [span('2026-11-17T17:00:00Z', '2026-11-17T20:00:00Z')] });
    const days = calendarDays(night, [], '2026-11-16', 'Asia/Kolkata');
    expect(days.map((d) => d.entries.map((e) => `${iso(e.start)}/${iso(e.end)}`))).toEqual([
      [],
      ['2026-11-17T17:00/2026-11-17T18:30'],
      ['2026-11-17T18:30/2026-11-17T20:00'],
      ...Array.from({ length: 4 }, () => []),
    ]);
  });

  it('names nobody for a time that somebody is only deciding on', () => {
    const booking = {
      interviewId: '01890000-0000-7000-8000-000000000000',
      ...span('2026-11-17T10:00:00Z', '2026-11-17T10:45:00Z'),
      role: 'mentor' as const,
      state: 'held' as const,
    };
    const [, tuesday] = calendarDays(view({ bookings: [booking] }), [], '2026-11-16', 'UTC');
    expect(tuesday?.entries[0]?.mock).toMatchObject({ title: 'Somebody is deciding', isHeld: true });
  });
});

describe('when a colleague is free', () => {
  it('is what they offer less what is taken', () => {
    const mentor = { id: '01890000-0000-7000-8000-000000000000', name: 'Meera', timeZone: 'UTC' };
    const free = freeDays(
      {
        mentor,
        hours: [span('2026-11-16T10:00:00Z', '2026-11-16T14:00:00Z')],
        busy: [span('2026-11-16T11:00:00Z', '2026-11-16T12:00:00Z')],
      },
      '2026-11-16',
      'UTC',
    );
    expect(free[0]?.map((i) => `${iso(i.start)}/${iso(i.end)}`)).toEqual([
      '2026-11-16T10:00/2026-11-16T11:00',
      '2026-11-16T12:00/2026-11-16T14:00',
    ]);
    expect(free.slice(1).every((day) => day.length === 0)).toBe(true);
  });
});
