import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { BackupsModule } from './modules/backups/index.ts';
import { CalendarsModule } from './modules/calendars/index.ts';
import { CatalogModule } from './modules/catalog/index.ts';
import { CohortsModule } from './modules/cohorts/index.ts';
import { FeedbackModule } from './modules/feedback/index.ts';
import { IdentityModule } from './modules/identity/index.ts';
import { InsightsModule } from './modules/insights/index.ts';
import { InterviewsModule } from './modules/interviews/index.ts';
import { NotificationsModule } from './modules/notifications/index.ts';
import { PracticeModule } from './modules/practice/index.ts';
import { PrivacyModule } from './modules/privacy/index.ts';
import { SchedulingModule } from './modules/scheduling/index.ts';
import { WaitlistModule } from './modules/waitlist/index.ts';
import { ActorGuard } from './platform/auth/actor-guard.ts';
import { EndpointInterceptor } from './platform/http/endpoint-interceptor.ts';
import { ProblemFilter } from './platform/http/problem-filter.ts';
import { PlatformModule, type Outside } from './platform/platform.module.ts';

/** The whole application, given its outside. */
@Module({})
export class AppModule {
  static with(outside: Outside): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(outside),
        IdentityModule,
        CatalogModule,
        CohortsModule,
        SchedulingModule,
        PracticeModule,
        InterviewsModule,
        WaitlistModule,
        CalendarsModule,
        FeedbackModule,
        InsightsModule,
        NotificationsModule,
        BackupsModule,
        PrivacyModule,
      ],
      providers: [
        { provide: APP_GUARD, useClass: ActorGuard },
        { provide: APP_INTERCEPTOR, useClass: EndpointInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
