import type {
  AvailabilityException,
  AvailabilityPlace,
  AvailabilityProblem,
  WallInterval,
  WeeklyRule,
} from '@dryrun/domain/scheduling/availability-rules';
import type { Interval } from '@dryrun/domain/scheduling/intervals';
import { instantToLocal } from '@dryrun/domain/time/zone-transitions';

/** A mentor's hours with what was found out about them. Instants are epoch milliseconds. */
export interface HoursFacts {
  /** From `checkAvailability`; only its notes are told, errors are refused before. */
  problems: readonly AvailabilityProblem[];
  rules: readonly WeeklyRule[];
  exceptions: readonly AvailabilityException[];
  zone: string;
  /** The windows these hours give, exact wherever `booked` lies. */
  windows: readonly Interval[];
  /** Booked mocks that are still to come, ascending. */
  booked: readonly Interval[];
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Kind remarks for the mentor: what was understood differently than it was written, and which booked mocks lie outside. */
export function hoursNotes(facts: HoursFacts): string[] {
  const remarks = facts.problems.filter((p) => p.severity === 'note').map((p) => remark(p, facts));
  const outside = facts.booked
    .filter((b) => !facts.windows.some((w) => w.start <= b.start && b.end <= w.end))
    .map(
      (b) =>
        `Your mock on ${dayAndTime(facts.zone, b.start)} lies outside these hours. It stays booked; cancel it if you cannot make it.`,
    );
  return [...new Set([...outside, ...remarks])];
}

function remark(problem: AvailabilityProblem, facts: HoursFacts): string {
  const what = named(problem.at, facts);
  switch (problem.code) {
    case 'merged':
      return `${what} overlaps ${problem.with ? named(problem.with, facts) : 'other hours'}. Together they count as one stretch.`;
    case 'runs_overnight':
      return `${what} ends on the next day.`;
    case 'lasts_a_whole_day':
      return `${what} is a whole day and night, because it starts and ends at the same time.`;
    case 'cuts_previous_night':
      return `${what} also ends the hours of the evening before, at midnight.`;
    case 'moved_by_clock_change':
      return `On that night the clocks change: ${what} has a time that they skip, so it moves forward by the gap.`;
    case 'emptied_by_clock_change':
      return `${what} lies wholly in the hour that the clocks skip on that day, so nothing of it is left.`;
    default:
      return `${what} cannot be used as it is.`;
  }
}

function named(place: AvailabilityPlace, { rules, exceptions }: HoursFacts): string {
  if (place.list === 'timeZone') return 'The time zone';
  if (place.list === 'rules') {
    const rule = rules[place.index ?? -1];
    return rule ? `${WEEKDAYS[rule.weekday - 1] ?? ''} ${hours(rule)}` : 'A weekly rule';
  }
  const exception = exceptions[place.index ?? -1];
  if (!exception) return 'An exception';
  const interval = place.interval === undefined ? undefined : exception.intervals[place.interval];
  const date = localDateText(exception.date);
  return interval ? `${date}, ${hours(interval)}` : `The exception on ${date}`;
}

function hours({ start, end }: WallInterval): string {
  return `${start}–${end}`;
}

/** `24 Nov 2026` of `2026-11-24`. */
function localDateText(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day ?? ''} ${MONTHS[(month ?? 0) - 1] ?? ''} ${year ?? ''}`;
}

function dayAndTime(zone: string, instant: number): string {
  const { date, minuteOfDay, weekday } = instantToLocal(zone, instant);
  const clock = `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
  return `${(WEEKDAYS[weekday - 1] ?? '').slice(0, 3)} ${localDateText(date)}, ${clock}`;
}
