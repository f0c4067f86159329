import { Controller } from '@nestjs/common';
import { feedbackEndpoints as e } from '@dryrun/contracts/feedback.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { ExtendFeedback } from './extend-feedback.ts';
import { SaveScorecard } from './save-scorecard.ts';
import { ScorecardQueries } from './scorecard.queries.ts';
import { SubmitScorecard } from './submit-scorecard.ts';

@Controller()
export class ScorecardController {
  constructor(
    private readonly queries: ScorecardQueries,
    private readonly save: SaveScorecard,
    private readonly submit: SubmitScorecard,
    private readonly extending: ExtendFeedback,
  ) {}

  @Endpoint(e.scorecard)
  scorecard({ params }: In<typeof e.scorecard>, { actor }: SignedInContext) {
    return this.queries.mine(actor, params.interviewId);
  }

  @Endpoint(e.saveScorecard)
  async saveScorecard({ params, body }: In<typeof e.saveScorecard>, { actor }: SignedInContext) {
    await this.save.run(actor, params.interviewId, body);
    return this.queries.mine(actor, params.interviewId);
  }

  @Endpoint(e.submitScorecard)
  async submitScorecard({ params, body }: In<typeof e.submitScorecard>, { actor }: SignedInContext) {
    await this.submit.run(actor, params.interviewId, body);
    return this.queries.mine(actor, params.interviewId);
  }

  @Endpoint(e.untilTomorrow)
  untilTomorrow({ params }: In<typeof e.untilTomorrow>, { actor }: SignedInContext) {
    return this.extending.run(actor, params.interviewId);
  }
}
