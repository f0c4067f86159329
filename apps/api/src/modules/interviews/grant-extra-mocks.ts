import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ExtraMocksBody } from '@dryrun/contracts/bookings.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Events } from '../../platform/events/events.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Scheduling } from '../scheduling/index.ts';

/** Gives a learner extra mocks, usable in any week. The account is insert-only: what was given is never taken back. */
@Injectable()
export class GrantExtraMocks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly cohorts: Cohorts,
    private readonly scheduling: Scheduling,
    private readonly journal: Audit,
    private readonly events: Events,
  ) {}

  async run(
    actor: Actor,
    batchId: string,
    personId: string,
    { count, reason }: z.infer<typeof ExtraMocksBody>,
  ): Promise<void> {
    await this.cohorts.authorize(actor, 'interview:override', batchId);
    if (!(await this.cohorts.learnerIds(batchId)).includes(personId)) throw notFound();
    await this.database.write(async (tx) => {
      const grant = { batchId, personId, amount: count, reason, actorId: actor.personId, at: this.clock.now() };
      await this.scheduling.grantMocks(tx, grant);
      await this.journal.record(tx, {
        actorId: actor.personId,
        action: 'quota.grant',
        subjectType: 'enrolment',
        subjectId: personId,
        personId,
        batchId,
        after: { count, reason },
      });
      await this.events.announce(tx, {
        type: 'quota.granted',
        subjectId: personId,
        payload: { batchId, count, reason },
      });
    });
  }
}
