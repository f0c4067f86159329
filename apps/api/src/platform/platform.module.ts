import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { SessionCookie } from './auth/session-cookie.ts';
import { Clock } from './clock/clock.ts';
import { SETTINGS, type Settings } from './config/settings.ts';
import { Database } from './db/database.ts';
import { Audit } from './events/audit.ts';
import { Events } from './events/events.ts';
import { EndpointCheck } from './http/endpoint-check.ts';
import { IdempotentRequests } from './http/idempotent-requests.ts';
import { Readiness } from './http/readiness.ts';

/** What the outside gives the application: its settings, an initialised data source, a clock. */
export interface Outside {
  settings: Settings;
  source: DataSource;
  clock: Clock;
}

/** Technical services that every module may inject. Knows no business word. */
@Global()
@Module({})
export class PlatformModule {
  static with({ settings, source, clock }: Outside): DynamicModule {
    const services = [Database, Audit, Events, SessionCookie, IdempotentRequests, Readiness];
    return {
      module: PlatformModule,
      imports: [DiscoveryModule],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: DataSource, useValue: source },
        { provide: Clock, useValue: clock },
        ...services,
        EndpointCheck,
      ],
      exports: [SETTINGS, DataSource, Clock, ...services],
    };
  }
}
