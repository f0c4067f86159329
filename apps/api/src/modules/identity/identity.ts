import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { ActorSource } from '../../platform/auth/actor-guard.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { IdentityStore } from './identity.store.ts';

/** A person as other modules see them. */
export interface Person {
  id: string;
  name: string;
  timeZone: string;
}

/** What other modules may ask about people. */
@Injectable()
export class Identity extends ActorSource {
  constructor(
    private readonly store: IdentityStore,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Roles are read on every request: a removal takes effect at once. */
  actorOf(sessionToken: string): Promise<Actor | null> {
    return this.store.findActor(sessionToken, this.clock.now());
  }

  /** People by id; ids that name nobody are absent from the map. */
  async people(ids: readonly string[]): Promise<Map<string, Person>> {
    const rows = await this.store.listPeople([...new Set(ids)]);
    return new Map(rows.map((r) => [r.id, { id: r.id, name: r.name, timeZone: r.timeZone }]));
  }

  /** Who holds these roles in a batch (academy-wide holders included), by name. */
  async holders(batchId: string, roles: readonly string[]): Promise<(Person & { role: string })[]> {
    const rows = await this.store.listHolders(batchId, roles);
    return rows.map((r) => ({ id: r.id, name: r.name, timeZone: r.timeZone, role: r.role }));
  }
}
