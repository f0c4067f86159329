import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { InterviewsStore } from './interviews.store.ts';
import { PlanStore } from './plan.store.ts';
import { mustBeRunning, notInPlan } from './running.ts';

/** Lets the learner see the prompt of one planned question, or hides what they see. Pushbacks, probes and facts stay hidden. */
@Injectable()
export class ShowPrompt {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly interviews: InterviewsStore,
    private readonly plan: PlanStore,
  ) {}

  /** @param planItemId null hides the prompt again */
  async run(actor: Actor, interviewId: string, planItemId: string | null): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:run', interviewId);
      mustBeRunning(interview);
      const item = planItemId === null ? null : await this.plan.findItem(interview.id, planItemId);
      if (planItemId !== null && !item) throw notInPlan();
      if (interview.shownItemId === planItemId) return;
      if (item?.shownAt === null) await this.plan.updateItem(tx, item.id, { shownAt: now });
      await this.interviews.update(tx, interview.id, { shownItemId: planItemId });
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: planItemId === null ? 'interview.hide_prompt' : 'interview.show_prompt',
        interview,
        after: { planItemId },
      });
    });
  }
}
