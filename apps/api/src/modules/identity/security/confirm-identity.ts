import { Injectable } from '@nestjs/common';
import type { ConfirmWaysView } from '@dryrun/contracts/security.contract';
import type { OpenSession } from '../../../platform/auth/open-session.ts';
import type { CeremonyAnswer } from '../../../platform/auth/passkey-library.ts';
import { fitsPassword } from '../../../platform/auth/passwords.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { MailServer } from '../../../platform/mail/mail-server.ts';
import { Attempts } from '../sign-in/attempts.ts';
import { CredentialStore } from '../sign-in/credential.store.ts';
import { FactorStore } from '../sign-in/factor.store.ts';
import { MailedProofs, wrongCode } from '../sign-in/mailed-proofs.ts';
import { SessionStore } from '../sign-in/session.store.ts';
import { passkeyRefused, SignInWithPasskey } from '../sign-in/sign-in-with-passkey.ts';

/** The signed-in person proves again that it is them, for what an open tab left behind must not be enough. */
@Injectable()
export class ConfirmIdentity {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialStore,
    private readonly factors: FactorStore,
    private readonly sessionStore: SessionStore,
    private readonly attempts: Attempts,
    private readonly proofs: MailedProofs,
    private readonly passkeys: SignInWithPasskey,
    private readonly mailServer: MailServer,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async ways({ actor: { personId } }: OpenSession): Promise<ConfirmWaysView> {
    return {
      password: (await this.credentials.findPasswordOf(personId)) !== null,
      passkey: (await this.factors.listPasskeys(personId)).length > 0,
      mail: (await this.mailServer.access()) !== null,
    };
  }

  async withPassword(session: OpenSession, password: string, address: string): Promise<void> {
    const { personId } = session.actor;
    const attempt = { kind: 'password', account: personId, address } as const;
    await this.attempts.count(attempt);
    if (!(await fitsPassword(await this.credentials.findPasswordOf(personId), password)))
      throw new Refusal(
        'wrong_credentials',
        'That is not your password. Nothing was changed; try again, or confirm in another way.',
      );
    await this.database.write(async (tx) => {
      await this.attempts.forgive(tx, attempt);
      await this.confirm(tx, session, 'password');
    });
  }

  /** Another person's passkey proves nothing here. */
  async withPasskey(session: OpenSession, given: CeremonyAnswer, address: string): Promise<void> {
    await this.attempts.count({ kind: 'token', account: null, address });
    await this.database.write(async (tx) => {
      if ((await this.passkeys.recognise(tx, given)) !== session.actor.personId) throw passkeyRefused();
      await this.confirm(tx, session, 'passkey');
    });
  }

  async askMail(
    { actor: { personId } }: OpenSession,
    address: string,
  ): Promise<{ requestId: string; expiresAt: string }> {
    const person = await this.credentials.find(personId);
    if (!person) throw wrongCode();
    return this.proofs.ask('confirm', person.email, personId, address);
  }

  async withCode(session: OpenSession, given: { requestId: string; code: string }, address: string): Promise<void> {
    const proof = await this.proofs.fitting('confirm', given, address);
    if (proof.personId !== session.actor.personId) throw wrongCode();
    await this.database.write(async (tx) => {
      await this.proofs.use(tx, proof);
      await this.confirm(tx, session, 'mail');
    });
  }

  private async confirm(tx: Tx, session: OpenSession, how: 'password' | 'passkey' | 'mail'): Promise<void> {
    const { personId } = session.actor;
    await this.sessionStore.confirm(tx, session.id, how === 'passkey', this.clock.now());
    await this.audit.record(tx, {
      actorId: personId,
      action: 'signIn.confirm',
      subjectType: 'person',
      subjectId: personId,
      personId,
      batchId: null,
      after: { how },
    });
  }
}
