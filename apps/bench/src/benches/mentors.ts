import type { SlotRequest } from '@dryrun/domain/scheduling/slot-request';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Thirty zones, half of which change their clocks in the four weeks that are searched. */
export const ZONES = [
  ...['Asia/Kolkata', 'America/New_York', 'Europe/Berlin', 'Europe/London', 'America/Los_Angeles', 'Asia/Dubai'],
  ...['Australia/Sydney', 'Asia/Singapore', 'America/Sao_Paulo', 'Africa/Cairo', 'Asia/Kathmandu', 'America/Denver'],
  ...['Europe/Lisbon', 'America/Havana', 'Asia/Beirut', 'Australia/Lord_Howe', 'Pacific/Auckland', 'America/St_Johns'],
  ...['Europe/Istanbul', 'Asia/Tokyo', 'America/Chicago', 'Africa/Lagos', 'Asia/Tehran', 'America/Nuuk'],
  ...['Pacific/Chatham', 'Europe/Athens', 'America/Phoenix', 'Asia/Karachi', 'Africa/Casablanca', 'America/Halifax'],
];

/** Four weeks around the end of summer time in Europe and in America. */
export const NOW = Date.UTC(2026, 9, 12, 9);
export const RANGE = { start: NOW, end: NOW + 28 * DAY };

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** A small generator of our own: the same mentors in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A mentor as most are: a few hours on some weekdays, some past midnight, an exception or two, some appointments, some mocks. */
export function requestOf(n: number): SlotRequest {
  const pick = random(n + 1);
  const weeklyRules = ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => {
    if (pick(7) < 3) return [];
    const from = 7 * 60 + pick(30) * 30;
    const until = from + 120 + pick(5) * 60;
    return [{ weekday, start: clock(from), end: clock(until % 1440) }];
  });
  const at = () => NOW + pick(28 * 24) * HOUR;
  const spans = (count: number, minutes: number) =>
    Array.from({ length: count }, () => at())
      .sort((a, b) => a - b)
      .filter((start, i, all) => i === 0 || start - (all[i - 1] ?? 0) >= 2 * HOUR)
      .map((start) => ({ start, end: start + minutes * MINUTE }));
  const date = new Date(at()).toISOString().slice(0, 10);
  return {
    mentorTimeZone: ZONES[n % ZONES.length] ?? 'UTC',
    weeklyRules,
    exceptions: pick(3) === 0 ? [{ date, intervals: pick(2) === 0 ? [] : [{ start: '10:00', end: '13:00' }] }] : [],
    busy: spans(pick(12), 45),
    existingBookings: spans(pick(6), 45),
    durationMin: 45,
    stepMin: 30,
    bufferBeforeMin: 10,
    bufferAfterMin: 10,
    minNoticeMin: 12 * 60,
    maxAheadMin: 28 * 24 * 60,
    now: NOW,
    range: RANGE,
    maxPerDay: 2,
    maxPerWeek: 4,
  };
}
