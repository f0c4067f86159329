import { Injectable } from '@nestjs/common';
import type { AvailabilityBody } from '@dryrun/contracts/scheduling.contract';
import { checkAvailability, type AvailabilityProblem } from '@dryrun/domain/scheduling/availability-rules';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Refusal, type FieldError } from '../../platform/http/refusal.ts';
import type { AvailabilityEntity } from './availability.entity.ts';
import { domainExceptions, domainRules } from './hours.ts';
import { SchedulingPolicy } from './scheduling.policy.ts';
import { SchedulingStore } from './scheduling.store.ts';

/** Replaces a mentor's hours. Booked mocks stay as they are; the view's notes name those that now lie outside. */
@Injectable()
export class SaveAvailability {
  constructor(
    private readonly database: Database,
    private readonly store: SchedulingStore,
    private readonly policy: SchedulingPolicy,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, body: AvailabilityBody): Promise<void> {
    const { personId } = this.policy.authorizeOwnHours(actor, 'availability:update');
    const errors = checkAvailability(domainRules(body.rules), domainExceptions(body.exceptions), body.timeZone)
      .filter((p) => p.severity === 'error')
      .map(fieldError);
    if (errors.length > 0)
      throw new Refusal('invalid_input', 'Nothing was saved. Please mend the hours marked below and save again.', {
        errors,
      });

    await this.database.write(async (tx) => {
      const before = await this.store.lockHours(tx, personId);
      const { version, ...content } = body;
      const hours: AvailabilityEntity = { personId, ...content, version: version + 1, updatedAt: this.clock.now() };
      const isFirst = before === null && version === 0 && (await this.store.insertHours(tx, hours));
      if (!isFirst) {
        if (before?.version !== version) throw staleVersion();
        await this.store.updateHours(tx, hours);
      }
      await this.audit.record(tx, {
        actorId: personId,
        action: 'availability.save',
        subjectType: 'availability',
        subjectId: personId,
        personId,
        batchId: null,
        before: before && audited(before),
        after: audited(hours),
      });
    });
  }
}

function staleVersion(): Refusal {
  return new Refusal(
    'stale_version',
    'Your hours were saved from another tab or device in between. Nothing here was saved; load the newer hours and make your change again.',
  );
}

/** The meeting link is left out: it lets people in. */
function audited({ timeZone, rules, exceptions, version }: AvailabilityEntity): Record<string, unknown> {
  return { timeZone, rules, exceptions, version };
}

const MESSAGES: Partial<Record<AvailabilityProblem['code'], string>> = {
  unknown_time_zone: 'That is not a time zone we know. Pick one from the list, for example Asia/Kolkata.',
  bad_weekday: 'Choose a day from Monday to Sunday.',
  bad_time: 'Write a time as HH:MM from 00:00; only an end may be 24:00.',
  bad_date: 'Choose a day of the calendar.',
  duplicate_date: 'There already is an exception for this day; put all its hours there.',
};

function fieldError({ code, at }: AvailabilityProblem): FieldError {
  const path = ['/body', at.list];
  if (at.index !== undefined) path.push(String(at.index));
  if (at.interval !== undefined) path.push('intervals', String(at.interval));
  if (at.field) path.push(at.field === 'date' ? 'onDate' : at.field);
  return { pointer: path.join('/'), message: MESSAGES[code] ?? 'This cannot be used.' };
}
