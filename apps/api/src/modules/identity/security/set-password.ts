import { Injectable } from '@nestjs/common';
import type { OpenSession } from '../../../platform/auth/open-session.ts';
import { hashPassword } from '../../../platform/auth/passwords.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { CredentialStore } from '../sign-in/credential.store.ts';
import { MailedProofs } from '../sign-in/mailed-proofs.ts';
import { SecurityNotices } from '../sign-in/security-notices.ts';
import { Sessions } from '../sign-in/sessions.ts';

/** Sets or changes the password of the signed-in person: their other browsers are signed out, and they are told by mail. */
@Injectable()
export class SetPassword {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialStore,
    private readonly sessions: Sessions,
    private readonly proofs: MailedProofs,
    private readonly notices: SecurityNotices,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Answers the `Set-Cookie` value of this browser's new token. */
  async run(session: OpenSession, password: string): Promise<string> {
    const { personId } = session.actor;
    const hash = await hashPassword(password);
    return this.database.write(async (tx) => {
      await this.credentials.savePassword(tx, personId, hash, this.clock.now());
      await this.proofs.revokeAll(tx, personId);
      await this.sessions.endOthers(tx, personId, session.id);
      await this.audit.record(tx, {
        actorId: personId,
        action: 'password.set',
        subjectType: 'person',
        subjectId: personId,
        personId,
        batchId: null,
      });
      await this.notices.tell(tx, personId, 'passwordChanged');
      return this.sessions.renew(tx, session);
    });
  }
}
