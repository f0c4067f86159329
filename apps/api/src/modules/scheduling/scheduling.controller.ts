import { Controller } from '@nestjs/common';
import { schedulingEndpoints as e } from '@dryrun/contracts/scheduling.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { SaveAvailability } from './save-availability.ts';
import { SchedulingQueries } from './scheduling.queries.ts';

@Controller()
export class SchedulingController {
  constructor(
    private readonly queries: SchedulingQueries,
    private readonly save: SaveAvailability,
  ) {}

  @Endpoint(e.myAvailability)
  myAvailability(_: In<typeof e.myAvailability>, { actor }: SignedInContext) {
    return this.queries.myAvailability(actor);
  }

  @Endpoint(e.saveMyAvailability)
  async saveMyAvailability({ body }: In<typeof e.saveMyAvailability>, { actor }: SignedInContext) {
    await this.save.run(actor, body);
    return this.queries.myAvailability(actor);
  }

  @Endpoint(e.previewMyAvailability)
  previewMyAvailability({ body }: In<typeof e.previewMyAvailability>, { actor }: SignedInContext) {
    return this.queries.preview(actor, body);
  }

  @Endpoint(e.mentorAvailability)
  mentorAvailability({ params }: In<typeof e.mentorAvailability>, { actor }: SignedInContext) {
    return this.queries.availabilityOf(actor, params.batchId, params.personId);
  }

  @Endpoint(e.saveMentorAvailability)
  async saveMentorAvailability({ params, body }: In<typeof e.saveMentorAvailability>, { actor }: SignedInContext) {
    const { batchId, personId } = params;
    await this.save.onBehalf(actor, batchId, personId, body);
    return this.queries.availabilityOf(actor, batchId, personId);
  }
}
