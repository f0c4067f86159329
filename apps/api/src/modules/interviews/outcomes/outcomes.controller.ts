import { Controller } from '@nestjs/common';
import { outcomeEndpoints as e } from '@dryrun/contracts/outcomes.contract';
import { Endpoint, type In, type SignedInContext } from '../../../platform/http/endpoint.ts';
import { InterviewsQueries } from '../interviews.queries.ts';
import { AnswerClaim } from './answer-claim.ts';
import { ClaimOutcome } from './claim-outcome.ts';
import { DecideOutcome } from './decide-outcome.ts';
import { LogMock } from './log-mock.ts';
import { LogOptionsQueries } from './log-options.queries.ts';
import { OutcomesQueries } from './outcomes.queries.ts';
import { SayLate } from './say-late.ts';
import { WithdrawClaim } from './withdraw-claim.ts';

/** What became of a mock that was not simply held, who runs late, and mocks held elsewhere. */
@Controller()
export class OutcomesController {
  constructor(
    private readonly queries: OutcomesQueries,
    private readonly late: SayLate,
    private readonly claiming: ClaimOutcome,
    private readonly answering: AnswerClaim,
    private readonly withdrawing: WithdrawClaim,
    private readonly deciding: DecideOutcome,
    private readonly options: LogOptionsQueries,
    private readonly logging: LogMock,
    private readonly interviews: InterviewsQueries,
  ) {}

  @Endpoint(e.outcome)
  outcome({ params }: In<typeof e.outcome>, { actor }: SignedInContext) {
    return this.queries.one(actor, params.interviewId);
  }

  @Endpoint(e.sayLate)
  async sayLate({ params, body }: In<typeof e.sayLate>, { actor }: SignedInContext) {
    await this.late.run(actor, params.interviewId, body.minutes);
    return this.queries.one(actor, params.interviewId);
  }

  @Endpoint(e.claim)
  async claim({ params, body }: In<typeof e.claim>, { actor }: SignedInContext) {
    await this.claiming.run(actor, params.interviewId, body);
    return this.queries.one(actor, params.interviewId);
  }

  @Endpoint(e.answerClaim)
  async answerClaim({ params, body }: In<typeof e.answerClaim>, { actor }: SignedInContext) {
    await this.answering.run(actor, params.interviewId, body);
    return this.queries.one(actor, params.interviewId);
  }

  @Endpoint(e.comeRound)
  async comeRound({ params }: In<typeof e.comeRound>, { actor }: SignedInContext) {
    await this.answering.comeRound(actor, params.interviewId);
    return this.queries.one(actor, params.interviewId);
  }

  @Endpoint(e.withdrawClaim)
  async withdrawClaim({ params }: In<typeof e.withdrawClaim>, { actor }: SignedInContext) {
    await this.withdrawing.run(actor, params.interviewId);
    return this.queries.one(actor, params.interviewId);
  }

  @Endpoint(e.decideOutcome)
  async decideOutcome({ params, body }: In<typeof e.decideOutcome>, { actor }: SignedInContext) {
    await this.deciding.run(actor, params.interviewId, body);
    return this.queries.one(actor, params.interviewId);
  }

  @Endpoint(e.outcomes)
  outcomes({ params }: In<typeof e.outcomes>, { actor }: SignedInContext) {
    return this.queries.queue(actor, params.batchId);
  }

  @Endpoint(e.myClaims)
  myClaims(_: In<typeof e.myClaims>, { actor }: SignedInContext) {
    return this.queries.mine(actor);
  }

  @Endpoint(e.logOptions)
  logOptions({ params }: In<typeof e.logOptions>, { actor }: SignedInContext) {
    return this.options.options(actor, params.batchId);
  }

  @Endpoint(e.logMock)
  async logMock({ params, body }: In<typeof e.logMock>, { actor }: SignedInContext) {
    return this.interviews.one(actor, await this.logging.run(actor, params.batchId, body));
  }
}
