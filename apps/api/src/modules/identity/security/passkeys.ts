import { Injectable } from '@nestjs/common';
import type { PasskeyView } from '@dryrun/contracts/security.contract';
import type { OpenSession } from '../../../platform/auth/open-session.ts';
import { PasskeyLibrary, type CeremonyAnswer, type CeremonyStart } from '../../../platform/auth/passkey-library.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { notFound } from '../../../platform/http/refusal.ts';
import { CredentialStore } from '../sign-in/credential.store.ts';
import { FactorStore } from '../sign-in/factor.store.ts';
import { SecurityNotices } from '../sign-in/security-notices.ts';
import { SessionStore } from '../sign-in/session.store.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { passkeyRefused } from '../sign-in/sign-in-with-passkey.ts';
import { LastFactor } from './last-factor.ts';

/** Adding, naming and removing passkeys of the signed-in person. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly database: Database,
    private readonly library: PasskeyLibrary,
    private readonly factors: FactorStore,
    private readonly credentials: CredentialStore,
    private readonly sessionStore: SessionStore,
    private readonly sessions: Sessions,
    private readonly lastFactor: LastFactor,
    private readonly notices: SecurityNotices,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async begin({ actor: { personId } }: OpenSession): Promise<CeremonyStart> {
    const person = await this.credentials.find(personId);
    if (!person) throw notFound();
    return this.database.write(() =>
      this.library.askToMake({ id: personId, name: person.email, displayName: person.name }),
    );
  }

  /** A passkey just made proves device and screen lock, so it also completes the sign-in of an admin who had to add one. */
  async add(
    session: OpenSession,
    name: string,
    given: CeremonyAnswer,
  ): Promise<{ passkey: PasskeyView; cookie: string }> {
    const { personId } = session.actor;
    return this.database.write(async (tx) => {
      const now = this.clock.now();
      const kept = await this.library.keep(name, given);
      // A ceremony that another account began in this browser must not end in this one.
      if (kept?.personId !== personId) throw passkeyRefused();
      await this.factors.datePasskey(tx, kept.id, now);
      await this.sessionStore.confirm(tx, session.id, true, now);
      await this.record(tx, personId, 'passkey.add', kept.id);
      await this.notices.tell(tx, personId, 'passkeyAdded');
      const cookie = await this.sessions.renew(tx, session);
      return { passkey: { id: kept.id, name, addedAt: now.toISOString(), lastUsedAt: null }, cookie };
    });
  }

  async rename({ actor: { personId } }: OpenSession, id: string, name: string): Promise<void> {
    await this.database.write(async (tx) => {
      if (!(await this.factors.renamePasskey(tx, personId, id, name))) throw notFound();
      await this.record(tx, personId, 'passkey.rename', id);
    });
  }

  async remove({ actor }: OpenSession, id: string): Promise<void> {
    const { personId } = actor;
    await this.database.write(async (tx) => {
      await this.factors.lockPerson(tx, personId);
      if (!(await this.factors.listPasskeys(personId)).some((p) => p.id === id)) throw notFound();
      await this.lastFactor.refuseToRemove(actor, 'passkey');
      await this.factors.removePasskey(tx, personId, id);
      await this.record(tx, personId, 'passkey.remove', id);
      await this.notices.tell(tx, personId, 'passkeyRemoved');
    });
  }

  private record(tx: Tx, personId: string, action: string, id: string): Promise<void> {
    return this.audit.record(tx, {
      actorId: personId,
      action,
      subjectType: 'passkey',
      subjectId: id,
      personId,
      batchId: null,
    });
  }
}
