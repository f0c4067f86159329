import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { Cohorts } from './cohorts.ts';
import { CohortsController } from './cohorts.controller.ts';
import { CohortsPolicy } from './cohorts.policy.ts';
import { CohortsQueries } from './cohorts.queries.ts';
import { CohortsStore } from './cohorts.store.ts';

@Module({
  imports: [IdentityModule],
  controllers: [CohortsController],
  providers: [CohortsStore, CohortsPolicy, Cohorts, CohortsQueries],
  exports: [Cohorts],
})
export class CohortsModule {}
