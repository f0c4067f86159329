import type { z } from 'zod';
import { NEAREST_SLOTS, type SlotView } from '@dryrun/contracts/scheduling.contract';
import { addDays } from '@dryrun/domain/time/local-date';
import { localDateOf } from '../../platform/time.ts';

export type Slot = z.infer<typeof SlotView>;

/** Open times grouped by local day of that zone, both in order. `slots` ascend by start. */
export function slotDays(slots: readonly Slot[], timeZone: string): { date: string; slots: Slot[] }[] {
  const days: { date: string; slots: Slot[] }[] = [];
  for (const slot of slots) {
    const date = localDateOf(slot.startsAt, timeZone);
    const last = days.at(-1);
    if (last?.date === date) last.slots.push(slot);
    else days.push({ date, slots: [slot] });
  }
  return days;
}

/**
 * A shown list after a refusal that named the open times nearest to the wish: within their span these are what is open, outside it
 * what was shown still stands. Both ascend by start.
 */
export function withNearest(shown: readonly Slot[], nearest: readonly Slot[]): Slot[] {
  const [first, last] = [nearest[0], nearest.at(-1)];
  if (!first || !last || nearest.length < NEAREST_SLOTS) return [...nearest];
  return [
    ...shown.filter((slot) => slot.startsAt < first.startsAt),
    ...nearest,
    ...shown.filter((slot) => slot.startsAt > last.startsAt),
  ];
}

/** The local days from one to another, both included, in sevens. */
export function shownDays(from: string, until: string): string[][] {
  const weeks: string[][] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) {
    const last = weeks.at(-1);
    if (last && last.length < 7) last.push(date);
    else weeks.push([date]);
  }
  return weeks;
}

/** Local days of the search without an open time. */
export function emptyDays(slots: readonly Slot[], from: string, until: string, timeZone: string): string[] {
  const open = new Set(slotDays(slots, timeZone).map((day) => day.date));
  return shownDays(localDateOf(from, timeZone), localDateOf(until, timeZone))
    .flat()
    .filter((date) => !open.has(date));
}
