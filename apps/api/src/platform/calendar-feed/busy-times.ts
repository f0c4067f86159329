import ICAL from 'ical.js';
import { zoneOfDate, type ZoneStay } from '@dryrun/domain/scheduling/zone-stays';
import { toLocalDate } from '@dryrun/domain/time/local-date';
import { DAY, isTimeZone, MINUTE, zoneClock } from '@dryrun/domain/time/zone-transitions';

/** Which stretch is wanted, and on whose clock floating times and whole days are meant. Instants are epoch milliseconds. */
export interface BusyQuestion {
  from: number;
  until: number;
  homeZone: string;
  stays: readonly ZoneStay[];
}

/** One stretch of busy time. `uid` names the entry, to tell our own from others; nothing else of it is kept. */
export interface BusyTime {
  start: number;
  end: number;
  uid: string;
}

export interface BusyTimes {
  times: BusyTime[];
  /** Entries that make no sense and were left out. */
  unreadable: number;
}

/** Why a calendar is not read, as a sentence for its owner. */
export class CalendarRefusal extends Error {
  override readonly name = 'CalendarRefusal';
}

// A daily entry since 1990 is 13,000 steps; calendars of a working person stay far below.
const MOST_STEPS = 1_000_000;
const MOST_TIMES = 20_000;

/**
 * The busy times of an iCalendar text that overlap the stretch, in no particular order: events with their repetitions, exceptions and
 * moved or cancelled dates, and FREEBUSY. What is transparent, cancelled or marked free takes no time.
 * Threads run this file with types stripped off and nothing compiled, so it keeps to what that can do.
 * Text is hostile until proven otherwise, and some rules make the parser loop: call it in a thread that can be stopped.
 * @throws CalendarRefusal for what is no calendar, or one that asks for too much
 */
export function busyTimes(text: string, question: BusyQuestion): BusyTimes {
  const reader = new BusyReader(question);
  for (const calendar of calendarsOf(text)) reader.read(calendar);
  return { times: reader.times, unreadable: reader.unreadable };
}

function calendarsOf(text: string): ICAL.Component[] {
  let parsed: unknown;
  try {
    parsed = ICAL.parse(text);
  } catch {
    throw new CalendarRefusal('What that address answers is no calendar that can be read.');
  }
  // One calendar is answered as itself, several as a list of them.
  const all = (Array.isArray((parsed as unknown[])[0]) ? parsed : [parsed]) as ConstructorParameters<
    typeof ICAL.Component
  >[0][];
  const calendars = all.map((one) => new ICAL.Component(one)).filter((c) => c.name === 'vcalendar');
  if (calendars.length === 0) throw new CalendarRefusal('What that address answers is no calendar that can be read.');
  return calendars;
}

/** A zone that the file names without describing it, by the platform's own data. */
class NamedZone extends ICAL.Timezone {
  private readonly timeZone: string;

  constructor(tzid: string, timeZone: string) {
    super({ tzid });
    this.timeZone = timeZone;
  }

  override utcOffset(time: ICAL.Time): number {
    const wall = wallOf(time);
    return (wall - zoneClock(this.timeZone).toInstant(wall)) / 1_000;
  }
}

class BusyReader {
  readonly times: BusyTime[] = [];
  unreadable = 0;
  private readonly question: BusyQuestion;
  private steps = 0;

  constructor(question: BusyQuestion) {
    this.question = question;
  }

  read(calendar: ICAL.Component): void {
    registerZones(calendar);
    const byUid = Map.groupBy(calendar.getAllSubcomponents('vevent'), uidOf);
    for (const [uid, components] of byUid) this.attempt(() => this.readEvent(uid, components));
    for (const component of calendar.getAllSubcomponents('vfreebusy')) this.attempt(() => this.readFreeBusy(component));
  }

  /** One entry that makes no sense does not hide the others. */
  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof CalendarRefusal) throw error;
      this.unreadable += 1;
    }
  }

  private readEvent(uid: string, components: readonly ICAL.Component[]): void {
    const main = components.find((c) => !c.hasProperty('recurrence-id'));
    const changed = components.filter((c) => c.hasProperty('recurrence-id'));
    if (!main?.hasProperty('rrule') && !main?.hasProperty('rdate')) {
      // Changed dates without the entry they belong to stand for themselves.
      for (const component of main ? [main] : changed) this.addOnce(uid, component);
      return;
    }
    const event = new ICAL.Event(main, { exceptions: [...changed], strictExceptions: false });
    const met = new Set<ICAL.Component>();
    const steps = event.iterator();
    for (let next = steps.next(); next; next = steps.next()) {
      this.step();
      // Moved dates may lie anywhere, so they are added by themselves.
      if (this.instantOf(next) >= this.question.until + DAY) break;
      const { item, startDate, endDate } = event.getOccurrenceDetails(next);
      if (changed.includes(item.component) && !item.modifiesFuture()) met.add(item.component);
      this.add(uid, item.component, startDate, endDate);
    }
    for (const component of changed)
      if (!met.has(component) && !new ICAL.Event(component).modifiesFuture()) this.addOnce(uid, component);
  }

  private addOnce(uid: string, component: ICAL.Component): void {
    this.step();
    const event = new ICAL.Event(component);
    this.add(uid, component, event.startDate, event.endDate);
  }

  private readFreeBusy(component: ICAL.Component): void {
    for (const property of component.getAllProperties('freebusy')) {
      if (String(property.getParameter('fbtype') ?? 'BUSY').toUpperCase() === 'FREE') continue;
      for (const value of property.getValues() as unknown[]) {
        this.step();
        if (!(value instanceof ICAL.Period)) continue;
        this.keep(uidOf(component), this.instantOf(value.start), this.instantOf(value.getEnd()));
      }
    }
  }

  private add(uid: string, component: ICAL.Component, start: ICAL.Time, end: ICAL.Time): void {
    if (isFree(component)) return;
    this.keep(uid, this.instantOf(start), this.instantOf(end));
  }

  private keep(uid: string, start: number, end: number): void {
    if (!Number.isFinite(start) || !Number.isFinite(end)) throw new RangeError('no time');
    if (start >= end || end <= this.question.from || start >= this.question.until) return;
    if (this.times.length >= MOST_TIMES)
      throw new CalendarRefusal('That calendar has more entries in the coming months than can be read.');
    this.times.push({ start, end, uid });
  }

  private step(): void {
    this.steps += 1;
    if (this.steps > MOST_STEPS)
      throw new CalendarRefusal('Something in that calendar repeats more often than can be read.');
  }

  /** Whole days and floating times are meant where the mentor is on that date. */
  private instantOf(time: ICAL.Time): number {
    const isFloating = time.isDate || time.zone === null || time.zone === ICAL.Timezone.localTimezone;
    if (!isFloating) return time.toUnixTime() * 1_000;
    const wall = wallOf(time);
    const date = toLocalDate(Math.floor(wall / DAY));
    return zoneClock(zoneOfDate(this.question.homeZone, this.question.stays, date)).toInstant(wall);
  }
}

function isFree(component: ICAL.Component): boolean {
  const value = (name: string): string => String(component.getFirstPropertyValue(name) ?? '').toUpperCase();
  return (
    value('status') === 'CANCELLED' ||
    value('transp') === 'TRANSPARENT' ||
    value('x-microsoft-cdo-busystatus') === 'FREE'
  );
}

function uidOf(component: ICAL.Component): string {
  return String(component.getFirstPropertyValue('uid') ?? '');
}

/** What the wall clock shows, as if it were UTC. */
function wallOf({ year, month, day, hour, minute, second }: ICAL.Time): number {
  return Date.UTC(year, month - 1, day) + hour * 60 * MINUTE + minute * MINUTE + second * 1_000;
}

/** Makes zones known that entries name but the file does not describe. */
function registerZones(calendar: ICAL.Component): void {
  const described = new Set(
    calendar.getAllSubcomponents('vtimezone').map((zone) => String(zone.getFirstPropertyValue('tzid') ?? '')),
  );
  for (const component of calendar.getAllSubcomponents('vevent'))
    for (const name of ['dtstart', 'dtend', 'recurrence-id', 'exdate', 'rdate'])
      for (const property of component.getAllProperties(name)) {
        const tzid = String(property.getParameter('tzid') ?? '');
        if (tzid === '' || described.has(tzid) || ICAL.TimezoneService.has(tzid)) continue;
        const timeZone = ianaName(tzid);
        if (timeZone !== null) ICAL.TimezoneService.register(new NamedZone(tzid, timeZone), tzid);
      }
}

/** `Europe/Berlin` of itself or of `/freeassociation.sourceforge.net/Europe/Berlin`; null when no part of it is a zone. */
function ianaName(tzid: string): string | null {
  const parts = tzid.split('/');
  for (let i = 0; i < parts.length; i += 1) {
    const name = parts.slice(i).join('/');
    if (isTimeZone(name)) return name;
  }
  return null;
}
