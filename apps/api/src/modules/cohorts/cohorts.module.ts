import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { Cohorts } from './cohorts.ts';
import { CohortsController } from './cohorts.controller.ts';
import { CohortsPolicy } from './cohorts.policy.ts';
import { CohortsQueries } from './cohorts.queries.ts';
import { CohortsStore } from './cohorts.store.ts';
import { QualificationsController } from './qualifications.controller.ts';
import { SavePolicy } from './save-policy.ts';
import { SetQualification } from './set-qualification.ts';

@Module({
  imports: [IdentityModule],
  controllers: [CohortsController, QualificationsController],
  providers: [CohortsStore, CohortsPolicy, Cohorts, CohortsQueries, SetQualification, SavePolicy],
  exports: [Cohorts],
})
export class CohortsModule {}
