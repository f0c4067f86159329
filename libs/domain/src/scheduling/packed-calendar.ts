import { MINUTE } from '../time/zone-transitions.ts';
import type { MentorHours } from './availability-rules.ts';
import type { Interval } from './intervals.ts';
import { domainHours, type KeptHours } from './kept-hours.ts';
import type { MentorLimits } from './mentor-limits.ts';
import { NumberList } from './number-list.ts';
import type { BookedTime } from './slot-request.ts';

/** What the search for open times knows of one person. */
export interface PersonCalendar {
  personId: string;
  /** When they can be booked as a mentor; null: they published nothing. */
  offers: MentorOffer | null;
  /** What they are booked for as a mentor. One that was used only counts: it is empty and blocks nothing any more. */
  mentoring: readonly BookedTime[];
  /** Time blocked by live bookings in another role. */
  learning: readonly Interval[];
  /** When they have something else: appointments in their other calendar, and times that they called off. */
  outside: readonly Interval[];
}

export interface MentorOffer {
  hours: MentorHours;
  limits: MentorLimits;
}

/**
 * A calendar as the database function `scheduling_calendars` answers it: text that costs little to send and to read, because
 * one search reads thousands.
 */
export interface PackedCalendar {
  personId: string;
  /** JSON: time zone, rules, exceptions, time off, stays (as in `KeptHours`), own limits; null: published nothing. */
  hours: string | null;
  /** Five numbers per booking, separated by commas: its kind (`BOOKED_AS`), start, end, blocked from, blocked until. */
  booked: string | null;
  /** Two numbers per appointment: start, end. */
  outside: string | null;
}

/** The kinds of bookings in a packed calendar. */
export const BOOKED_AS = { mentor: 0, mentorUsed: 1, other: 2 } as const;

const NUMBERS_OF_BOOKING = 5;
const KEPT_OFFERS = 5_000;
const NO_BOOKINGS: readonly BookedTime[] = [];
const NO_TIMES: readonly Interval[] = [];

/**
 * Reads packed calendars. Hours change rarely and are asked about all the time, so what a text of hours means is kept under that
 * text: it can never be out of date, and the engine meets the lists it has parsed before.
 */
export class CalendarReader {
  private readonly offers = new Map<string, MentorOffer>();
  private readonly numbers = new NumberList();

  read({ personId, hours, booked, outside }: PackedCalendar): PersonCalendar {
    const [mentoring, learning] = booked === null ? [NO_BOOKINGS, NO_TIMES] : this.bookings(booked);
    return {
      personId,
      offers: hours === null ? null : this.offer(hours),
      mentoring,
      learning,
      outside: outside === null ? NO_TIMES : this.appointments(outside),
    };
  }

  private offer(text: string): MentorOffer {
    const known = this.offers.get(text);
    if (known !== undefined) return known;
    const [timeZone, rules, exceptions, timeOff, stays, limits] = JSON.parse(text) as [
      ...[KeptHours['timeZone'], KeptHours['rules'], KeptHours['exceptions'], KeptHours['timeOff'], KeptHours['stays']],
      MentorLimits,
    ];
    const offer = { hours: domainHours({ timeZone, rules, exceptions, timeOff, stays }), limits };
    if (this.offers.size >= KEPT_OFFERS) this.offers.clear();
    this.offers.set(text, offer);
    return offer;
  }

  private bookings(text: string): [BookedTime[], Interval[]] {
    const { values, length } = this.readNumbers(text);
    const mentoring: BookedTime[] = [];
    const learning: Interval[] = [];
    for (let i = 0; i < length; i += NUMBERS_OF_BOOKING) {
      const kind = values[i] ?? NaN;
      const start = values[i + 1] ?? NaN;
      const end = values[i + 2] ?? NaN;
      const blockedFrom = values[i + 3] ?? NaN;
      const blockedUntil = values[i + 4] ?? NaN;
      if (kind === BOOKED_AS.other) {
        learning.push({ start: blockedFrom, end: blockedUntil });
      } else {
        const bufferBeforeMin = (start - blockedFrom) / MINUTE;
        const bufferAfterMin = (blockedUntil - end) / MINUTE;
        mentoring.push({ start, end: kind === BOOKED_AS.mentorUsed ? start : end, bufferBeforeMin, bufferAfterMin });
      }
    }
    return [mentoring, learning];
  }

  private appointments(text: string): Interval[] {
    const { values, length } = this.readNumbers(text);
    const times: Interval[] = [];
    for (let i = 0; i < length; i += 2) times.push({ start: values[i] ?? NaN, end: values[i + 1] ?? NaN });
    return times;
  }

  /** Whole numbers separated by commas. Digit by digit: splitting first would make a string of each. */
  private readNumbers(text: string): NumberList {
    const { numbers } = this;
    numbers.clear();
    let value = 0;
    let sign = 1;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code >= ZERO && code <= NINE) value = value * 10 + (code - ZERO);
      else if (code === MINUS) sign = -1;
      else if (code === COMMA) {
        numbers.push(sign * value);
        value = 0;
        sign = 1;
      } else throw new RangeError(`not whole numbers: ${text}`);
    }
    numbers.push(sign * value);
    return numbers;
  }
}

const ZERO = '0'.charCodeAt(0);
const NINE = '9'.charCodeAt(0);
const MINUS = '-'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);
