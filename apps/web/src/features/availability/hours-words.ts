import { formatLocalDate, formatTime } from '../../platform/time.ts';
import { WEEKDAYS, type DateRow, type HoursRow } from './hours-form.ts';

/** `7:30 pm` of `19:30`. */
export function wallTimeWords(time: string): string {
  return /^\d\d:\d\d$/.test(time) ? formatTime(`2026-01-01T${time}:00Z`, 'UTC') : 'no time';
}

/** `7:30 pm – 12:30 am, next day` */
export function hoursWords(hours: HoursRow): string {
  const end = hours.end === '00:00' ? 'midnight' : wallTimeWords(hours.end);
  return `${wallTimeWords(hours.start)} – ${end}${isOvernight(hours) ? ', next day' : ''}`;
}

/** Does it run past midnight? An end at midnight does not. */
export function isOvernight({ start, end }: HoursRow): boolean {
  return start !== '' && end !== '' && end !== '00:00' && end <= start;
}

/** `Sat, 21 Nov`; the text itself while it is no date. */
export function dateWords(onDate: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(onDate) && !Number.isNaN(Date.parse(onDate)) ? formatLocalDate(onDate) : 'no day';
}

/** The lines that one date says. */
export function dateLines({ intervals, note }: DateRow): string[] {
  const hours = intervals.length === 0 ? ['Day off'] : intervals.map(hoursWords);
  return note.trim() === '' ? hours : [...hours, `“${note.trim()}”`];
}

export function weekdayName(weekday: number): string {
  return WEEKDAYS[weekday - 1]?.name ?? '';
}
