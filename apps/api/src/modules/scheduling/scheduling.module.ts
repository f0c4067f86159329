import { Module } from '@nestjs/common';
import { CohortsModule } from '../cohorts/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { SaveAvailability } from './save-availability.ts';
import { Scheduling } from './scheduling.ts';
import { SchedulingController } from './scheduling.controller.ts';
import { SchedulingPolicy } from './scheduling.policy.ts';
import { SchedulingQueries } from './scheduling.queries.ts';
import { SchedulingStore } from './scheduling.store.ts';
import { SlotSearch } from './slot-search.ts';

@Module({
  imports: [IdentityModule, CohortsModule],
  controllers: [SchedulingController],
  providers: [SchedulingStore, SchedulingPolicy, SchedulingQueries, SaveAvailability, SlotSearch, Scheduling],
  exports: [Scheduling],
})
export class SchedulingModule {}
