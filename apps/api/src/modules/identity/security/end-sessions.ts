import { Injectable } from '@nestjs/common';
import type { OpenSession } from '../../../platform/auth/open-session.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { notFound } from '../../../platform/http/refusal.ts';
import { SessionStore } from '../sign-in/session.store.ts';

/** Signs other browsers of the same person out; they notice with their next request. */
@Injectable()
export class EndSessions {
  constructor(
    private readonly database: Database,
    private readonly store: SessionStore,
    private readonly audit: Audit,
  ) {}

  async one({ actor: { personId } }: OpenSession, id: string): Promise<void> {
    await this.database.write(async (tx) => {
      if (!(await this.store.remove(tx, personId, id))) throw notFound();
      await this.record(tx, personId, 'signIn.revoke', null);
    });
  }

  async others({ actor: { personId }, id }: OpenSession): Promise<void> {
    await this.database.write(async (tx) => {
      const ended = await this.store.removeOthers(tx, personId, id);
      await this.record(tx, personId, 'signIn.revoke_others', { ended });
    });
  }

  private record(tx: Tx, personId: string, action: string, after: Record<string, unknown> | null): Promise<void> {
    return this.audit.record(tx, {
      actorId: personId,
      action,
      subjectType: 'person',
      subjectId: personId,
      personId,
      batchId: null,
      after,
    });
  }
}
