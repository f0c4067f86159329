import { Module } from '@nestjs/common';
import { CohortsModule } from '../cohorts/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { BusyCalendarController } from './busy-calendar.controller.ts';
import { BusyCalendarQueries } from './busy-calendar.queries.ts';
import { BusyCalendarStore } from './busy-calendar.store.ts';
import { CalendarController } from './calendar.controller.ts';
import { CalendarQueries } from './calendar.queries.ts';
import { QuotaStore } from './quota.store.ts';
import { ConnectBusyCalendar } from './connect-busy-calendar.ts';
import { ReadBusyCalendar } from './read-busy-calendar.ts';
import { SaveAvailability } from './save-availability.ts';
import { Scheduling } from './scheduling.ts';
import { SchedulingController } from './scheduling.controller.ts';
import { SchedulingPolicy } from './scheduling.policy.ts';
import { SchedulingQueries } from './scheduling.queries.ts';
import { SchedulingStore } from './scheduling.store.ts';
import { SlotSearch } from './slot-search.ts';

@Module({
  imports: [IdentityModule, CohortsModule],
  controllers: [SchedulingController, CalendarController, BusyCalendarController],
  providers: [
    SchedulingStore,
    QuotaStore,
    SchedulingPolicy,
    SchedulingQueries,
    CalendarQueries,
    BusyCalendarStore,
    BusyCalendarQueries,
    ConnectBusyCalendar,
    ReadBusyCalendar,
    SaveAvailability,
    SlotSearch,
    Scheduling,
  ],
  exports: [Scheduling],
})
export class SchedulingModule {}
