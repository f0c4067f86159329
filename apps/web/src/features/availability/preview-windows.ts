import { availabilityWindows } from '@dryrun/domain/scheduling/availability';
import { DAY } from '@dryrun/domain/time/zone-transitions';
import type { AvailabilityView } from '@dryrun/contracts/scheduling.contract';
import { domainHoursOf, type HoursForm } from './hours-form.ts';

export type PreviewWindow = AvailabilityView['preview'][number];

const PREVIEW_DAYS = 14;

/**
 * The windows that hours on the screen would give in the coming two weeks, by the same engine as the server's.
 * Pre-condition: the form has no faults. `now` in epoch milliseconds.
 */
export function windowsOf(form: HoursForm, now: number): PreviewWindow[] {
  return availabilityWindows(domainHoursOf(form), now, now + PREVIEW_DAYS * DAY).map(({ start, end }) => ({
    startsAt: new Date(Math.max(start, now)).toISOString(),
    endsAt: new Date(end).toISOString(),
  }));
}
