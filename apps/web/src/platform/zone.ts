import { createContext, use } from 'react';

/** The zone in which this page shows its times, and the ones it offers instead. */
export interface ZoneChoice {
  timeZone: string;
  /** At least the profile's zone; the browser's and the batch's when they differ. */
  offered: readonly string[];
  choose: (timeZone: string) => void;
}

/** Filled by the signed-in layout; the choice lives in the URL (`?zone=`). */
export const ZoneContext = createContext<ZoneChoice | null>(null);

export function useZone(): ZoneChoice {
  const zone = use(ZoneContext);
  if (zone === null) throw new Error('useZone is for pages below the signed-in layout');
  return zone;
}
