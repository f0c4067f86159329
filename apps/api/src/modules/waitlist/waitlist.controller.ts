import { Controller } from '@nestjs/common';
import { waitlistEndpoints as e } from '@dryrun/contracts/waitlist.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { BookOffered } from '../interviews/index.ts';
import { AcceptOffer } from './accept-offer.ts';
import { DeclineOffer } from './decline-offer.ts';
import { JoinWaitlist } from './join-waitlist.ts';
import { LeaveWaitlist } from './leave-waitlist.ts';
import { WaitlistLog, WaitlistQueries } from './waitlist.queries.ts';

/** Waiting for a time, and answering to one that is offered. */
@Controller()
export class WaitlistController {
  constructor(
    private readonly queries: WaitlistQueries,
    private readonly entering: JoinWaitlist,
    private readonly leaving: LeaveWaitlist,
    private readonly taking: AcceptOffer,
    private readonly declining: DeclineOffer,
    private readonly mocks: BookOffered,
    private readonly logged: WaitlistLog,
  ) {}

  @Endpoint(e.mine)
  mine(_input: In<typeof e.mine>, { actor }: SignedInContext) {
    return this.queries.mine(actor);
  }

  @Endpoint(e.join)
  async join({ params, body }: In<typeof e.join>, { actor }: SignedInContext) {
    await this.entering.run(actor, params.batchId, body);
    return this.queries.joined(actor, params.batchId);
  }

  @Endpoint(e.leave)
  async leave({ params }: In<typeof e.leave>, { actor }: SignedInContext): Promise<undefined> {
    await this.leaving.run(actor, params.entryId);
  }

  @Endpoint(e.offer)
  offer({ params }: In<typeof e.offer>, { actor }: SignedInContext) {
    return this.queries.offer(actor, params.offerId);
  }

  @Endpoint(e.accept)
  async accept({ params }: In<typeof e.accept>, { actor }: SignedInContext) {
    return this.mocks.view(actor, await this.taking.run(actor, params.offerId));
  }

  @Endpoint(e.decline)
  async decline({ params }: In<typeof e.decline>, { actor }: SignedInContext) {
    await this.declining.run(actor, params.offerId);
    return this.queries.offer(actor, params.offerId);
  }

  @Endpoint(e.log)
  log({ params }: In<typeof e.log>, { actor }: SignedInContext) {
    return this.logged.of(actor, params.batchId);
  }
}
