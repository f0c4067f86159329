import { addDays } from '../time/local-date.ts';
import { HOUR, instantToLocal, localToInstant } from '../time/zone-transitions.ts';

/** Minute of the local day at which the nightly backup is due: 02:30, when nobody interviews. */
export const NIGHTLY_MINUTE = 150;

/** Nightly backups that are kept. */
export const NIGHTLY_KEPT = 7;

/**
 * When the next nightly backup is due, in epoch milliseconds. At once while there is none; else at the first 02:30 after the
 * last good one, so that a night in which the machine slept is made good as soon as it wakes. A failed try is repeated after an hour.
 */
export function nextNightlyAt(
  last: { okAt: number | null; failedAt: number | null },
  now: number,
  timeZone: string,
): number {
  const due = last.okAt === null ? now : nightAfter(last.okAt, timeZone);
  const hasFailedSince = last.failedAt !== null && (last.okAt === null || last.failedAt > last.okAt);
  return hasFailedSince ? Math.max(due, (last.failedAt ?? 0) + HOUR) : due;
}

function nightAfter(instant: number, timeZone: string): number {
  const { date } = instantToLocal(timeZone, instant);
  const tonight = localToInstant(timeZone, date, NIGHTLY_MINUTE);
  return tonight > instant ? tonight : localToInstant(timeZone, addDays(date, 1), NIGHTLY_MINUTE);
}
