import { Controller } from '@nestjs/common';
import { interviewEndpoints as e } from '@dryrun/contracts/interviews.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { CancelInterview } from './cancel-interview.ts';
import { EndInterview } from './end-interview.ts';
import { InterviewsQueries } from './interviews.queries.ts';
import { SetMeetingLink } from './set-meeting-link.ts';
import { StageQueries } from './stage.queries.ts';
import { StartInterview } from './start-interview.ts';

/** A booked mock, from reading it to its end. */
@Controller()
export class InterviewsController {
  constructor(
    private readonly queries: InterviewsQueries,
    private readonly stages: StageQueries,
    private readonly cancelling: CancelInterview,
    private readonly starting: StartInterview,
    private readonly ending: EndInterview,
    private readonly meeting: SetMeetingLink,
  ) {}

  @Endpoint(e.list)
  list({ query }: In<typeof e.list>, { actor }: SignedInContext) {
    return this.queries.list(actor, query);
  }

  @Endpoint(e.get)
  get({ params }: In<typeof e.get>, { actor }: SignedInContext) {
    return this.queries.one(actor, params.interviewId);
  }

  @Endpoint(e.stage)
  stage({ params }: In<typeof e.stage>, { actor }: SignedInContext) {
    return this.stages.stage(actor, params.interviewId);
  }

  @Endpoint(e.cancel)
  async cancel({ params, body }: In<typeof e.cancel>, { actor }: SignedInContext) {
    await this.cancelling.run(actor, params.interviewId, body);
    return this.queries.one(actor, params.interviewId);
  }

  @Endpoint(e.setMeetingLink)
  async setMeetingLink({ params, body }: In<typeof e.setMeetingLink>, { actor }: SignedInContext) {
    await this.meeting.run(actor, params.interviewId, body.url);
    return this.queries.one(actor, params.interviewId);
  }

  @Endpoint(e.start)
  async start({ params }: In<typeof e.start>, { actor }: SignedInContext) {
    await this.starting.run(actor, params.interviewId);
    return this.queries.one(actor, params.interviewId);
  }

  @Endpoint(e.weMet)
  async weMet({ params, body }: In<typeof e.weMet>, { actor }: SignedInContext) {
    await this.ending.run(actor, params.interviewId, body);
    return this.queries.one(actor, params.interviewId);
  }
}
