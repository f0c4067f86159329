import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { notFound } from '../../platform/http/refusal.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { PlanStore } from './plan.store.ts';
import { mustBeRunning } from './running.ts';

/** Takes a mark back while the mock is running; afterwards marks are what was noticed, and stay. */
@Injectable()
export class RemoveMark {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly plan: PlanStore,
  ) {}

  /** @throws Refusal `not_found` also for a mark of another mock, and for one that was taken back already */
  async run(actor: Actor, interviewId: string, markId: string): Promise<void> {
    await this.writes.run(async (tx) => {
      const interview = await this.policy.lock(tx, actor, 'interview:run', interviewId);
      mustBeRunning(interview);
      if (!(await this.plan.deleteMark(tx, interview.id, markId))) throw notFound();
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.unmark',
        interview,
        before: { markId },
      });
    });
  }
}
