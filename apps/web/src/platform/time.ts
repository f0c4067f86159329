import { zoneAbbreviation as abbreviationAt } from '@dryrun/domain/time/zone-abbreviation';

const LOCALE = 'en-IN';
const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${timeZone}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone });
    formats.set(key, made);
  }
  return made;
}

/** `7:30 pm` */
export function formatTime(at: string, timeZone: string): string {
  return format(timeZone, 'time', { hour: 'numeric', minute: '2-digit', hour12: true }).format(new Date(at));
}

/** `Sat, 21 Nov` */
export function formatDay(at: string, timeZone: string): string {
  return format(timeZone, 'day', { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(at));
}

/** `21 Nov` */
export function formatShortDay(at: string, timeZone: string): string {
  return format(timeZone, 'shortDay', { day: 'numeric', month: 'short' }).format(new Date(at));
}

/** `Saturday, 21 November` */
export function formatLongDay(at: string, timeZone: string): string {
  return format(timeZone, 'longDay', { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at));
}

/** `Sat, 21 Nov, 7:30 pm` */
export function formatDateTime(at: string, timeZone: string): string {
  return `${formatDay(at, timeZone)}, ${formatTime(at, timeZone)}`;
}

/** A local date of the wire (`2026-11-21`) as `Sat, 21 Nov`. */
export function formatLocalDate(date: string): string {
  return formatDay(`${date}T00:00:00Z`, 'UTC');
}

/** A local date of the wire as `21 Nov 2026`, for dates that may be years away. */
export function formatDateWithYear(date: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return format('UTC', 'dateWithYear', options).format(new Date(`${date}T00:00:00Z`));
}

/** `2026-11-21` in that zone: groups instants by local day. */
export function localDateOf(at: string | number, timeZone: string): string {
  const parts = format(timeZone, 'date', { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    new Date(at),
  );
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** `IST`, `EST`, or `GMT+5:45` where the zone has no abbreviation in English. */
export function zoneAbbreviation(at: string, timeZone: string): string {
  return abbreviationAt(Date.parse(at), timeZone);
}

/** `Kolkata` for `Asia/Kolkata`. */
export function zoneCity(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

/** Do clocks in both zones show the same wall time at that instant? */
export function isSameWallTime(at: string, oneZone: string, otherZone: string): boolean {
  if (oneZone === otherZone) return true;
  return (
    localDateOf(at, oneZone) === localDateOf(at, otherZone) && formatTime(at, oneZone) === formatTime(at, otherZone)
  );
}

/** The zone of this browser; null when it does not tell a usable one. */
export function browserTimeZone(): string | null {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isTimeZone(zone) ? currentZoneName(zone) : null;
}

/** Zones that browsers still call by the name they had before it was changed; to them both are the same zone. */
const RENAMED_ZONES: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
};

/** `Asia/Kolkata` of `Asia/Calcutta`, so that one zone is never offered under two names. */
export function currentZoneName(zone: string): string {
  return RENAMED_ZONES[zone] ?? zone;
}

export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || name === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * `in 3 hours`, `in 2 days`, `yesterday`. Whole days count by the calendar of the zone, so that tomorrow evening is
 * "tomorrow" and never "in 1 day". `now` in epoch milliseconds.
 */
export function relativeTime(at: string, now: number, timeZone: string): string {
  const difference = Date.parse(at) - now;
  const size = Math.abs(difference);
  if (size < MINUTE) return difference >= 0 ? 'in less than a minute' : 'just now';
  if (size < HOUR) return relative.format(Math.trunc(difference / MINUTE), 'minute');
  const days = daysBetween(localDateOf(now, timeZone), localDateOf(at, timeZone));
  if (days === 0 || size < 12 * HOUR) return relative.format(Math.trunc(difference / HOUR), 'hour');
  return relative.format(days, 'day');
}

/** Calendar days from one local date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / (24 * HOUR));
}

/** `9:41` left of a countdown; hours appear when there are any (`1:02:09`). Never below `0:00`. `ms` may be negative. */
export function formatCountdown(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}
