import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../platform/http/refusal.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { PlanStore } from './plan.store.ts';
import { QuestionPlanner } from './question-planner.ts';
import { mustBeRunning, notInPlan } from './running.ts';

/** Notes that the mentor pushed back with this one, planned or not. Noting it again changes nothing. */
@Injectable()
export class UsePushback {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly plan: PlanStore,
    private readonly planner: QuestionPlanner,
  ) {}

  async run(actor: Actor, interviewId: string, planItemId: string, pushbackId: string): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:run', interviewId);
      mustBeRunning(interview);
      const item = await this.plan.findItem(interview.id, planItemId);
      if (!item) throw notInPlan();
      const known = (await this.planner.pushbacksOf([item.questionVersionId])).get(item.questionVersionId);
      if (!known?.includes(pushbackId))
        throw new Refusal('invalid_input', 'Nothing was changed: the question has no such pushback.', {
          errors: [{ pointer: '/body/pushbackId', message: 'This is not a pushback of this question.' }],
        });
      if (item.usedPushbacks.some((u) => u.id === pushbackId)) return;
      const usedPushbacks = [...item.usedPushbacks, { id: pushbackId, at: now.toISOString() }];
      await this.plan.updateItem(tx, item.id, { usedPushbacks });
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.use_pushback',
        interview,
        after: { planItemId, pushbackId },
      });
    });
  }
}
