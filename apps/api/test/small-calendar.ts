import ICAL from 'ical.js';

/** An entry as a calendar program keeps it. */
export interface KeptEntry {
  uid: string;
  sequence: number;
  startsAt: string;
  endsAt: string;
  title: string;
  place: string | null;
  organizer: string;
  attendees: string[];
}

/** A calendar that follows messages as RFC 5546 asks: by UID, never back to an older SEQUENCE. Reads them with ical.js. */
export class SmallCalendar {
  readonly entries = new Map<string, KeptEntry>();
  /** Highest SEQUENCE seen of each entry, also of those that were taken out. */
  readonly seen = new Map<string, number>();

  /** Does what a message asks; answers the entries in it. @throws for a message that breaks the rules */
  apply(text: string, mimeMethod: string | undefined): KeptEntry[] {
    const { method, events } = readCalendar(text);
    if (method !== mimeMethod?.toUpperCase()) throw new Error(`METHOD ${method} in a part that says ${mimeMethod}`);
    for (const event of events) {
      const last = this.seen.get(event.uid) ?? -1;
      if (event.sequence < last) continue;
      this.seen.set(event.uid, event.sequence);
      if (method === 'REQUEST') this.entries.set(event.uid, event);
      else if (method === 'CANCEL') this.entries.delete(event.uid);
      else throw new Error(`unexpected METHOD ${method}`);
    }
    return events;
  }
}

/** @throws what ical.js throws, and for lines that are too long or end wrongly */
export function readCalendar(text: string): { method: string; events: KeptEntry[] } {
  for (const line of text.split('\r\n')) {
    if (Buffer.byteLength(line) > 75) throw new Error(`a line of ${Buffer.byteLength(line)} octets`);
    if (/[\r\n]/.test(line)) throw new Error('a line break that is none');
  }
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    events: calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component);
      const value = (name: string) => component.getFirstPropertyValue(name);
      for (const name of ['uid', 'sequence', 'dtstamp', 'dtstart', 'dtend', 'organizer'])
        if (component.getAllProperties(name).length > 1) throw new Error(`${name} twice`);
      return {
        uid: event.uid,
        sequence: event.sequence,
        startsAt: event.startDate.toJSDate().toISOString(),
        endsAt: event.endDate.toJSDate().toISOString(),
        title: event.summary,
        place: value('location') === null ? null : String(value('location')),
        organizer: String(value('organizer')),
        attendees: component.getAllProperties('attendee').map((a) => String(a.getFirstValue())),
      };
    }),
  };
}
