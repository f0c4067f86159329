import type {
  AvailabilityPlace,
  AvailabilityProblem,
  MentorHours,
  WallInterval,
} from '@dryrun/domain/scheduling/availability-rules';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Kind remarks for the mentor: what was understood differently than it was written.
 * @param problems from `checkAvailability`; only its notes are told, errors are refused before
 */
export function hoursNotes(problems: readonly AvailabilityProblem[], hours: MentorHours): string[] {
  return [...new Set(problems.filter((p) => p.severity === 'note').map((p) => remark(p, hours)))];
}

function remark(problem: AvailabilityProblem, facts: MentorHours): string {
  const what = named(problem.at, facts);
  switch (problem.code) {
    case 'merged':
      return `${what} overlaps ${problem.with ? named(problem.with, facts) : 'other hours'}. Together they count as one stretch.`;
    case 'runs_overnight':
      return `${what} ends on the next day.`;
    case 'lasts_a_whole_day':
      return `${what} is a whole day and night, because it starts and ends at the same time.`;
    case 'inside_time_off':
      return `${what} has no effect: you have time off then.`;
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

function named(place: AvailabilityPlace, { rules, exceptions }: MentorHours): string {
  if (place.list === 'timeZone') return 'The time zone';
  if (place.list === 'rules') {
    const rule = rules[place.index ?? -1];
    return rule ? `${WEEKDAYS[rule.weekday - 1] ?? ''} ${hours(rule)}` : 'A weekly rule';
  }
  const exception = exceptions[place.index ?? -1];
  if (!exception) return 'A date that differs';
  const interval = place.interval === undefined ? undefined : exception.intervals[place.interval];
  const date = localDateText(exception.date);
  return interval ? `${date}, ${hours(interval)}` : `What you set for ${date}`;
}

function hours({ start, end }: WallInterval): string {
  return `${wallTime(start)} – ${wallTime(end)}`;
}

/** `7:30 pm` of `19:30`, as the editor shows it. */
function wallTime(time: string): string {
  const [hour, minute] = time.split(':');
  const past = Number(hour) % 24;
  return `${((past + 11) % 12) + 1}:${minute ?? '00'} ${past < 12 ? 'am' : 'pm'}`;
}

/** `24 Nov 2026` of `2026-11-24`. */
function localDateText(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day ?? ''} ${MONTHS[(month ?? 0) - 1] ?? ''} ${year ?? ''}`;
}
