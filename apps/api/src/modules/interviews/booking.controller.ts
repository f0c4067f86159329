import { Controller } from '@nestjs/common';
import { interviewEndpoints as e } from '@dryrun/contracts/interviews.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { ConfirmHold } from './confirm-hold.ts';
import { HoldSlot } from './hold-slot.ts';
import { HoldsQueries } from './holds.queries.ts';
import { InterviewsQueries } from './interviews.queries.ts';
import { ReleaseHold } from './release-hold.ts';
import { SlotsQueries } from './slots.queries.ts';

/** From a goal to a booked mock. */
@Controller()
export class BookingController {
  constructor(
    private readonly open: SlotsQueries,
    private readonly holds: HoldsQueries,
    private readonly interviews: InterviewsQueries,
    private readonly keep: HoldSlot,
    private readonly give: ReleaseHold,
    private readonly book: ConfirmHold,
  ) {}

  @Endpoint(e.slots)
  slots({ params, query }: In<typeof e.slots>, { actor }: SignedInContext) {
    return this.open.slots(actor, params.batchId, query);
  }

  @Endpoint(e.hold)
  async hold({ params, body }: In<typeof e.hold>, { actor }: SignedInContext) {
    return this.holds.made(await this.keep.run(actor, params.batchId, body));
  }

  @Endpoint(e.myHold)
  async myHold({ params }: In<typeof e.myHold>, { actor }: SignedInContext) {
    return { hold: await this.holds.mine(actor, params.batchId) };
  }

  @Endpoint(e.release)
  async release({ params }: In<typeof e.release>, { actor }: SignedInContext): Promise<undefined> {
    await this.give.run(actor, params.holdId);
  }

  @Endpoint(e.confirm)
  async confirm({ params }: In<typeof e.confirm>, { actor }: SignedInContext) {
    return this.interviews.one(actor, await this.book.run(actor, params.holdId));
  }
}
