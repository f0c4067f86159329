import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { UpdateAcademyBody } from '@dryrun/contracts/academy.contract';
import { isTimeZone } from '@dryrun/domain/time/zone-transitions';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { AcademyPolicy } from './academy.policy.ts';
import { InstallationStore } from './installation.store.ts';

/** Changes the academy's name and zone, and puts the first-steps checklist away or brings it back. */
@Injectable()
export class UpdateAcademy {
  constructor(
    private readonly database: Database,
    private readonly policy: AcademyPolicy,
    private readonly store: InstallationStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { name, timeZone, isChecklistHidden }: z.infer<typeof UpdateAcademyBody>): Promise<void> {
    this.policy.authorize(actor, 'academy:update');
    if (!isTimeZone(timeZone))
      throw new Refusal(
        'invalid_input',
        'That is not a time zone we know. Pick one from the list, for example Asia/Kolkata.',
        {
          errors: [{ pointer: '/body/timeZone', message: 'Not an IANA time zone.' }],
        },
      );
    await this.database.write(async (tx) => {
      const before = await this.store.lock(tx);
      if (!before) throw new Error('an academy with an admin has an installation');
      await this.store.update(tx, {
        academyName: name,
        timeZone,
        checklistHiddenAt: isChecklistHidden ? (before.checklistHiddenAt ?? this.clock.now()) : null,
      });
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: 'academy.update',
        subjectType: 'academy',
        subjectId: actor.personId,
        personId: null,
        batchId: null,
        before: {
          name: before.academyName,
          timeZone: before.timeZone,
          isChecklistHidden: before.checklistHiddenAt !== null,
        },
        after: { name, timeZone, isChecklistHidden },
      });
    });
  }
}
