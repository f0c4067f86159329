import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { SavePlanBody } from '@dryrun/contracts/interviews.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../platform/http/refusal.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { InterviewsStore } from './interviews.store.ts';
import { changedPlan } from './plan-changes.ts';
import { PlanStore } from './plan.store.ts';
import { QuestionPlanner } from './question-planner.ts';

/** Replaces the questions of a mock and the pushbacks meant for them, until the mock is over. */
@Injectable()
export class SavePlan {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly interviews: InterviewsStore,
    private readonly store: PlanStore,
    private readonly planner: QuestionPlanner,
  ) {}

  async run(actor: Actor, interviewId: string, body: z.infer<typeof SavePlanBody>): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'plan:update', interviewId);
      if (interview.state !== 'scheduled' && interview.state !== 'running')
        throw new Refusal(
          'interview_state',
          'This mock is over or cancelled, so its plan stays as it is. Nothing was changed.',
        );
      if (interview.planVersion !== body.version)
        throw new Refusal(
          'stale_version',
          'The plan was changed from another tab, or because a question was used in another mock. Nothing was saved; load it again.',
        );
      const items = await this.store.listItems(interview.id);
      const wantedIds = body.items.map((i) => i.questionVersionId);
      const plan = changedPlan({
        interviewId: interview.id,
        wanted: body.items,
        items,
        askable: await this.planner.askable(interview, wantedIds, now),
        pushbacksOf: await this.planner.pushbacksOf(wantedIds),
      });
      if (!plan.ok)
        throw new Refusal('invalid_input', 'The plan was not saved. Please look at what is named below.', {
          errors: plan.errors,
        });

      await this.store.replaceItems(tx, interview.id, plan.items);
      await this.interviews.update(tx, interview.id, { planVersion: interview.planVersion + 1 });
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'plan.save',
        interview,
        before: { questions: items.map((i) => i.questionVersionId) },
        after: { questions: wantedIds },
      });
    });
  }
}
