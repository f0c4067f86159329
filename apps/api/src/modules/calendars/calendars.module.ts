import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { InterviewsModule } from '../interviews/index.ts';
import { CalendarFeedController } from './calendar-feed.controller.ts';
import { CalendarFeedQueries } from './calendar-feed.queries.ts';
import { CalendarFeedStore } from './calendar-feed.store.ts';
import { Calendars } from './calendars.ts';
import { RenewFeed } from './renew-feed.ts';

@Module({
  imports: [IdentityModule, CatalogModule, InterviewsModule],
  controllers: [CalendarFeedController],
  providers: [Calendars, CalendarFeedStore, CalendarFeedQueries, RenewFeed],
  exports: [Calendars],
})
export class CalendarsModule {}
