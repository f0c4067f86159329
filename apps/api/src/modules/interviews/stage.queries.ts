import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { StageView } from '@dryrun/contracts/interviews.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Catalog } from '../catalog/index.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import type { Interview } from './interviews.store.ts';
import { PlanStore } from './plan.store.ts';

type Stage = z.infer<typeof StageView>;

/** What both people of a mock see of it while it runs: the clock, the names of the phases, and the prompt the mentor shows. */
@Injectable()
export class StageQueries {
  constructor(
    private readonly policy: InterviewsPolicy,
    private readonly plan: PlanStore,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  async stage(actor: Actor, interviewId: string): Promise<Stage> {
    const interview = await this.policy.authorize(actor, 'stage:read', interviewId);
    const format = await this.catalog.formatVersion(interview.formatVersionId);
    return {
      interviewId: interview.id,
      state: interview.state,
      now: this.clock.now().toISOString(),
      startedAt: interview.startedAt?.toISOString() ?? null,
      endsAt: interview.endsAt.toISOString(),
      phases: format.body.phases.map(({ title, minutes }) => ({ title, minutes })),
      shown: await this.shown(interview),
    };
  }

  private async shown({ id, state, shownItemId }: Interview): Promise<Stage['shown']> {
    if (state !== 'running' || shownItemId === null) return null;
    const item = await this.plan.findItem(id, shownItemId);
    if (!item?.shownAt) return null;
    const question = (await this.catalog.questionVersions([item.questionVersionId])).get(item.questionVersionId);
    return question
      ? { title: question.body.title, prompt: question.body.prompt, shownAt: item.shownAt.toISOString() }
      : null;
  }
}
