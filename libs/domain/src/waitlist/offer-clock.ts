import { quietEnd, type QuietHours } from '../notifications/quiet-hours.ts';
import { addDays } from '../time/local-date.ts';
import { HOUR, instantToLocal, localToInstant, MINUTE } from '../time/zone-transitions.ts';

/** An offer that could live for less than this is not made: nobody should have to be that quick. */
export const SHORTEST_OFFER_MINUTES = 15;

/** The instant at which so many minutes of a person's waking hours have passed since `now`. */
export function afterWaking(now: number, minutes: number, timeZone: string, quiet: QuietHours): number {
  let at = quietEnd(now, timeZone, quiet) ?? now;
  let left = minutes * MINUTE;
  for (;;) {
    const asleep = nextQuiet(at, timeZone, quiet);
    if (at + left <= asleep) return at + left;
    left -= asleep - at;
    at = quietEnd(asleep, timeZone, quiet) ?? asleep;
  }
}

export interface OfferTimes {
  now: number;
  /** How long an offer lives by the rules of the batch, in waking minutes. */
  minutes: number;
  timeZone: string;
  quiet: QuietHours;
  /** The last instant at which the time can be booked by the rules of batch and mentor. */
  bookableUntil: number;
}

/**
 * Until when an offer that is made now may be answered, in epoch milliseconds. `asleep`: it is night for its reader; `too_near`:
 * what is left before the time can no longer be booked is too short to ask anybody.
 */
export function offerUntil({
  now,
  minutes,
  timeZone,
  quiet,
  bookableUntil,
}: OfferTimes): number | 'asleep' | 'too_near' {
  if (quietEnd(now, timeZone, quiet) !== null) return 'asleep';
  const least = afterWaking(now, Math.min(minutes, SHORTEST_OFFER_MINUTES), timeZone, quiet);
  if (least > bookableUntil) return 'too_near';
  return Math.min(afterWaking(now, minutes, timeZone, quiet), bookableUntil);
}

/** When the next quiet hours begin; `at` is outside of them. */
function nextQuiet(at: number, timeZone: string, { fromHour, untilHour }: QuietHours): number {
  if (fromHour === untilHour) return Infinity;
  const { date } = instantToLocal(timeZone, at);
  for (const days of [0, 1, 2]) {
    const start = localToInstant(timeZone, addDays(date, days), fromHour * 60);
    if (start > at && quietEnd(start, timeZone, { fromHour, untilHour }) !== null) return start;
  }
  // A date that a zone skipped: look again a day later.
  return nextQuiet(at + 24 * HOUR, timeZone, { fromHour, untilHour });
}
