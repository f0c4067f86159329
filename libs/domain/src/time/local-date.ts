/**
 * Calendar arithmetic on local dates, without zones. A local date is `YYYY-MM-DD` in the proleptic Gregorian calendar,
 * years 0001 to 9999. Its *day number* counts days from 1970-01-01 (day 0), which is what loops should work in.
 */
export type LocalDate = string;

/** 1 Monday … 7 Sunday, as ISO 8601 counts. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** An ISO 8601 week; `year` is the week's year, which differs from the date's around New Year. */
export interface IsoWeek {
  year: number;
  week: number;
}

const DATE_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days from 1970-01-01 to a civil date; months count from March so that the leap day ends the year. */
export function dayNumberOf(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const monthsSinceMarch = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return 365 * marchYear + leapDays + Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 719469;
}

/** True for a date that exists, written as `YYYY-MM-DD`. */
export function isLocalDate(text: string): text is LocalDate {
  const match = DATE_SHAPE.exec(text);
  if (match === null || match[1] === '0000') return false;
  const month = Number(match[2]);
  if (month < 1 || month > 12) return false;
  return toLocalDate(dayNumberOf(Number(match[1]), month, Number(match[3]))) === text;
}

/** Day number of a date. Pre-condition: `isLocalDate(date)`; anything not shaped like a date is a RangeError. */
export function toDayNumber(date: LocalDate): number {
  const match = DATE_SHAPE.exec(date);
  if (match === null) throw new RangeError(`not a local date: ${date}`);
  return dayNumberOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The date of a day number; inverse of `toDayNumber`. */
export function toLocalDate(dayNumber: number): LocalDate {
  const sinceMarchOfYearZero = dayNumber + 719468;
  const era = Math.floor(sinceMarchOfYearZero / 146097);
  const dayOfEra = sinceMarchOfYearZero - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthsSinceMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthsSinceMarch + 2) / 5) + 1;
  const month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The date `days` later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return toLocalDate(toDayNumber(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** Weekday of a day number. */
export function weekdayOfDay(dayNumber: number): Weekday {
  return (dayNumber + 3 - 7 * weekNumberOfDay(dayNumber) + 1) as Weekday;
}

export function weekdayOf(date: LocalDate): Weekday {
  return weekdayOfDay(toDayNumber(date));
}

/** A running count of Monday-to-Sunday weeks: days share it exactly when they share an ISO week. Day −3 was a Monday. */
export function weekNumberOfDay(dayNumber: number): number {
  return Math.floor((dayNumber + 3) / 7);
}

/** The Monday of a date's week, itself when it is one. */
export function mondayOf(date: LocalDate): LocalDate {
  return toLocalDate(7 * weekNumberOfDay(toDayNumber(date)) - 3);
}

/** ISO week of a day number: the week belongs to the year of its Thursday. */
export function isoWeekOfDay(dayNumber: number): IsoWeek {
  const thursday = 7 * weekNumberOfDay(dayNumber);
  const year = Number(toLocalDate(thursday).slice(0, 4));
  return { year, week: Math.floor((thursday - dayNumberOf(year, 1, 1)) / 7) + 1 };
}

export function isoWeekOfDate(date: LocalDate): IsoWeek {
  return isoWeekOfDay(toDayNumber(date));
}
