import { Controller } from '@nestjs/common';
import { bookingEndpoints as e } from '@dryrun/contracts/bookings.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { AnswerRequest } from './answer-request.ts';
import { BookingQueries } from './booking.queries.ts';
import { ChangeRequestViews } from './change-request-views.ts';
import { ColleaguesQueries } from './colleagues.queries.ts';
import { InterviewsQueries } from './interviews.queries.ts';
import { MoveInterview } from './move-interview.ts';
import { OfferTimes } from './offer-times.ts';
import { SwapMentor } from './swap-mentor.ts';

/** What can be changed about a booked mock: its time and its mentor. */
@Controller()
export class ChangesController {
  constructor(
    private readonly bookings: BookingQueries,
    private readonly interviews: InterviewsQueries,
    private readonly requests: ChangeRequestViews,
    private readonly mentors: ColleaguesQueries,
    private readonly moving: MoveInterview,
    private readonly offering: OfferTimes,
    private readonly swapping: SwapMentor,
    private readonly answering: AnswerRequest,
  ) {}

  @Endpoint(e.booking)
  booking({ params }: In<typeof e.booking>, { actor }: SignedInContext) {
    return this.bookings.booking(actor, params.interviewId);
  }

  @Endpoint(e.moveSlots)
  moveSlots({ params }: In<typeof e.moveSlots>, { actor }: SignedInContext) {
    return this.bookings.moveSlots(actor, params.interviewId);
  }

  @Endpoint(e.move)
  async move({ params, body }: In<typeof e.move>, { actor }: SignedInContext) {
    await this.moving.run(actor, params.interviewId, body);
    return this.interviews.one(actor, params.interviewId);
  }

  @Endpoint(e.moveOnBehalf)
  async moveOnBehalf({ params, body }: In<typeof e.moveOnBehalf>, { actor }: SignedInContext) {
    await this.moving.onBehalf(actor, params.interviewId, body);
    return this.interviews.one(actor, params.interviewId);
  }

  @Endpoint(e.offerTimes)
  async offerTimes({ params, body }: In<typeof e.offerTimes>, { actor }: SignedInContext) {
    await this.offering.run(actor, params.interviewId, body);
    return this.bookings.booking(actor, params.interviewId);
  }

  @Endpoint(e.colleagues)
  colleagues({ params }: In<typeof e.colleagues>, { actor }: SignedInContext) {
    return this.mentors.list(actor, params.interviewId);
  }

  @Endpoint(e.swap)
  async swap({ params, body }: In<typeof e.swap>, { actor }: SignedInContext) {
    await this.swapping.run(actor, params.interviewId, body);
    return this.bookings.booking(actor, params.interviewId);
  }

  @Endpoint(e.myRequests)
  myRequests(_: In<typeof e.myRequests>, { actor }: SignedInContext) {
    return this.requests.mine(actor);
  }

  @Endpoint(e.answerRequest)
  async answerRequest({ params, body }: In<typeof e.answerRequest>, { actor }: SignedInContext) {
    await this.answering.run(actor, params.requestId, body);
    return this.requests.one(params.requestId);
  }

  @Endpoint(e.withdrawRequest)
  async withdrawRequest({ params }: In<typeof e.withdrawRequest>, { actor }: SignedInContext) {
    await this.answering.withdraw(actor, params.requestId);
    return this.requests.one(params.requestId);
  }
}
