import type { AvailabilityBody } from '@dryrun/contracts/scheduling.contract';
import type { MentorHours } from '@dryrun/domain/scheduling/availability-rules';
import type { Weekday } from '@dryrun/domain/time/local-date';

/** A mentor's hours as the contract and the table have them. */
export type StoredHours = Pick<AvailabilityBody, 'timeZone' | 'rules' | 'exceptions' | 'timeOff' | 'stays'>;

/** Hours as the contract has them → as the slot engine reads them. The contract has checked the weekday. */
export function domainHours({ timeZone, rules, exceptions, timeOff, stays }: StoredHours): MentorHours {
  return {
    timeZone,
    rules: rules.map(({ weekday, start, end }) => ({ weekday: weekday as Weekday, start, end })),
    exceptions: exceptions.map(({ onDate, intervals }) => ({ date: onDate, intervals })),
    timeOff: timeOff.map(({ fromOn, untilOn }) => ({ from: fromOn, until: untilOn })),
    stays: stays.map(({ fromOn, untilOn, timeZone: zone }) => ({ from: fromOn, until: untilOn, timeZone: zone })),
  };
}

/** Nothing asked for beyond the batch's rules. */
export const NO_LIMITS: AvailabilityBody['limits'] = {
  bufferBeforeMinutes: null,
  bufferAfterMinutes: null,
  stepMinutes: null,
  noticeMinutes: null,
  maxPerDay: null,
  maxPerWeek: null,
};
