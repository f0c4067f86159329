import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { WeMetBody } from '@dryrun/contracts/interviews.contract';
import { weMetDecision } from '@dryrun/domain/interviews/booking-changes';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../platform/http/refusal.ts';
import { Scheduling } from '../scheduling/index.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { InterviewsStore } from './interviews.store.ts';
import { metNews } from './met-news.ts';
import { PlanStore, type PlanItem } from './plan.store.ts';
import { opensAt } from './start-interview.ts';

/** "We met": the mock took place, this long, with these questions. From here on its scorecard is due. */
@Injectable()
export class EndInterview {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly interviews: InterviewsStore,
    private readonly plan: PlanStore,
    private readonly scheduling: Scheduling,
  ) {}

  async run(
    actor: Actor,
    interviewId: string,
    { minutes, askedPlanItemIds }: z.infer<typeof WeMetBody>,
  ): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:run', interviewId);
      const { state, startsAt } = interview;
      const decision = weMetDecision({ state, startsAt: startsAt.getTime(), now: now.getTime() });
      if (!decision.ok) throw new Refusal(decision.refusal, decision.detail, { extensions: opensAt(decision) });
      const items = await this.plan.listItems(interview.id);
      mustBeOfPlan(askedPlanItemIds, items);

      const asked = items.filter((i) => askedPlanItemIds.includes(i.id));
      for (const item of asked) await this.plan.updateItem(tx, item.id, { askedAt: now });
      await this.interviews.update(tx, interview.id, {
        state: decision.state,
        endedAt: now,
        minutes,
        shownItemId: null,
      });
      await this.scheduling.markUsed(tx, interview.id, now);
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.we_met',
        interview,
        before: { state },
        after: { state: decision.state, minutes, asked: asked.map((i) => i.questionVersionId) },
        news: { type: 'interview.met', payload: metNews(interview, items, asked, minutes) },
      });
    });
  }
}

function mustBeOfPlan(ids: readonly string[], items: readonly PlanItem[]): void {
  const errors = ids.flatMap((id, i) =>
    items.some((item) => item.id === id)
      ? []
      : [{ pointer: `/body/askedPlanItemIds/${i}`, message: 'This is not in the plan of this mock.' }],
  );
  if (errors.length > 0)
    throw new Refusal(
      'invalid_input',
      'Nothing was saved. Load the plan again: it no longer has a question you named.',
      { errors },
    );
}
