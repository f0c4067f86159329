import { Controller } from '@nestjs/common';
import { feedbackEndpoints as e } from '@dryrun/contracts/feedback.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { FeedbackQueries } from './feedback.queries.ts';
import { GivePrediction } from './give-prediction.ts';
import { ReadFeedback } from './read-feedback.ts';

@Controller()
export class FeedbackController {
  constructor(
    private readonly queries: FeedbackQueries,
    private readonly read: ReadFeedback,
    private readonly givePrediction: GivePrediction,
  ) {}

  @Endpoint(e.predict)
  async predict({ params, body }: In<typeof e.predict>, { actor }: SignedInContext) {
    await this.givePrediction.run(actor, params.interviewId, body.levels);
    return this.read.run(actor, params.interviewId);
  }

  @Endpoint(e.feedback)
  feedback({ params }: In<typeof e.feedback>, { actor }: SignedInContext) {
    return this.read.run(actor, params.interviewId);
  }

  @Endpoint(e.myFeedback)
  myFeedback(_: In<typeof e.myFeedback>, { actor }: SignedInContext) {
    return this.queries.mine(actor);
  }
}
