import { addDays } from '../time/local-date.ts';
import { HOUR, instantToLocal, localToInstant } from '../time/zone-transitions.ts';

/** Quiet from 22:00 to 08:00 by the reader's own clock (product.md rule 4). Minutes of the day. */
export const QUIET_FROM = 22 * 60;
export const QUIET_UNTIL = 8 * 60;

/** News about a mock this close cannot wait: the night is ten hours long, and people need a morning. */
const CLOSE = 14 * HOUR;

/** The end of the quiet hours that hold at `now`, in epoch milliseconds; null outside of them. */
export function quietUntil(now: number, timeZone: string): number | null {
  const { date, minuteOfDay } = instantToLocal(timeZone, now);
  if (minuteOfDay >= QUIET_UNTIL && minuteOfDay < QUIET_FROM) return null;
  const morning = minuteOfDay < QUIET_UNTIL ? date : addDays(date, 1);
  const until = localToInstant(timeZone, morning, QUIET_UNTIL);
  return until > now ? until : null;
}

/** May news about something that starts then not wait for the morning? */
export function isClose(startsAt: number, now: number): boolean {
  return startsAt - now <= CLOSE;
}
