import { Injectable } from '@nestjs/common';
import type { OpenSession } from '../../../platform/auth/open-session.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { CredentialStore } from '../sign-in/credential.store.ts';
import { MailedProofs, type GivenProof } from '../sign-in/mailed-proofs.ts';
import { SecurityNotices } from '../sign-in/security-notices.ts';
import { Sessions } from '../sign-in/sessions.ts';

/**
 * Moves an account to another address: a link and a code go to the new one, and only they change anything. The old address
 * is told, other browsers are signed out. Whether an address belongs to somebody else shows only to who reads its mail.
 */
@Injectable()
export class ChangeAddress {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialStore,
    private readonly sessions: Sessions,
    private readonly proofs: MailedProofs,
    private readonly notices: SecurityNotices,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  ask(session: OpenSession, address: string, clientAddress: string): Promise<{ requestId: string; expiresAt: string }> {
    return this.proofs.ask('address', address, session.actor.personId, clientAddress);
  }

  /** Answers the `Set-Cookie` value of this browser's new token. */
  async confirm(session: OpenSession, given: GivenProof, clientAddress: string): Promise<string> {
    const { personId } = session.actor;
    const proof = await this.proofs.fitting('address', given, clientAddress);
    if (proof.personId !== personId)
      throw new Refusal(
        'proof_over',
        'This link is for another account than the one that is signed in here. Nothing was changed; sign in as the one who asked for it.',
      );
    return this.database.write(async (tx) => {
      await this.proofs.use(tx, proof);
      const before = await this.credentials.find(personId);
      await this.credentials.changeAddress(tx, personId, proof.address, this.clock.now());
      await this.proofs.revokeAll(tx, personId);
      await this.sessions.endOthers(tx, personId, session.id);
      // The addresses themselves stay out of the audit, which nobody can erase.
      await this.audit.record(tx, {
        actorId: personId,
        action: 'address.change',
        subjectType: 'person',
        subjectId: personId,
        personId,
        batchId: null,
      });
      if (before) await this.notices.tell(tx, personId, 'addressChanged', before.email);
      return this.sessions.renew(tx, session);
    });
  }
}
