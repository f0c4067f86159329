import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/index.ts';
import { CohortsModule } from '../cohorts/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { InsightsController } from './insights.controller.ts';
import { InsightsPolicy } from './insights.policy.ts';
import { InsightsStore } from './insights.store.ts';
import { OverviewQueries } from './overview.queries.ts';
import { ProgressQueries } from './progress.queries.ts';
import { ReadProgress } from './read-progress.ts';
import { StartQueries } from './start.queries.ts';
import { StartStore } from './start.store.ts';

@Module({
  imports: [IdentityModule, CohortsModule, CatalogModule],
  controllers: [InsightsController],
  providers: [InsightsStore, InsightsPolicy, OverviewQueries, ProgressQueries, ReadProgress, StartQueries, StartStore],
})
export class InsightsModule {}
