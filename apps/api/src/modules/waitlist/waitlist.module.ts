import { Module } from '@nestjs/common';
import { CohortsModule } from '../cohorts/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { InterviewsModule } from '../interviews/index.ts';
import { SchedulingModule } from '../scheduling/index.ts';
import { AcceptOffer } from './accept-offer.ts';
import { DeclineOffer } from './decline-offer.ts';
import { EndWaiting } from './end-waiting.ts';
import { HearOfChanges, JoinAfterLoss } from './hear-of-changes.ts';
import { JoinWaitlist } from './join-waitlist.ts';
import { LeaveWaitlist } from './leave-waitlist.ts';
import { OfferTimes } from './offer-times.ts';
import { Cascade, RunCascade } from './run-cascade.ts';
import { Standings } from './standing.ts';
import { WaitingPeople } from './waiting-people.ts';
import { Waitlist } from './waitlist.ts';
import { WaitlistController } from './waitlist.controller.ts';
import { WaitlistPolicy } from './waitlist.policy.ts';
import { WaitlistLog, WaitlistQueries, WaitlistViews } from './waitlist.queries.ts';
import { WaitlistStore } from './waitlist.store.ts';
import { WaitlistWrites } from './waitlist-writes.ts';

const useCases = [JoinWaitlist, LeaveWaitlist, AcceptOffer, DeclineOffer];
const cascade = [Standings, OfferTimes, Cascade, RunCascade, EndWaiting, HearOfChanges, JoinAfterLoss, WaitingPeople];

@Module({
  imports: [IdentityModule, CohortsModule, SchedulingModule, InterviewsModule],
  controllers: [WaitlistController],
  providers: [
    WaitlistStore,
    WaitlistPolicy,
    WaitlistWrites,
    WaitlistQueries,
    WaitlistLog,
    WaitlistViews,
    Waitlist,
    ...useCases,
    ...cascade,
  ],
  exports: [Waitlist],
})
export class WaitlistModule {}
