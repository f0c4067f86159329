import { addDays } from '../time/local-date.ts';
import { HOUR, instantToLocal, localToInstant } from '../time/zone-transitions.ts';

/** From this hour to that of a person's own clock nobody is disturbed with what can wait; equal hours: there are none. */
export interface QuietHours {
  fromHour: number;
  untilHour: number;
}

/** Of what belongs to no batch, as batches have it when nobody changed their rules. */
export const USUAL_QUIET: QuietHours = { fromHour: 22, untilHour: 8 };

/** News about a mock this close cannot wait: nights are ten hours long, and people need a morning. */
const CLOSE = 14 * HOUR;

/** So long before a mock whoever sleeps must have heard of it, however long their quiet hours are. */
const MORNING = 4 * HOUR;

/** The end of the quiet hours that hold at `now`, in epoch milliseconds; null while the person is awake. */
export function quietEnd(now: number, timeZone: string, { fromHour, untilHour }: QuietHours): number | null {
  const { date, minuteOfDay } = instantToLocal(timeZone, now);
  const [from, until] = [fromHour * 60, untilHour * 60];
  const isQuiet =
    from < until
      ? minuteOfDay >= from && minuteOfDay < until
      : from > until && (minuteOfDay >= from || minuteOfDay < until);
  if (!isQuiet) return null;
  const end = localToInstant(timeZone, minuteOfDay < until ? date : addDays(date, 1), until);
  // In the hour that a clock repeats, the end may lie behind: the second reading of the hour is waking time.
  return end > now ? end : null;
}

/**
 * May news about something that starts then not wait until `wakesAt`, the end of the quiet hours of now?
 * Instants in epoch milliseconds.
 */
export function cannotWait(startsAt: number, now: number, wakesAt: number): boolean {
  return startsAt - now <= CLOSE || startsAt - wakesAt < MORNING;
}
