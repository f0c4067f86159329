import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { checkedUrl, OutboundRefusal } from '../../platform/outbound/outbound.ts';
import { Sealed } from '../../platform/sealed/sealed.ts';
import { BusyCalendarStore } from './busy-calendar.store.ts';
import { BUSY_SEAL, READ_BUSY_CALENDAR } from './read-busy-calendar.ts';
import { SchedulingPolicy } from './scheduling.policy.ts';

const MINUTE = 60_000;

/** Says where a mentor's other calendar is, or that there is none any more. Reading it is a job of the background. */
@Injectable()
export class ConnectBusyCalendar {
  constructor(
    private readonly database: Database,
    private readonly store: BusyCalendarStore,
    private readonly policy: SchedulingPolicy,
    private readonly sealed: Sealed,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal `invalid_input` for an address that would never be read from here */
  async connect(actor: Actor, address: string): Promise<void> {
    const { personId } = this.policy.authorizeOwnHours(actor, 'availability:update');
    const url = readableUrl(address);
    await this.database.write(async (tx) => {
      const connectedAt = this.clock.now();
      const label = labelOf(url);
      await this.store.replace(tx, { personId, sealedUrl: this.sealed.seal(BUSY_SEAL, url.href), label, connectedAt });
      // A key of its own: a job that waits or runs for a former address must not stand in for this one.
      const singletonKey = `${personId} ${connectedAt.getTime()}`;
      await this.jobs.enqueue(tx, READ_BUSY_CALENDAR, { personId }, { singletonKey, isUrgent: true });
      await this.audit.record(tx, { ...this.lineOf(personId), action: 'busy_calendar.connect', after: { label } });
    });
  }

  /** Reads it as soon as may be. @throws Refusal `too_many_requests` within a minute of the last time */
  async readNow(actor: Actor): Promise<void> {
    const { personId } = this.policy.authorizeOwnHours(actor, 'availability:update');
    await this.database.write(async (tx) => {
      const calendar = await this.store.lock(tx, personId);
      if (!calendar) return;
      if (calendar.triedAt && this.clock.now().getTime() - calendar.triedAt.getTime() < MINUTE)
        throw new Refusal('too_many_requests', 'It was read less than a minute ago. Please wait a moment.');
      await this.jobs.enqueue(tx, READ_BUSY_CALENDAR, { personId }, { singletonKey: personId, isUrgent: true });
    });
  }

  async disconnect(actor: Actor): Promise<void> {
    const { personId } = this.policy.authorizeOwnHours(actor, 'availability:update');
    await this.database.write(async (tx) => {
      const calendar = await this.store.lock(tx, personId);
      if (!calendar) return;
      await this.store.remove(tx, personId);
      const before = { label: calendar.label };
      await this.audit.record(tx, { ...this.lineOf(personId), action: 'busy_calendar.disconnect', before });
    });
  }

  private lineOf(personId: string) {
    return { actorId: personId, subjectType: 'busy_calendar', subjectId: personId, personId, batchId: null };
  }
}

/** `webcal:` is how calendars say "subscribe to this"; what is meant is https. */
function readableUrl(address: string): URL {
  try {
    return checkedUrl(address.trim().replace(/^webcals?:/i, 'https:'));
  } catch (error) {
    if (!(error instanceof OutboundRefusal)) throw error;
    throw new Refusal('invalid_input', 'Nothing was connected. Please look at the address again.', {
      errors: [{ pointer: '/body/url', message: error.message }],
    });
  }
}

/** Enough to tell one calendar from another, and not enough to read it: `calendar.google.com … .ics`. */
function labelOf(url: URL): string {
  return `${url.hostname} …${url.pathname.slice(-4)}`;
}
