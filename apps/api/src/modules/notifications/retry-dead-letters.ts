import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../platform/db/database.ts';
import { Audit, INSTALLATION_ID } from '../../platform/events/audit.ts';
import { Events } from '../../platform/events/events.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';

/** Gives news and jobs that failed for the last time another round of tries. */
@Injectable()
export class RetryDeadLetters {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
  ) {}

  /** Answers how many; `id` null means all of the kind. One that is not dead any more counts as none. */
  async run(actor: Actor, kind: 'event' | 'job', id: string | null): Promise<number> {
    return this.database.write(async (tx) => {
      const retried = await (kind === 'event' ? this.events : this.jobs).retryDead(tx, id);
      if (retried > 0)
        await this.audit.record(tx, {
          actorId: actor.personId,
          action: 'dead_letter.retry',
          subjectType: kind,
          subjectId: id ?? INSTALLATION_ID,
          personId: null,
          batchId: null,
          after: { retried },
        });
      return retried;
    });
  }
}
