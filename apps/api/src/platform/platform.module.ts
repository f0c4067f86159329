import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { KeyedHash } from './auth/keyed-hash.ts';
import { OidcLibrary } from './auth/oidc-library.ts';
import { PasskeyLibrary } from './auth/passkey-library.ts';
import { RecentSignIn } from './auth/recent-sign-in.ts';
import { SessionCookie } from './auth/session-cookie.ts';
import { Clock } from './clock/clock.ts';
import { SETTINGS, type Settings } from './config/settings.ts';
import { Database } from './db/database.ts';
import { Audit } from './events/audit.ts';
import { Events } from './events/events.ts';
import { Beforehand } from './http/beforehand.ts';
import { EndpointCheck } from './http/endpoint-check.ts';
import { IdempotentRequests } from './http/idempotent-requests.ts';
import { OneTrips } from './http/one-trip.ts';
import { Readiness } from './http/readiness.ts';
import { Jobs } from './jobs/jobs.ts';
import { MailDelivery } from './mail/mail-delivery.ts';
import { MailServer } from './mail/mail-server.ts';
import { Mail } from './mail/mail.ts';
import { MailStore } from './mail/mail.store.ts';
import { Outbox } from './mail/outbox.ts';
import { Metrics } from './metrics/metrics.ts';
import { NETWORK, SYSTEM_NETWORK, type Network } from './outbound/network.ts';
import { Outbound } from './outbound/outbound.ts';
import { Sealed } from './sealed/sealed.ts';
import { StoredSettings } from './settings/stored-settings.ts';

/** What the outside gives the application: its settings, an initialised data source, a clock, the internet. */
export interface Outside {
  settings: Settings;
  source: DataSource;
  clock: Clock;
  /** The machine's own network unless given. */
  network?: Network;
}

const services = [
  Database,
  Audit,
  Events,
  Jobs,
  Outbound,
  Sealed,
  StoredSettings,
  Mail,
  MailServer,
  MailDelivery,
  MailStore,
  Outbox,
  SessionCookie,
  RecentSignIn,
  KeyedHash,
  PasskeyLibrary,
  OidcLibrary,
  IdempotentRequests,
  OneTrips,
  Beforehand,
  Readiness,
  Metrics,
];

/** Technical services that every module may inject. Knows no business word. */
@Global()
@Module({})
export class PlatformModule {
  static with({ settings, source, clock, network }: Outside): DynamicModule {
    return {
      module: PlatformModule,
      imports: [DiscoveryModule],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: DataSource, useValue: source },
        { provide: Clock, useValue: clock },
        { provide: NETWORK, useValue: network ?? SYSTEM_NETWORK },
        ...services,
        EndpointCheck,
      ],
      exports: [SETTINGS, DataSource, Clock, ...services],
    };
  }
}
