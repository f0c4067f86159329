import ICAL from 'ical.js';

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

interface Part {
  header(name: string): string;
  body: string;
}

/** @throws for what no mail or calendar program should be given */
export function readLetter(raw: Buffer): ReadLetter {
  const parts = leaves(partOf(raw.toString('latin1')));
  const only = (type: string) => {
    const found = parts.filter((part) => mediaType(part) === type);
    if (found.length > 1) throw new Error(`${found.length} parts of ${type}`);
    return found[0];
  };
  const top = partOf(raw.toString('latin1'));
  const calendar = only('text/calendar');
  return {
    messageId: top.header('message-id'),
    to: /<?([^<>\s]+@[^<>\s]+?)>?$/.exec(top.header('to'))?.[1]?.toLowerCase() ?? '',
    text: decoded(only('text/plain')),
    html: decoded(only('text/html')),
    asked: calendar ? askedBy(decoded(calendar), parameter(calendar, 'method')) : null,
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

function partOf(text: string): Part {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) throw new Error('a part whose headers do not end');
  const lines = text
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`not a header: ${line.slice(0, 80)}`);
    if (headers.has(name.toLowerCase())) throw new Error(`the header ${name} twice`);
    headers.set(name.toLowerCase(), value ?? '');
  }
  return { header: (name) => headers.get(name) ?? '', body: text.slice(end + 4) };
}

function leaves(part: Part): Part[] {
  if (!mediaType(part).startsWith('multipart/')) return [part];
  const boundary = parameter(part, 'boundary');
  const [, ...pieces] = `\r\n${part.body}`.split(`\r\n--${boundary}`);
  const last = pieces.findIndex((piece) => piece.startsWith('--'));
  if (boundary === '' || last < 0) throw new Error('a multipart that does not end');
  return pieces.slice(0, last).flatMap((piece) => leaves(partOf(piece.replace(/^\r\n/, ''))));
}

const mediaType = (part: Part) =>
  (part.header('content-type') || 'text/plain').split(';', 1).join('').trim().toLowerCase();

function parameter(part: Part, name: string): string {
  const found = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(part.header('content-type'));
  return found?.[1] ?? found?.[2] ?? '';
}

function decoded(part: Part | undefined): string {
  if (!part) return '';
  const how = part.header('content-transfer-encoding').toLowerCase();
  if (how === 'base64') return Buffer.from(part.body, 'base64').toString('utf8');
  const bytes =
    how === 'quoted-printable'
      ? part.body
          .replaceAll(/=[ \t]*\r\n/g, '')
          .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : part.body;
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
