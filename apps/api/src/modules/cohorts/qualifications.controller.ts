import { Controller } from '@nestjs/common';
import { qualificationEndpoints as e } from '@dryrun/contracts/qualifications.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { CohortsQueries } from './cohorts.queries.ts';
import { SetQualification } from './set-qualification.ts';

@Controller()
export class QualificationsController {
  constructor(
    private readonly queries: CohortsQueries,
    private readonly set: SetQualification,
  ) {}

  @Endpoint(e.qualification)
  qualification({ params }: In<typeof e.qualification>, { actor }: SignedInContext) {
    return this.queries.qualification(actor, params.batchId, params.personId);
  }

  @Endpoint(e.grantQualification)
  async grantQualification({ params, body }: In<typeof e.grantQualification>, { actor }: SignedInContext) {
    await this.set.grant(actor, params.batchId, params.personId, body);
    return this.queries.qualification(actor, params.batchId, params.personId);
  }

  @Endpoint(e.narrowQualification)
  async narrowQualification({ params, body }: In<typeof e.narrowQualification>, { actor }: SignedInContext) {
    await this.set.narrow(actor, params.batchId, params.personId, body);
    return this.queries.qualification(actor, params.batchId, params.personId);
  }
}
