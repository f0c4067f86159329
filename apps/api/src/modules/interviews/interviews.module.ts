import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/index.ts';
import { CohortsModule } from '../cohorts/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { PracticeModule } from '../practice/index.ts';
import { SchedulingModule } from '../scheduling/index.ts';
import { AddMark } from './add-mark.ts';
import { AnswerRequest } from './answer-request.ts';
import { BookOffered } from './book-offered.ts';
import { BookOnBehalf } from './book-on-behalf.ts';
import { BookingController } from './booking.controller.ts';
import { BookingQueries } from './booking.queries.ts';
import { CancelOfTheGone } from './cancel-of-the-gone.ts';
import { CancelInterview } from './cancel-interview.ts';
import { ChangeRequestViews } from './change-request-views.ts';
import { ChangeRequestsPolicy } from './change-requests.policy.ts';
import { ChangeRequestsStore } from './change-requests.store.ts';
import { ChangesController } from './changes.controller.ts';
import { ColleaguesQueries } from './colleagues.queries.ts';
import { ConfirmDecisionStore } from './confirm-decision.store.ts';
import { ConfirmHold } from './confirm-hold.ts';
import { ConfirmInOneTrip } from './confirm-in-one-trip.ts';
import { EndInterview } from './end-interview.ts';
import { GoalViews } from './goal-views.ts';
import { Goals } from './goals.ts';
import { GrantExtraMocks } from './grant-extra-mocks.ts';
import { HoldDecisionStore } from './hold-decision.store.ts';
import { HoldInOneTrip } from './hold-in-one-trip.ts';
import { HoldSlot } from './hold-slot.ts';
import { HoldsQueries } from './holds.queries.ts';
import { InterviewViews } from './interview-views.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsController } from './interviews.controller.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { InterviewsQueries } from './interviews.queries.ts';
import { InterviewsStore } from './interviews.store.ts';
import { Interviews } from './interviews.ts';
import { KitController } from './kit.controller.ts';
import { MeetingLinksStore } from './meeting-links.store.ts';
import { MeetingLinks } from './meeting-links.ts';
import { MoveInterview } from './move-interview.ts';
import { OfferTimes } from './offer-times.ts';
import { OversightController } from './oversight.controller.ts';
import { AnswerClaim } from './outcomes/answer-claim.ts';
import { ClaimClock } from './outcomes/claim-clock.ts';
import { ClaimOutcome } from './outcomes/claim-outcome.ts';
import { DecideOutcome } from './outcomes/decide-outcome.ts';
import { LogMock } from './outcomes/log-mock.ts';
import { LogOptionsQueries } from './outcomes/log-options.queries.ts';
import { OutcomesController } from './outcomes/outcomes.controller.ts';
import { OutcomesQueries } from './outcomes/outcomes.queries.ts';
import { OutcomesStore } from './outcomes/outcomes.store.ts';
import { SayLate } from './outcomes/say-late.ts';
import { SettleOutcome } from './outcomes/settle-outcome.ts';
import { WithdrawClaim } from './outcomes/withdraw-claim.ts';
import { PlanQueries } from './plan.queries.ts';
import { PlanStore } from './plan.store.ts';
import { QuestionPlanner } from './question-planner.ts';
import { QuotaQueries } from './quota.queries.ts';
import { Rebook } from './rebooking.ts';
import { RefreshPlans } from './refresh-plans.ts';
import { ReleaseHold } from './release-hold.ts';
import { RemoveMark } from './remove-mark.ts';
import { SavePlan } from './save-plan.ts';
import { SetMeetingLink } from './set-meeting-link.ts';
import { ShowPrompt } from './show-prompt.ts';
import { SlotsQueries } from './slots.queries.ts';
import { StageQueries } from './stage.queries.ts';
import { StartInterview } from './start-interview.ts';
import { SwapMentor } from './swap-mentor.ts';
import { UsePushback } from './use-pushback.ts';
import { WantedTimes } from './wanted-times.ts';
import { WhyQueries } from './why.queries.ts';

const useCases = [
  HoldSlot,
  HoldInOneTrip,
  ReleaseHold,
  ConfirmHold,
  ConfirmInOneTrip,
  CancelInterview,
  Rebook,
  MoveInterview,
  OfferTimes,
  SwapMentor,
  AnswerRequest,
  BookOnBehalf,
  BookOffered,
  GrantExtraMocks,
  CancelOfTheGone,
  StartInterview,
  SetMeetingLink,
  EndInterview,
  SavePlan,
  ShowPrompt,
  UsePushback,
  AddMark,
  RemoveMark,
  RefreshPlans,
  SettleOutcome,
  ClaimOutcome,
  AnswerClaim,
  WithdrawClaim,
  ClaimClock,
  DecideOutcome,
  SayLate,
  LogMock,
];
const reads = [
  SlotsQueries,
  HoldsQueries,
  InterviewsQueries,
  PlanQueries,
  StageQueries,
  InterviewViews,
  GoalViews,
  Goals,
  BookingQueries,
  ChangeRequestViews,
  ColleaguesQueries,
  QuotaQueries,
  WhyQueries,
  OutcomesQueries,
  LogOptionsQueries,
  WantedTimes,
];

@Module({
  imports: [IdentityModule, CohortsModule, CatalogModule, SchedulingModule, PracticeModule],
  controllers: [
    BookingController,
    ChangesController,
    OversightController,
    InterviewsController,
    OutcomesController,
    KitController,
  ],
  providers: [
    InterviewsStore,
    MeetingLinksStore,
    MeetingLinks,
    PlanStore,
    ChangeRequestsStore,
    OutcomesStore,
    HoldDecisionStore,
    ConfirmDecisionStore,
    InterviewsPolicy,
    ChangeRequestsPolicy,
    InterviewWrites,
    QuestionPlanner,
    Interviews,
    ...reads,
    ...useCases,
  ],
  exports: [Interviews, MeetingLinks, WantedTimes, BookOffered],
})
export class InterviewsModule {}
