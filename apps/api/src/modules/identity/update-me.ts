import { Injectable } from '@nestjs/common';
import { isTimeZone } from '@dryrun/domain/time/zone-transitions';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { IdentityStore } from './identity.store.ts';

/** Changes the zone in which a person reads times. Stored hours keep the zone they were written in. */
@Injectable()
export class UpdateMe {
  constructor(
    private readonly database: Database,
    private readonly store: IdentityStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, timeZone: string): Promise<void> {
    if (!isTimeZone(timeZone))
      throw new Refusal(
        'invalid_input',
        'That is not a time zone we know. Pick one from the list, for example Asia/Kolkata.',
        {
          errors: [{ pointer: '/body/timeZone', message: 'Not an IANA time zone.' }],
        },
      );
    await this.database.write(async (tx) => {
      const before = await this.store.getPerson(actor.personId);
      await this.store.updateTimeZone(tx, actor.personId, timeZone, this.clock.now());
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: 'profile.update',
        subjectType: 'person',
        subjectId: actor.personId,
        personId: actor.personId,
        batchId: null,
        before: { timeZone: before.timeZone },
        after: { timeZone },
      });
    });
  }
}
