/** Each of these knows the abbreviations of its own part of the world and names other zones by their offset. */
const ENGLISHES = ['en-IN', 'en-GB', 'en-US', 'en-CA', 'en-AU', 'en-NZ'];

const formats = new Map<string, readonly Intl.DateTimeFormat[]>();

/**
 * How people call a zone at an instant: `IST`, `EST`, `CEST`; `GMT+5:45` where no English has an abbreviation.
 *
 * @param instant epoch milliseconds
 * @throws RangeError for a zone that does not exist
 */
export function zoneAbbreviation(instant: number, timeZone: string): string {
  let known = formats.get(timeZone);
  if (!known) {
    known = ENGLISHES.map((locale) => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' }));
    formats.set(timeZone, known);
  }
  let first = timeZone;
  for (const [at, format] of known.entries()) {
    const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
    // No offset at all is GMT to everybody; few know WET.
    if (name === 'GMT+0') return 'GMT';
    if (!/^GMT[+\-−]/.test(name)) return name;
    if (at === 0) first = name;
  }
  return first;
}
