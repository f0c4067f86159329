import { Injectable } from '@nestjs/common';
import type { NextStepView } from '@dryrun/contracts/feedback.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { notFound } from '../../platform/http/refusal.ts';
import { Catalog } from '../catalog/index.ts';
import { FeedbackPolicy } from './feedback.policy.ts';
import { NextStepStore, type NextStepRow } from './next-step.store.ts';

/** Next steps shaped for the screens. */
@Injectable()
export class NextStepQueries {
  constructor(
    private readonly store: NextStepStore,
    private readonly policy: FeedbackPolicy,
    private readonly catalog: Catalog,
  ) {}

  /** The actor's own, as a learner. */
  async mine(actor: Actor): Promise<{ items: NextStepView[] }> {
    const steps = await this.store.listOfLearner(actor.personId);
    return { items: await this.views(steps.filter((s) => this.policy.mayRead(actor, 'nextStep:read', s))) };
  }

  /** Pre-condition: the actor may read it. */
  async one(id: string): Promise<NextStepView> {
    const step = await this.store.find(id);
    if (!step) throw notFound();
    return this.view(step);
  }

  /** Those of a released card, in the mentor's order. */
  async ofScorecard(scorecardId: string): Promise<NextStepView[]> {
    return this.views(await this.store.listOfScorecard(scorecardId));
  }

  private views(steps: readonly NextStepRow[]): Promise<NextStepView[]> {
    return Promise.all(steps.map((step) => this.view(step)));
  }

  private async view(step: NextStepRow): Promise<NextStepView> {
    const { body: rubric } = await this.catalog.rubricVersion(step.rubricVersionId);
    const dimension = rubric.dimensions.find((d) => d.id === step.dimension);
    return {
      id: step.id,
      interviewId: step.interviewId,
      drill: step.drill,
      dimension: dimension ? { id: dimension.id, title: dimension.title } : null,
      dueOn: step.dueOn,
      state: step.state,
      mentorName: step.mentorName,
    };
  }
}
