import { Module } from '@nestjs/common';
import { CohortsModule } from '../cohorts/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { CalendarController } from './calendar.controller.ts';
import { CalendarQueries } from './calendar.queries.ts';
import { QuotaStore } from './quota.store.ts';
import { SaveAvailability } from './save-availability.ts';
import { Scheduling } from './scheduling.ts';
import { SchedulingController } from './scheduling.controller.ts';
import { SchedulingPolicy } from './scheduling.policy.ts';
import { SchedulingQueries } from './scheduling.queries.ts';
import { SchedulingStore } from './scheduling.store.ts';
import { SlotSearch } from './slot-search.ts';

@Module({
  imports: [IdentityModule, CohortsModule],
  controllers: [SchedulingController, CalendarController],
  providers: [
    SchedulingStore,
    QuotaStore,
    SchedulingPolicy,
    SchedulingQueries,
    CalendarQueries,
    SaveAvailability,
    SlotSearch,
    Scheduling,
  ],
  exports: [Scheduling],
})
export class SchedulingModule {}
