import type { LocalDate, Weekday } from '../time/local-date.ts';
import type { MentorHours, WallInterval } from './availability-rules.ts';

/** A mentor's hours as they are sent and kept: a local date is called `…On`. */
export interface KeptHours {
  timeZone: string;
  rules: readonly (WallInterval & { weekday: number })[];
  exceptions: readonly { onDate: LocalDate; intervals: readonly WallInterval[] }[];
  timeOff: readonly { fromOn: LocalDate; untilOn: LocalDate }[];
  stays: readonly { fromOn: LocalDate; untilOn: LocalDate; timeZone: string }[];
}

/** Hours as they are kept → as the slot engine reads them. Whoever keeps them has checked the weekday. */
export function domainHours({ timeZone, rules, exceptions, timeOff, stays }: KeptHours): MentorHours {
  return {
    timeZone,
    rules: rules.map(({ weekday, start, end }) => ({ weekday: weekday as Weekday, start, end })),
    exceptions: exceptions.map(({ onDate, intervals }) => ({ date: onDate, intervals })),
    timeOff: timeOff.map(({ fromOn, untilOn }) => ({ from: fromOn, until: untilOn })),
    stays: stays.map(({ fromOn, untilOn, timeZone: zone }) => ({ from: fromOn, until: untilOn, timeZone: zone })),
  };
}
