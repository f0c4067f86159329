import { Injectable } from '@nestjs/common';
import { hashPassword } from '../../../platform/auth/passwords.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { CredentialStore } from './credential.store.ts';
import { MailedProofs, type GivenProof } from './mailed-proofs.ts';
import { SecurityNotices } from './security-notices.ts';
import { Sessions, type SigningBrowser } from './sessions.ts';

/**
 * Sets a new password for somebody who proved their mailbox: every session ends, everything mailed before stops working,
 * they are told, and this browser is signed in. A second factor stays and is asked for next.
 */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly database: Database,
    private readonly proofs: MailedProofs,
    private readonly credentials: CredentialStore,
    private readonly sessions: Sessions,
    private readonly notices: SecurityNotices,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Answers the `Set-Cookie` value. */
  async run(given: { proof: GivenProof; password: string }, browser: SigningBrowser): Promise<string> {
    const proof = await this.proofs.fitting('reset', given.proof, browser.address);
    const hash = await hashPassword(given.password);
    return this.database.write(async (tx) => {
      const { personId } = proof;
      await this.proofs.use(tx, proof);
      await this.proofs.revokeAll(tx, personId);
      await this.credentials.confirmAddress(tx, personId, proof.address);
      await this.credentials.savePassword(tx, personId, hash, this.clock.now());
      await this.sessions.endOthers(tx, personId, null);
      await this.audit.record(tx, {
        actorId: personId,
        action: 'password.reset',
        subjectType: 'person',
        subjectId: personId,
        personId,
        batchId: null,
      });
      await this.notices.tell(tx, personId, 'passwordChanged');
      return this.sessions.start(tx, { personId, method: 'mail' }, browser);
    });
  }
}
