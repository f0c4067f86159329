import type { SecondClock } from './tz-source.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Hours of one mentor, every day alike, with nothing booked. */
export interface PlainHours {
  /** In minutes of the day; an end beyond 1,440 lies on the next date. */
  intervals: readonly { from: number; to: number }[];
  durationMin: number;
  stepMin: number;
}

/**
 * The rules of the case files told once more, minute by minute: hours are painted on a row of minutes, and each minute is asked
 * whether a mock could begin there.
 */
export function paintedSlots(clock: SecondClock, hours: PlainHours, range: { start: number; end: number }): number[] {
  const origin = range.start / MINUTE - 3 * 1440;
  const length = (range.end - range.start) / MINUTE + 6 * 1440;
  const free = new Uint8Array(length);
  const anchor = new Uint8Array(length);
  const minuteOf = (wall: number) => clock.toInstant(wall) / MINUTE - origin;
  const firstDay = Math.floor(range.start / DAY) - 4;
  const lastDay = Math.ceil(range.end / DAY) + 4;
  for (let day = firstDay; day <= lastDay; day++) {
    const midnight = minuteOf(day * DAY);
    if (midnight >= 0 && midnight < length) anchor[midnight] = 1;
    for (const { from, to } of hours.intervals) {
      const last = Math.min(length, minuteOf(day * DAY + to * MINUTE));
      for (let m = Math.max(0, minuteOf(day * DAY + from * MINUTE)); m < last; m++) free[m] = 1;
    }
  }
  const starts: number[] = [];
  let since = 0;
  let room = 0;
  const roomAt = new Uint32Array(length);
  for (let m = length - 1; m >= 0; m--) roomAt[m] = room = free[m] === 1 ? room + 1 : 0;
  for (let m = 0; m < length; m++) {
    since = (free[m] === 1 && free[m - 1] !== 1) || anchor[m] === 1 ? 0 : since + 1;
    const start = (origin + m) * MINUTE;
    if (start < range.start || start >= range.end || since % hours.stepMin !== 0) continue;
    if ((roomAt[m] ?? 0) >= hours.durationMin) starts.push(start);
  }
  return starts;
}
