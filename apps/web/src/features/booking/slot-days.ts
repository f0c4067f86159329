import type { z } from 'zod';
import type { SlotView } from '@dryrun/contracts/scheduling.contract';
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
