import { Injectable } from '@nestjs/common';
import type { Role } from '@dryrun/domain/policy/resources';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Events } from '../../../platform/events/events.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { GrantStore } from './grant.store.ts';

/** A role of a person; `batchId` null for a role in the whole academy. */
export interface RoleOf {
  personId: string;
  role: Role;
  batchId: string | null;
}

/**
 * Gives and takes roles; nothing else does. Whether somebody may is decided by the policy of whoever calls; this writes,
 * audits, announces, and lets no copied session token outlive the change.
 */
@Injectable()
export class Grants {
  constructor(
    private readonly store: GrantStore,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** False when the person held the role already; then nothing happens. */
  async give(tx: Tx, role: RoleOf, actorId: string | null): Promise<boolean> {
    if (!(await this.store.insert(tx, role, this.clock.now()))) return false;
    await this.settle(tx, role, actorId, 'grant.given');
    return true;
  }

  /** Takes effect with the person's next request. False when they did not hold it. */
  async take(tx: Tx, role: RoleOf, actorId: string | null): Promise<boolean> {
    if (!(await this.store.remove(tx, role))) return false;
    await this.settle(tx, role, actorId, 'grant.taken');
    return true;
  }

  /** Takes every role of somebody but the learner's, which goes with the place. */
  async takeAll(tx: Tx, personId: string, actorId: string): Promise<void> {
    for (const role of await this.store.listOf(personId))
      if (role.role !== 'learner') await this.take(tx, role, actorId);
  }

  /** Who holds which role in a batch (or, for null, in the whole academy), by name. */
  listOf(batchId: string | null): Promise<{ personId: string; role: Role }[]> {
    return this.store.list(batchId);
  }

  private async settle(
    tx: Tx,
    { personId, role, batchId }: RoleOf,
    actorId: string | null,
    type: 'grant.given' | 'grant.taken',
  ): Promise<void> {
    await this.sessions.rotateAll(tx, personId);
    // A learner's role comes and goes with the place in the batch, which tells of itself.
    if (role === 'learner') return;
    const now = (await this.store.listOf(personId)).filter((held) => held.batchId === batchId).map((held) => held.role);
    const before = type === 'grant.given' ? now.filter((held) => held !== role) : [...now, role];
    await this.audit.record(tx, {
      actorId,
      action: type,
      subjectType: 'person',
      subjectId: personId,
      personId,
      batchId,
      before: { roles: before.sort() },
      after: { roles: now.sort() },
    });
    await this.events.announce(tx, { type, subjectId: personId, payload: { personId, role, batchId } });
  }
}
