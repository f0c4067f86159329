import { Controller } from '@nestjs/common';
import { cohortEndpoints as e } from '@dryrun/contracts/cohorts.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { CohortsQueries } from './cohorts.queries.ts';

@Controller()
export class CohortsController {
  constructor(private readonly queries: CohortsQueries) {}

  @Endpoint(e.batches)
  batches(_: In<typeof e.batches>, { actor }: SignedInContext) {
    return this.queries.mine(actor);
  }

  @Endpoint(e.batch)
  batch({ params }: In<typeof e.batch>, { actor }: SignedInContext) {
    return this.queries.one(actor, params.batchId);
  }
}
