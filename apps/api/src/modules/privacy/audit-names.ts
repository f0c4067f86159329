import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Identity } from '../identity/index.ts';
import { PrivacyStore, type AuditLine } from './privacy.store.ts';

/** Names for the ids of audit lines, and the lines about reading. */
@Injectable()
export class AuditNames {
  constructor(
    private readonly identity: Identity,
    private readonly cohorts: Cohorts,
    private readonly database: Database,
    private readonly recorder: Audit,
    private readonly store: PrivacyStore,
  ) {}

  academy(): Promise<string> {
    return this.identity.academyName();
  }

  timeZone(): Promise<string> {
    return this.identity.academyTimeZone();
  }

  isLastAdmin(personId: string): Promise<boolean> {
    return this.database.write((tx) => this.store.isLastAdmin(tx, personId));
  }

  async of(lines: readonly AuditLine[]) {
    const ids = (pick: (line: AuditLine) => string | null) => lines.flatMap((line) => pick(line) ?? []);
    const people = await this.identity.people([...ids((l) => l.actorId), ...ids((l) => l.personId)]);
    const batches = await this.cohorts.batches(ids((l) => l.batchId));
    return { people, batches: new Map([...batches].map(([id, { name }]) => [id, { id, name }])) };
  }

  /** That somebody took data away. */
  async told(actor: Actor, action: string, subjectId: string, batchId: string | null): Promise<void> {
    await this.database.write((tx) =>
      this.recorder.record(tx, {
        actorId: actor.personId,
        action,
        subjectType: 'person',
        subjectId,
        personId: actor.personId,
        batchId,
      }),
    );
  }
}
