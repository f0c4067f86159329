import { Inject, Injectable } from '@nestjs/common';
import type { DemoPersonView, InstallationView, MeView } from '@dryrun/contracts/identity.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { Role } from '@dryrun/domain/policy/resources';
import { Clock } from '../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { InstallationStore, showsDemo } from './academy/installation.store.ts';
import { IdentityStore } from './identity.store.ts';

/** Reads about the signed-in person and the installation. */
@Injectable()
export class IdentityQueries {
  constructor(
    private readonly store: IdentityStore,
    private readonly installations: InstallationStore,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async installation(): Promise<InstallationView> {
    const row = await this.installations.find();
    const isDemo = showsDemo(this.settings, row);
    const isSetUp = isDemo || (row !== null && row.setUpAt !== null);
    return { academyName: row?.academyName ?? 'Dryrun', isDemo, isSetUp, now: this.clock.now().toISOString() };
  }

  async me(actor: Actor): Promise<MeView> {
    const person = await this.store.getPerson(actor.personId);
    const batches = await this.database.read.query<{ id: string; name: string; timeZone: string; roles: Role[] }[]>(
      `select b.id, b.name, b.time_zone as "timeZone", coalesce(array_agg(g.role order by g.role) filter (where g.role is not null), '{}') as roles
       from batch b left join role_grant g on g.batch_id = b.id and g.person_id = $1
       where g.id is not null or $2
       group by b.id order by b.starts_on desc, b.id`,
      [actor.personId, actor.grants.some((g) => g.role === 'academyAdmin')],
    );
    const academyRoles = actor.grants.filter((g) => g.batchId === null).map((g) => g.role);
    return { person, batches, academyRoles, now: this.clock.now().toISOString() };
  }

  async demoPeople(): Promise<{ items: DemoPersonView[] }> {
    if (!showsDemo(this.settings, await this.installations.find())) throw notFound();
    return { items: await this.store.listDemoPeople() };
  }
}
