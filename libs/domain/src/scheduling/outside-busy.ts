import { mergeIntervals } from './intervals.ts';
import type { Interval } from './intervals.ts';

/** A stretch of another calendar, with the name by which calendars know its entry. */
export interface CalendarEntry extends Interval {
  uid: string;
}

const UID = /^interview-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@dryrun$/i;

/** The name of an interview in everybody's calendar, the same for life. */
export function calendarUid(interviewId: string): string {
  return `interview-${interviewId}@dryrun`;
}

/** The interview that a calendar entry stands for, here or in another academy; null for any other entry. */
export function interviewOfUid(uid: string): string | null {
  return UID.exec(uid)?.[1]?.toLowerCase() ?? null;
}

/**
 * What another calendar adds to ours, as a tidy list: without entries that are our own interviews coming back, by their name or,
 * where a calendar renamed them, by their exact time.
 * @param ownIds interviews of this academy, whatever became of them: ours to decide, not the other calendar's
 * @param ownTimes live bookings of the person
 */
export function outsideBusy(
  entries: readonly CalendarEntry[],
  ownIds: ReadonlySet<string>,
  ownTimes: readonly Interval[],
): Interval[] {
  const times = new Set(ownTimes.map(({ start, end }) => `${start} ${end}`));
  return mergeIntervals(
    entries.filter(({ uid, start, end }) => {
      const id = interviewOfUid(uid);
      return !(id !== null && ownIds.has(id)) && !times.has(`${start} ${end}`);
    }),
  );
}
