import { Controller } from '@nestjs/common';
import { insightEndpoints as e } from '@dryrun/contracts/insights.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { OverviewQueries } from './overview.queries.ts';
import { ReadProgress } from './read-progress.ts';
import { StartQueries } from './start.queries.ts';

@Controller()
export class InsightsController {
  constructor(
    private readonly overviews: OverviewQueries,
    private readonly readProgress: ReadProgress,
    private readonly starts: StartQueries,
  ) {}

  @Endpoint(e.start)
  start(_: In<typeof e.start>, { actor }: SignedInContext) {
    return this.starts.of(actor);
  }

  @Endpoint(e.overview)
  overview({ params }: In<typeof e.overview>, { actor }: SignedInContext) {
    return this.overviews.of(actor, params.batchId);
  }

  @Endpoint(e.progress)
  progress({ params }: In<typeof e.progress>, { actor }: SignedInContext) {
    return this.readProgress.run(actor, params.batchId, params.personId);
  }
}
