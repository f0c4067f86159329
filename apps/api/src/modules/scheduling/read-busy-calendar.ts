import { Injectable, type OnModuleInit } from '@nestjs/common';
import { interviewOfUid, outsideBusy } from '@dryrun/domain/scheduling/outside-busy';
import { DAY, MINUTE } from '@dryrun/domain/time/zone-transitions';
import { domainHours } from '@dryrun/domain/scheduling/kept-hours';
import { CalendarRefusal, type BusyTimes } from '../../platform/calendar-feed/busy-times.ts';
import { readBusyTimes } from '../../platform/calendar-feed/read-busy-times.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { Events } from '../../platform/events/events.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Outbound, OutboundRefusal } from '../../platform/outbound/outbound.ts';
import { Sealed } from '../../platform/sealed/sealed.ts';
import { BusyCalendarStore, type BusyCalendar } from './busy-calendar.store.ts';
import { SchedulingStore } from './scheduling.store.ts';

/** Purpose under which addresses are sealed. */
export const BUSY_SEAL = 'scheduling.busy_calendar';
/** The queue whose jobs read one calendar each. */
export const READ_BUSY_CALENDAR = 'scheduling.read_busy_calendar';

const RULES = {
  accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1',
  maxBytes: 5_000_000,
  timeoutMs: 10_000,
  maxRedirects: 3,
};
const EVERY_MS = 15 * MINUTE;
const MOST_MS = 6 * 60 * MINUTE;
const LOOK_EVERY_SECONDS = 60;
const MOST_AT_ONCE = 200;
/** Further than anybody can book ahead. */
const AHEAD = 120 * DAY;

/**
 * Reads mentors' other calendars, each every quarter of an hour, more rarely while it fails. What was read last stays in force
 * meanwhile: a calendar that cannot be read closes nothing and opens nothing.
 */
@Injectable()
export class ReadBusyCalendar implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly store: BusyCalendarStore,
    private readonly hours: SchedulingStore,
    private readonly outbound: Outbound,
    private readonly sealed: Sealed,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.work<{ personId: string }>(READ_BUSY_CALENDAR, ({ personId }) => this.run(personId), { concurrency: 2 });
    this.jobs.schedule('scheduling.look_for_busy_calendars', { everySeconds: LOOK_EVERY_SECONDS }, () =>
      this.askForDue(),
    );
  }

  async askForDue(): Promise<void> {
    const due = await this.store.listDue(this.clock.now(), MOST_AT_ONCE);
    if (due.length === 0) return;
    await this.database.write(async (tx) => {
      for (const personId of due)
        await this.jobs.enqueue(tx, READ_BUSY_CALENDAR, { personId }, { singletonKey: personId });
    });
  }

  /** Reads one calendar; that it cannot be read is an outcome, not an error. */
  async run(personId: string): Promise<void> {
    const calendar = await this.store.find(personId);
    if (!calendar) return;
    const read = await this.fetch(calendar).catch((error: unknown) => {
      if (error instanceof OutboundRefusal || error instanceof CalendarRefusal) return error.message;
      throw error;
    });
    await this.database.write(async (tx) => {
      const current = await this.store.lock(tx, personId);
      // Another address was connected meanwhile; its own job reads it.
      if (current?.connectedAt.getTime() !== calendar.connectedAt.getTime()) return;
      await (typeof read === 'string' ? this.noteFailure(tx, current, read) : this.keep(tx, current, read));
    });
  }

  /** @throws OutboundRefusal or CalendarRefusal with a sentence for the mentor */
  private async fetch({ personId, sealedUrl }: BusyCalendar): Promise<BusyTimes> {
    const url = this.sealed.open(BUSY_SEAL, sealedUrl);
    if (url === null)
      throw new OutboundRefusal('The address can no longer be opened on this server. Please paste it again.');
    const { contentType, text } = await this.outbound.fetchText(url, RULES);
    if (!/^text\/calendar\b/i.test(contentType) && !/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text))
      throw new CalendarRefusal('That address answers something else than a calendar. Look for one that ends in .ics.');
    const now = this.clock.now().getTime();
    const hours = await this.hours.findHours(personId);
    return readBusyTimes(text.replace(/^\uFEFF/, ''), {
      from: now - DAY,
      until: now + AHEAD,
      homeZone: hours?.timeZone ?? 'UTC',
      stays: (hours && domainHours(hours).stays) ?? [],
    });
  }

  private async keep(tx: Tx, { personId }: BusyCalendar, { times, unreadable }: BusyTimes): Promise<void> {
    const now = this.clock.now();
    const named = new Set(times.flatMap(({ uid }) => interviewOfUid(uid) ?? []));
    const own = new Set(await this.store.listReferences(tx, [...named]));
    const live = await this.store.listLive(tx, personId, new Date(now.getTime() - DAY));
    await this.store.replaceTimes(tx, personId, outsideBusy(times, own, live));
    await this.store.updateRead(tx, personId, {
      triedAt: now,
      readAt: now,
      failingSince: null,
      failures: 0,
      problem: unreadable > 0 ? unreadableWords(unreadable) : null,
      nextReadAt: new Date(now.getTime() + EVERY_MS),
    });
    for (const { referenceId, startsAt, endsAt } of await this.store.updateConflicts(tx, personId, now))
      await this.events.announce(tx, {
        type: 'scheduling.busy_conflict',
        subjectId: referenceId,
        payload: { mentorId: personId, startsAt, endsAt },
      });
  }

  private async noteFailure(tx: Tx, calendar: BusyCalendar, problem: string): Promise<void> {
    const now = this.clock.now();
    const wait = Math.min(EVERY_MS * 2 ** calendar.failures, MOST_MS);
    await this.store.updateRead(tx, calendar.personId, {
      triedAt: now,
      readAt: calendar.readAt,
      failingSince: calendar.failingSince ?? now,
      failures: Math.min(calendar.failures + 1, 20),
      problem,
      nextReadAt: new Date(now.getTime() + wait),
    });
  }
}

function unreadableWords(count: number): string {
  return count === 1
    ? 'One entry of that calendar makes no sense and was left out.'
    : `${count} entries of that calendar make no sense and were left out.`;
}
