import { Injectable } from '@nestjs/common';
import type { AvailabilityBody, AvailabilityOnBehalfBody } from '@dryrun/contracts/scheduling.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { domainHours } from '@dryrun/domain/scheduling/kept-hours';
import type { Authorized } from '../../platform/auth/authorized.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Events } from '../../platform/events/events.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { AvailabilityEntity } from './availability.entity.ts';
import { BusyCalendarStore } from './busy-calendar.store.ts';
import { hoursErrors } from './hours-errors.ts';
import { SchedulingPolicy, type HoursOf } from './scheduling.policy.ts';
import { SchedulingStore } from './scheduling.store.ts';

interface Saving {
  actor: Actor;
  /** Set when somebody else than the mentor saves, as staff of this batch. */
  batchId: string | null;
  body: AvailabilityOnBehalfBody;
  /** null: as it is. */
  meetingUrl: string | null;
}

/** Replaces a mentor's hours, and opens the times again that they called off. Booked mocks stay as they are; the view names those that now lie outside. */
@Injectable()
export class SaveAvailability {
  constructor(
    private readonly database: Database,
    private readonly store: SchedulingStore,
    private readonly calendars: BusyCalendarStore,
    private readonly policy: SchedulingPolicy,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { meetingUrl, ...body }: AvailabilityBody): Promise<void> {
    const mine = this.policy.authorizeOwnHours(actor, 'availability:update');
    await this.save(mine, { actor, batchId: null, body, meetingUrl });
  }

  /** For a mentor who cannot do it right now; the mentor is told by event, and the audit says who did it. */
  async onBehalf(actor: Actor, batchId: string, personId: string, body: AvailabilityOnBehalfBody): Promise<void> {
    const theirs = await this.policy.authorizeHoursOf(actor, 'availability:update', batchId, personId);
    await this.save(theirs, { actor, batchId, body, meetingUrl: null });
  }

  private async save({ personId }: Authorized<HoursOf, 'availability:update'>, saving: Saving): Promise<void> {
    const { actor, batchId, body } = saving;
    const errors = hoursErrors(domainHours(body), '/body');
    if (errors) throw errors;

    await this.database.write(async (tx) => {
      const before = await this.store.lockHours(tx, personId);
      const { version, ...content } = body;
      const meetingUrl = saving.meetingUrl ?? before?.meetingUrl ?? '';
      const hours: AvailabilityEntity = {
        personId,
        ...content,
        meetingUrl,
        version: version + 1,
        updatedAt: this.clock.now(),
      };
      const isFirst = before === null && version === 0 && (await this.store.insertHours(tx, hours));
      if (!isFirst) {
        if (before?.version !== version) throw staleVersion();
        await this.store.updateHours(tx, hours);
      }
      await this.calendars.removeCalledOff(tx, personId);
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: batchId === null ? 'availability.save' : 'availability.save_on_behalf',
        subjectType: 'availability',
        subjectId: personId,
        personId,
        batchId,
        before: before && audited(before),
        after: audited(hours),
      });
      await this.events.announce(tx, {
        type: 'scheduling.hours_saved',
        subjectId: personId,
        payload: { savedBy: actor.personId, batchId },
      });
    });
  }
}

function staleVersion(): Refusal {
  return new Refusal(
    'stale_version',
    'These hours were saved from another tab or device in between. Nothing here was saved; load the newer hours and make your change again.',
  );
}

/** The meeting link is left out: it lets people in. */
function audited(hours: AvailabilityEntity): Record<string, unknown> {
  const { timeZone, rules, exceptions, timeOff, stays, limits, version } = hours;
  return { timeZone, rules, exceptions, timeOff, stays, limits, version };
}
