import { Injectable } from '@nestjs/common';
import { LEVELS, type Level } from '@dryrun/domain/cohorts/levels';
import { BATCH_STAFF_ROLES, type BatchStaffRole } from '@dryrun/domain/policy/resources';
import type { Tx } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import type { FieldError } from '../../../platform/http/refusal.ts';
import { Catalog } from '../../catalog/index.ts';
import { Grants } from '../../identity/index.ts';
import { StartDueBatches } from '../start-due-batches.ts';
import { QualificationStore, type Qualified } from './qualification.store.ts';

/** What somebody is in a batch besides a learner, and what a mentor interviews there. */
export interface StaffRoles {
  roles: readonly BatchStaffRole[];
  qualification: { tracks: readonly string[]; levels: readonly Level[] };
}

/** Gives and takes the roles of a batch's staff. Whether somebody may is decided by whoever calls. */
@Injectable()
export class StaffRolesWriter {
  constructor(
    private readonly grants: Grants,
    private readonly qualifications: QualificationStore,
    private readonly catalog: Catalog,
    private readonly audit: Audit,
    private readonly starts: StartDueBatches,
  ) {}

  /** What cannot be granted as it was sent, with pointers below `/body`. */
  async faults({ roles, qualification }: StaffRoles): Promise<FieldError[]> {
    if (!roles.includes('mentor')) return [];
    const known = new Set((await this.catalog.tracks()).map((t) => t.slug));
    const at = '/body/qualification';
    return [
      ...(qualification.tracks.length === 0
        ? [{ pointer: `${at}/tracks`, message: 'Tick at least one track that this mentor interviews.' }]
        : []),
      ...(qualification.levels.length === 0
        ? [{ pointer: `${at}/levels`, message: 'Tick at least one level that this mentor interviews.' }]
        : []),
      ...qualification.tracks.flatMap((slug, i) =>
        known.has(slug) ? [] : [{ pointer: `${at}/tracks/${i}`, message: 'There is no such track.' }],
      ),
    ];
  }

  /** Every track and level there is: for somebody who interviews alone. */
  async everything(): Promise<Qualified> {
    return { tracks: (await this.catalog.tracks()).map((t) => t.slug), levels: [...LEVELS] };
  }

  /** Adds roles to those that the person holds. */
  async add(
    tx: Tx,
    batchId: string,
    personId: string,
    { roles, qualification }: StaffRoles,
    actorId: string,
  ): Promise<void> {
    for (const role of roles) await this.grants.give(tx, { personId, role, batchId }, actorId);
    if (roles.includes('mentor')) await this.qualify(tx, batchId, personId, qualification, actorId);
  }

  /** Makes the person exactly this. A role that is taken is gone with their next request. */
  async set(tx: Tx, batchId: string, personId: string, wanted: StaffRoles, actorId: string): Promise<void> {
    for (const role of BATCH_STAFF_ROLES.filter((r) => !wanted.roles.includes(r)))
      await this.grants.take(tx, { personId, role, batchId }, actorId);
    if (!wanted.roles.includes('mentor')) await this.qualifications.remove(tx, batchId, personId);
    await this.add(tx, batchId, personId, wanted, actorId);
  }

  private async qualify(
    tx: Tx,
    batchId: string,
    personId: string,
    { tracks, levels }: StaffRoles['qualification'],
    actorId: string,
  ): Promise<void> {
    const before = (await this.qualifications.list(batchId)).get(personId);
    const after = { tracks: [...new Set(tracks)].sort(), levels: LEVELS.filter((l) => levels.includes(l)) };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await this.qualifications.upsert(tx, batchId, personId, after);
    await this.audit.record(tx, {
      actorId,
      action: 'mentor.qualify',
      subjectType: 'person',
      subjectId: personId,
      personId,
      batchId,
      before: before && { ...before },
      after,
    });
    await this.starts.runFor(tx, batchId);
  }
}
