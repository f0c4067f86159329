import { Controller } from '@nestjs/common';
import { cohortEndpoints as e } from '@dryrun/contracts/cohorts.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { CohortsQueries } from './cohorts.queries.ts';
import { SavePolicy } from './save-policy.ts';
import { CreateBatch } from './create-batch.ts';
import { MoveBatch } from './move-batch.ts';
import { UpdateBatch } from './update-batch.ts';

@Controller()
export class CohortsController {
  constructor(
    private readonly queries: CohortsQueries,
    private readonly saving: SavePolicy,
    private readonly create: CreateBatch,
    private readonly update: UpdateBatch,
    private readonly move: MoveBatch,
  ) {}

  @Endpoint(e.batches)
  batches(_: In<typeof e.batches>, { actor }: SignedInContext) {
    return this.queries.mine(actor);
  }

  @Endpoint(e.batch)
  batch({ params }: In<typeof e.batch>, { actor }: SignedInContext) {
    return this.queries.one(actor, params.batchId);
  }

  @Endpoint(e.policy)
  policy({ params }: In<typeof e.policy>, { actor }: SignedInContext) {
    return this.queries.rules(actor, params.batchId);
  }

  @Endpoint(e.savePolicy)
  async savePolicy({ params, body }: In<typeof e.savePolicy>, { actor }: SignedInContext) {
    await this.saving.run(actor, params.batchId, body);
    return this.queries.rules(actor, params.batchId);
  }

  @Endpoint(e.createBatch)
  async createBatch({ body }: In<typeof e.createBatch>, { actor }: SignedInContext) {
    return this.queries.one(actor, await this.create.run(actor, body));
  }

  @Endpoint(e.updateBatch)
  async updateBatch({ params, body }: In<typeof e.updateBatch>, { actor }: SignedInContext) {
    await this.update.run(actor, params.batchId, body);
    return this.queries.one(actor, params.batchId);
  }

  @Endpoint(e.moveBatch)
  async moveBatch({ params, body }: In<typeof e.moveBatch>, { actor }: SignedInContext) {
    await this.move.run(actor, params.batchId, body.event);
    return this.queries.one(actor, params.batchId);
  }
}
