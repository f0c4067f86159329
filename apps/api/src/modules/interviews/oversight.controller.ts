import { Controller } from '@nestjs/common';
import { bookingEndpoints as e } from '@dryrun/contracts/bookings.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { BookOnBehalf } from './book-on-behalf.ts';
import { GrantExtraMocks } from './grant-extra-mocks.ts';
import { InterviewsQueries } from './interviews.queries.ts';
import { QuotaQueries } from './quota.queries.ts';
import { SlotsQueries } from './slots.queries.ts';
import { WhyQueries } from './why.queries.ts';

/** Accounts of mocks, why there is no time, and what staff do for learners. */
@Controller()
export class OversightController {
  constructor(
    private readonly accounts: QuotaQueries,
    private readonly open: SlotsQueries,
    private readonly reasons: WhyQueries,
    private readonly interviews: InterviewsQueries,
    private readonly granting: GrantExtraMocks,
    private readonly booking: BookOnBehalf,
  ) {}

  @Endpoint(e.quota)
  quota({ params }: In<typeof e.quota>, { actor }: SignedInContext) {
    return this.accounts.mine(actor, params.batchId);
  }

  @Endpoint(e.learnerQuota)
  learnerQuota({ params }: In<typeof e.learnerQuota>, { actor }: SignedInContext) {
    return this.accounts.ofLearner(actor, params.batchId, params.personId);
  }

  @Endpoint(e.grantExtraMocks)
  async grantExtraMocks({ params, body }: In<typeof e.grantExtraMocks>, { actor }: SignedInContext) {
    await this.granting.run(actor, params.batchId, params.personId, body);
    return this.accounts.ofLearner(actor, params.batchId, params.personId);
  }

  @Endpoint(e.why)
  why({ params, query }: In<typeof e.why>, { actor }: SignedInContext) {
    return this.reasons.why(actor, params.batchId, query);
  }

  @Endpoint(e.learnerSlots)
  learnerSlots({ params, query }: In<typeof e.learnerSlots>, { actor }: SignedInContext) {
    return this.open.learnerSlots(actor, params.batchId, params.personId, query);
  }

  @Endpoint(e.learnerWhy)
  learnerWhy({ params, query }: In<typeof e.learnerWhy>, { actor }: SignedInContext) {
    return this.reasons.learnerWhy(actor, params.batchId, params.personId, query);
  }

  @Endpoint(e.mentorWhy)
  mentorWhy({ query }: In<typeof e.mentorWhy>, { actor }: SignedInContext) {
    return this.reasons.mentorWhy(actor, query.onDate);
  }

  @Endpoint(e.bookOnBehalf)
  async bookOnBehalf({ params, body }: In<typeof e.bookOnBehalf>, { actor }: SignedInContext) {
    return this.interviews.one(actor, await this.booking.run(actor, params.batchId, body));
  }
}
