import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { InstallationStore } from './academy/installation.store.ts';
import { IdentityStore } from './identity.store.ts';

/** A person as other modules see them. */
export interface Person {
  id: string;
  name: string;
  timeZone: string;
}

/** Where a person is reached; for those who write to people, not for screens. */
export interface Addressee extends Person {
  address: string;
}

/** What other modules may ask about people. */
@Injectable()
export class Identity {
  constructor(
    private readonly store: IdentityStore,
    private readonly installations: InstallationStore,
  ) {}

  async academyName(): Promise<string> {
    return (await this.installations.find())?.academyName ?? 'Dryrun';
  }

  async academyTimeZone(): Promise<string> {
    return (await this.installations.find())?.timeZone ?? 'UTC';
  }

  /** People by id; ids that name nobody are absent from the map. */
  async people(ids: readonly string[]): Promise<Map<string, Person>> {
    const rows = await this.store.listPeople([...new Set(ids)]);
    return new Map(rows.map((r) => [r.id, { id: r.id, name: r.name, timeZone: r.timeZone }]));
  }

  /** People who can be written to, by id. Those who left are absent. */
  async addressees(ids: readonly string[]): Promise<Map<string, Addressee>> {
    const rows = await this.store.listReachable([...new Set(ids)]);
    return new Map(rows.map((r) => [r.id, { id: r.id, name: r.name, timeZone: r.timeZone, address: r.email }]));
  }

  /** A person with the grants of this moment, for what happens without a sign-in session of theirs. null: they left. */
  async actor(personId: string): Promise<Actor | null> {
    const grants = await this.store.findGrants(personId);
    return grants && { personId, grants };
  }

  /** Who holds these roles in a batch (academy-wide holders included), by name; null: in the whole academy. */
  async holders(batchId: string | null, roles: readonly string[]): Promise<(Person & { role: string })[]> {
    const rows = await this.store.listHolders(batchId, roles);
    return rows.map((r) => ({ id: r.id, name: r.name, timeZone: r.timeZone, role: r.role }));
  }
}
