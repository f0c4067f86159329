import { zoneAbbreviation } from '@dryrun/domain/time/zone-abbreviation';

const LOCALE = 'en-IN';

const part = (at: Date, timeZone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(LOCALE, { ...options, timeZone }).format(at);

const timeOf = (at: Date, timeZone: string) => part(at, timeZone, { hour: 'numeric', minute: '2-digit', hour12: true });
const dayOf = (at: Date, timeZone: string) => part(at, timeZone, { weekday: 'short', day: 'numeric', month: 'short' });

/** `Thu, 26 Nov, 7:30 pm IST`: an instant as its reader's clock shows it. */
export function mailTime(at: Date, timeZone: string): string {
  return `${dayOf(at, timeZone)}, ${timeOf(at, timeZone)} ${zoneAbbreviation(at.getTime(), timeZone)}`;
}

/** `Mon, 14 Dec`: a local date, wherever its reader is. */
export function mailDate(date: string): string {
  return dayOf(new Date(`${date}T12:00:00Z`), 'UTC');
}

/** The other person's clock, or null when it shows the same: `2:00 pm GMT for Claire Dubois`, with its day when that differs. */
export function otherTime(at: Date, own: string, other: { name: string; timeZone: string }): string | null {
  const isSameDay = dayOf(at, own) === dayOf(at, other.timeZone);
  if (isSameDay && timeOf(at, own) === timeOf(at, other.timeZone)) return null;
  const day = isSameDay ? '' : `${dayOf(at, other.timeZone)}, `;
  return `${day}${timeOf(at, other.timeZone)} ${zoneAbbreviation(at.getTime(), other.timeZone)} for ${other.name}`;
}
