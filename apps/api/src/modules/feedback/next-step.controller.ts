import { Controller } from '@nestjs/common';
import { feedbackEndpoints as e } from '@dryrun/contracts/feedback.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { NextStepQueries } from './next-step.queries.ts';
import { UpdateNextStep } from './update-next-step.ts';

@Controller()
export class NextStepController {
  constructor(
    private readonly queries: NextStepQueries,
    private readonly update: UpdateNextStep,
  ) {}

  @Endpoint(e.myNextSteps)
  myNextSteps(_: In<typeof e.myNextSteps>, { actor }: SignedInContext) {
    return this.queries.mine(actor);
  }

  @Endpoint(e.updateNextStep)
  async updateNextStep({ params, body }: In<typeof e.updateNextStep>, { actor }: SignedInContext) {
    await this.update.run(actor, params.nextStepId, body);
    return this.queries.one(params.nextStepId);
  }
}
