import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalEventData,
} from 'ical-generator';
import { webAddress } from '../mail/mail-content.ts';

/**
 * One entry of a calendar, as JSON. `uid` stays the same for life, `sequence` rises with every change that calendars must
 * follow. Instants are ISO 8601 in UTC and are written as such: right in every zone, without the rules of any.
 */
export interface CalendarEntry {
  uid: string;
  sequence: number;
  isCancelled: boolean;
  /** When this version of the entry came to be; a repeat has the same bytes. */
  changedAt: string;
  startsAt: string;
  endsAt: string;
  title: string;
  description: string;
  /** The page of what the entry is about. */
  url: string;
  /** Where it happens: a web link, or null while there is none. */
  place: string | null;
}

/** A name and a plain address. */
export interface CalendarParty {
  name: string;
  address: string;
}

const PRODUCT = { company: 'Dryrun', product: 'Dryrun', language: 'EN' };

/** What an entry asks of its reader's calendar (iTIP): to keep it, or to take it out. */
export function methodOf(entry: Pick<CalendarEntry, 'isCancelled'>): 'REQUEST' | 'CANCEL' {
  return entry.isCancelled ? 'CANCEL' : 'REQUEST';
}

/**
 * A message about one entry to one reader, who is its only attendee: nobody learns the address of another. It asks for no
 * answer, since a booked time is agreed already.
 */
export function calendarMessage(
  entry: CalendarEntry,
  parties: { organizer: CalendarParty; attendee: CalendarParty },
): string {
  const calendar = ical({ prodId: PRODUCT, method: ICalCalendarMethod[methodOf(entry)] });
  const { organizer, attendee } = parties;
  calendar.createEvent({
    ...eventOf(entry),
    organizer: { name: partyName(organizer), email: organizer.address },
    attendees: [
      {
        name: partyName(attendee),
        email: attendee.address,
        role: ICalAttendeeRole.REQ,
        type: ICalAttendeeType.INDIVIDUAL,
        status: ICalAttendeeStatus.ACCEPTED,
        rsvp: false,
      },
    ],
  });
  return calendar.toString();
}

/** A calendar to read or to subscribe to. The same entries always give the same bytes. */
export function calendarFile(
  entries: readonly CalendarEntry[],
  { name, refreshMinutes }: { name?: string; refreshMinutes?: number } = {},
): string {
  const calendar = ical({
    prodId: PRODUCT,
    method: ICalCalendarMethod.PUBLISH,
    ...(name !== undefined && { name: calendarLine(name) }),
    ...(refreshMinutes !== undefined && { ttl: refreshMinutes * 60 }),
  });
  for (const entry of entries) calendar.createEvent(eventOf(entry));
  return calendar.toString();
}

function eventOf(entry: CalendarEntry): ICalEventData {
  return {
    id: entry.uid,
    sequence: entry.sequence,
    stamp: new Date(entry.changedAt),
    start: new Date(entry.startsAt),
    end: new Date(entry.endsAt),
    summary: calendarLine(entry.title),
    description: calendarText(entry.description),
    url: webAddress(entry.url),
    location: entry.place === null ? null : webAddress(entry.place),
    status: entry.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  };
}

/** Text of several lines: no control characters but line breaks, no half characters. Escaping and folding are the writer's. */
function calendarText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\p{Zl}|\p{Zp}|\u0085/gu, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim();
}

function calendarLine(text: string): string {
  return calendarText(text).replace(/\s+/g, ' ');
}

/** Names stand in quotes, and programs differ in what they take for an escape there: so there is none. */
function partyName({ name, address }: CalendarParty): string {
  return (
    calendarLine(name)
      .replace(/["^\\]/g, "'")
      .trim() || address
  );
}
