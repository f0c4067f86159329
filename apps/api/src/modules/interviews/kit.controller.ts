import { Controller } from '@nestjs/common';
import { interviewEndpoints as e } from '@dryrun/contracts/interviews.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { AddMark } from './add-mark.ts';
import { PlanQueries } from './plan.queries.ts';
import { RemoveMark } from './remove-mark.ts';
import { SavePlan } from './save-plan.ts';
import { ShowPrompt } from './show-prompt.ts';
import { UsePushback } from './use-pushback.ts';

/** What the mentor works with: the plan before the mock, prompts, pushbacks and marks while it runs. */
@Controller()
export class KitController {
  constructor(
    private readonly queries: PlanQueries,
    private readonly saving: SavePlan,
    private readonly showing: ShowPrompt,
    private readonly pushing: UsePushback,
    private readonly marking: AddMark,
    private readonly unmarking: RemoveMark,
  ) {}

  @Endpoint(e.plan)
  plan({ params }: In<typeof e.plan>, { actor }: SignedInContext) {
    return this.queries.plan(actor, params.interviewId);
  }

  @Endpoint(e.savePlan)
  async savePlan({ params, body }: In<typeof e.savePlan>, { actor }: SignedInContext) {
    await this.saving.run(actor, params.interviewId, body);
    return this.queries.plan(actor, params.interviewId);
  }

  @Endpoint(e.show)
  async show({ params, body }: In<typeof e.show>, { actor }: SignedInContext) {
    await this.showing.run(actor, params.interviewId, body.planItemId);
    return this.queries.plan(actor, params.interviewId);
  }

  @Endpoint(e.usePushback)
  async usePushback({ params, body }: In<typeof e.usePushback>, { actor }: SignedInContext) {
    await this.pushing.run(actor, params.interviewId, body.planItemId, body.pushbackId);
    return this.queries.plan(actor, params.interviewId);
  }

  @Endpoint(e.mark)
  mark({ params, body }: In<typeof e.mark>, { actor }: SignedInContext) {
    return this.marking.run(actor, params.interviewId, body);
  }

  @Endpoint(e.unmark)
  async unmark({ params }: In<typeof e.unmark>, { actor }: SignedInContext): Promise<undefined> {
    await this.unmarking.run(actor, params.interviewId, params.markId);
  }
}
