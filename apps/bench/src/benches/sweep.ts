import { availabilityWindows } from '@dryrun/domain/scheduling/availability';
import type { SlotRequest } from '@dryrun/domain/scheduling/slot-request';
import { zoneClock } from '@dryrun/domain/time/zone-transitions';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Everything of a request as numbers in UTC, so that only the sweep is left to do. */
export interface Prepared {
  /** Pairs: the anchor of a grid, and the last start that it may hold. */
  stretches: Float64Array;
  /** Pairs: where no mock may begin, open at both ends; sorted, not joined. */
  closed: Float64Array;
  /** Bookings' own days and weeks, sorted, in the mentor's zone. */
  days: Float64Array;
  /** Ascending instants at which the mentor's date changes, from the one before the range. */
  midnights: Float64Array;
  from: number;
  step: number;
  maxPerDay: number;
  maxPerWeek: number;
  firstDay: number;
}

export function prepared(request: SlotRequest): Prepared {
  const {
    mentorTimeZone,
    weeklyRules,
    exceptions,
    now,
    range,
    durationMin,
    bufferBeforeMin: before,
    bufferAfterMin: after,
  } = request;
  const from = Math.max(range.start, now + request.minNoticeMin * MINUTE);
  const to = Math.min(range.end, now + (request.maxAheadMin ?? Infinity) * MINUTE + 1);
  const clock = zoneClock(mentorTimeZone);
  const windows = availabilityWindows(
    { timeZone: mentorTimeZone, rules: weeklyRules, exceptions },
    from,
    to + durationMin * MINUTE,
  );
  const stretches: number[] = [];
  for (const { start, end, midnights } of windows) {
    const last = Math.min(end - durationMin * MINUTE, to - 1);
    const anchors = [start, ...midnights].filter((anchor) => anchor <= last);
    anchors.forEach((anchor, i) => stretches.push(anchor, Math.min(last, (anchors[i + 1] ?? Infinity) - 1)));
  }
  const closed = [
    ...request.busy.map(({ start, end }) => [start - (durationMin + after) * MINUTE, end + before * MINUTE]),
    ...request.existingBookings.map(({ start, end }) => [
      start - (durationMin + before + after) * MINUTE,
      end + (before + after) * MINUTE,
    ]),
  ].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  const firstDay = clock.dayAt(from);
  const midnights: number[] = [];
  for (let day = firstDay; midnights.at(-1) === undefined || (midnights.at(-1) ?? 0) <= to; day++)
    midnights.push(clock.toInstant(day * DAY));
  return {
    stretches: Float64Array.from(stretches),
    closed: Float64Array.from(closed.flat()),
    days: Float64Array.from(request.existingBookings.map((b) => clock.dayAt(b.start))),
    midnights: Float64Array.from(midnights),
    from,
    step: request.stepMin * MINUTE,
    maxPerDay: request.maxPerDay ?? Infinity,
    maxPerWeek: request.maxPerWeek ?? Infinity,
    firstDay,
  };
}

/**
 * The least that a search has to do: integers in, integers out, each start of the grid looked at once. It is the limit, so it
 * answers the same, keeps no tables of its own and asks about caps once per date.
 */
export function sweep(p: Prepared): number[] {
  const { stretches, closed, midnights, from, step } = p;
  const starts: number[] = [];
  let c = 0;
  let closedUntil = -Infinity;
  let m = 0;
  let fullOn = NaN;
  let isFull = false;
  for (let i = 0; i < stretches.length; i += 2) {
    const anchor = stretches[i] as number;
    const last = stretches[i + 1] as number;
    let start = from <= anchor ? anchor : anchor + Math.ceil((from - anchor) / step) * step;
    for (; start <= last; start += step) {
      while (c < closed.length && (closed[c] as number) < start) {
        if ((closed[c + 1] as number) > closedUntil) closedUntil = closed[c + 1] as number;
        c += 2;
      }
      if (start < closedUntil) continue;
      while (m + 1 < midnights.length && (midnights[m + 1] as number) <= start) m++;
      if (m !== fullOn) {
        fullOn = m;
        isFull = fullAt(p, p.firstDay + m);
      }
      if (!isFull) starts.push(start);
    }
  }
  return starts;
}

function fullAt({ days, maxPerDay, maxPerWeek }: Prepared, day: number): boolean {
  const week = Math.floor((day + 3) / 7);
  let inDay = 0;
  let inWeek = 0;
  for (const booked of days) {
    if (booked === day) inDay++;
    if (Math.floor((booked + 3) / 7) === week) inWeek++;
  }
  return inDay >= maxPerDay || inWeek >= maxPerWeek;
}
