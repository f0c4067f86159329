import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/db/database.ts';
import { CredentialStore } from './credential.store.ts';
import { MailedProofs, type GivenProof } from './mailed-proofs.ts';
import { Sessions, type SigningBrowser } from './sessions.ts';

/** Sign-in with a mailed link or code. One factor: whoever has a second one is asked for it next. */
@Injectable()
export class SignInByMail {
  constructor(
    private readonly database: Database,
    private readonly proofs: MailedProofs,
    private readonly credentials: CredentialStore,
    private readonly sessions: Sessions,
  ) {}

  /** Answers the `Set-Cookie` value. */
  async run(given: GivenProof, browser: SigningBrowser): Promise<string> {
    const proof = await this.proofs.fitting('signIn', given, browser.address);
    return this.database.write(async (tx) => {
      await this.proofs.use(tx, proof);
      await this.credentials.confirmAddress(tx, proof.personId, proof.address);
      return this.sessions.start(tx, { personId: proof.personId, method: 'mail' }, browser);
    });
  }
}
