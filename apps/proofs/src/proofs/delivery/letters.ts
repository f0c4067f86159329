import ICAL from 'ical.js';
import { mimePartsOf, parameterOf, textOf } from '../../product/mime.ts';

/** What one letter asks of its reader's calendar. */
export interface Asked {
  method: string;
  uid: string;
  sequence: number;
  startsAt: string;
  endsAt: string;
  title: string;
  place: string | null;
  /** The page of the mock. */
  url: string;
  attendees: readonly string[];
}

/** A letter as its reader's mail program understands it. Shares nothing with the program that wrote it. */
export interface ReadLetter {
  messageId: string;
  to: string;
  text: string;
  html: string;
  /** null: it has no calendar part. */
  asked: Asked | null;
}

/** @throws for what no mail or calendar program should be given */
export function readLetter(raw: Buffer): ReadLetter {
  const parts = mimePartsOf(raw.toString('latin1'));
  const only = (type: string) => {
    const found = parts.filter(({ mediaType }) => mediaType === type);
    if (found.length > 1) throw new Error(`${found.length} parts of ${type}`);
    return found[0];
  };
  const decoded = (part: ReturnType<typeof only>) => (part ? textOf(part) : '');
  const calendar = only('text/calendar');
  return {
    messageId: parts[0]?.header('message-id') ?? '',
    to: /<?([^<>\s]+@[^<>\s]+?)>?$/.exec(parts[0]?.header('to') ?? '')?.[1]?.toLowerCase() ?? '',
    text: decoded(only('text/plain')),
    html: decoded(only('text/html')),
    asked: calendar ? askedBy(textOf(calendar), parameterOf(calendar, 'method')) : null,
  };
}

function askedBy(text: string, mimeMethod: string): Asked {
  for (const line of text.split('\r\n')) {
    if (Buffer.byteLength(line) > 75) throw new Error(`a calendar line of ${Buffer.byteLength(line)} octets`);
    if (/[\r\n]/.test(line)) throw new Error('a calendar line that ends wrongly');
  }
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const method = String(calendar.getFirstPropertyValue('method'));
  if (method !== mimeMethod.toUpperCase()) throw new Error(`METHOD:${method} in a part that says method=${mimeMethod}`);
  const [component, ...more] = calendar.getAllSubcomponents('vevent');
  if (!component || more.length > 0) throw new Error('a calendar part must hold exactly one entry');
  const event = new ICAL.Event(component);
  const location = component.getFirstPropertyValue('location');
  return {
    method,
    uid: event.uid,
    sequence: Number(component.getFirstPropertyValue('sequence')),
    startsAt: event.startDate.toJSDate().toISOString(),
    endsAt: event.endDate.toJSDate().toISOString(),
    title: event.summary,
    place: location === null ? null : String(location),
    url: String(component.getFirstPropertyValue('url')),
    attendees: component.getAllProperties('attendee').map((property) =>
      String(property.getFirstValue())
        .replace(/^mailto:/i, '')
        .toLowerCase(),
    ),
  };
}
