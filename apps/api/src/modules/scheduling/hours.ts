import type { AvailabilityBody } from '@dryrun/contracts/scheduling.contract';

/** A mentor's hours as the contract and the table have them. */
export type StoredHours = Pick<AvailabilityBody, 'timeZone' | 'rules' | 'exceptions' | 'timeOff' | 'stays'>;

/** Nothing asked for beyond the batch's rules. */
export const NO_LIMITS: AvailabilityBody['limits'] = {
  bufferBeforeMinutes: null,
  bufferAfterMinutes: null,
  stepMinutes: null,
  noticeMinutes: null,
  maxPerDay: null,
  maxPerWeek: null,
};
