import type { CalendarView, FreeBusyView } from '@dryrun/contracts/calendar.contract';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { mergeIntervals, subtractIntervals, type Interval } from '@dryrun/domain/scheduling/intervals';
import { addDays } from '@dryrun/domain/time/local-date';
import { startOfLocalDay } from '@dryrun/domain/time/zone-transitions';

/** Something on one date of the calendar. Instants are epoch milliseconds, cut to the date. */
export interface DayEntry extends Interval {
  kind: 'hours' | 'busy' | 'mock';
  /** The mock, for entries that are one. */
  mock?: { interviewId: string; title: string; isHeld: boolean };
}

export interface CalendarDay extends Interval {
  date: string;
  /** Ascending by start; hours first among those that begin together. */
  entries: DayEntry[];
}

/** The instants of a week that begins on this local date. */
export function weekRange(monday: string, timeZone: string): Interval {
  return { start: startOfLocalDay(timeZone, monday), end: startOfLocalDay(timeZone, addDays(monday, 7)) };
}

/** The seven dates from a Monday on, with what is on each of them. */
export function calendarDays(
  view: CalendarView,
  interviews: readonly InterviewView[],
  monday: string,
  timeZone: string,
): CalendarDay[] {
  const names = new Map(interviews.map((mock) => [mock.id, titleOf(mock)]));
  const all: DayEntry[] = [
    ...view.hours.map((span) => ({ ...intervalOf(span), kind: 'hours' as const })),
    ...view.busy.map((span) => ({ ...intervalOf(span), kind: 'busy' as const })),
    ...view.bookings.map((booking) => ({
      ...intervalOf(booking),
      kind: 'mock' as const,
      mock: {
        interviewId: booking.interviewId,
        title:
          booking.state === 'held'
            ? 'Somebody is deciding'
            : (names.get(booking.interviewId) ?? (booking.role === 'mentor' ? 'Mock' : 'Your own mock')),
        isHeld: booking.state === 'held',
      },
    })),
  ];
  const order = { hours: 0, busy: 1, mock: 2 };
  return datesFrom(monday, timeZone).map((day) => ({
    ...day,
    entries: all
      .flatMap((entry) => {
        const [start, end] = [Math.max(entry.start, day.start), Math.min(entry.end, day.end)];
        return start < end ? [{ ...entry, start, end }] : [];
      })
      .sort((a, b) => a.start - b.start || order[a.kind] - order[b.kind]),
  }));
}

/** When a colleague is free on each date: what they offer, less what is taken. */
export function freeDays(view: FreeBusyView, monday: string, timeZone: string): Interval[][] {
  const free = subtractIntervals(mergeIntervals(view.hours.map(intervalOf)), mergeIntervals(view.busy.map(intervalOf)));
  return datesFrom(monday, timeZone).map((day) =>
    free.flatMap(({ start, end }) => {
      const cut = { start: Math.max(start, day.start), end: Math.min(end, day.end) };
      return cut.start < cut.end ? [cut] : [];
    }),
  );
}

function datesFrom(monday: string, timeZone: string): { date: string; start: number; end: number }[] {
  return Array.from({ length: 7 }, (_, i) => {
    const date = addDays(monday, i);
    return { date, start: startOfLocalDay(timeZone, date), end: startOfLocalDay(timeZone, addDays(date, 1)) };
  });
}

function titleOf({ viewerIs, learner, mentor, goal }: InterviewView): string {
  return `${goal.format.title} with ${viewerIs === 'learner' ? mentor.name : learner.name}`;
}

function intervalOf({ startsAt, endsAt }: { startsAt: string; endsAt: string }): Interval {
  return { start: Date.parse(startsAt), end: Date.parse(endsAt) };
}
