import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { notFound } from '../../../platform/http/refusal.ts';
import { CredentialStore } from '../sign-in/credential.store.ts';
import { FactorStore } from '../sign-in/factor.store.ts';
import { MailedProofs } from '../sign-in/mailed-proofs.ts';
import { SecurityNotices } from '../sign-in/security-notices.ts';
import { Sessions } from '../sign-in/sessions.ts';

/**
 * For somebody who lost phone and recovery codes: their second steps no longer count and every session of theirs ends. They
 * still need their password or mailbox, and are told; an admin without a second step is led to a new one at once.
 */
@Injectable()
export class LetBackIn {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialStore,
    private readonly factors: FactorStore,
    private readonly proofs: MailedProofs,
    private readonly sessions: Sessions,
    private readonly notices: SecurityNotices,
    private readonly audit: Audit,
  ) {}

  /** @param helperId the admin who helps */
  async run(helperId: string, address: string): Promise<void> {
    await this.database.write(async (tx) => {
      const person = await this.credentials.findByAddress(address);
      if (!person) throw notFound();
      await this.factors.removeAuthenticator(tx, person.id);
      await this.factors.removePasskeys(tx, person.id);
      await this.proofs.revokeAll(tx, person.id);
      await this.sessions.endOthers(tx, person.id, null);
      await this.audit.record(tx, {
        actorId: helperId,
        action: 'signIn.let_back_in',
        subjectType: 'person',
        subjectId: person.id,
        personId: person.id,
        batchId: null,
      });
      await this.notices.tell(tx, person.id, 'letBackIn');
    });
  }
}
