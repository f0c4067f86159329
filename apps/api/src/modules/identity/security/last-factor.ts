import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../../platform/http/refusal.ts';
import { CredentialStore } from '../sign-in/credential.store.ts';
import { FactorStore } from '../sign-in/factor.store.ts';
import { SignInSettings } from '../sign-in/sign-in-settings.ts';
import { MailServer } from '../../../platform/mail/mail-server.ts';

/** Keeps people from sawing off the branch they sit on. Call it with the person locked. */
@Injectable()
export class LastFactor {
  constructor(
    private readonly factors: FactorStore,
    private readonly credentials: CredentialStore,
    private readonly settings: SignInSettings,
    private readonly mailServer: MailServer,
  ) {}

  /** Do the roles of this person need a second factor? */
  async isRequired(actor: Actor): Promise<boolean> {
    return actor.grants.some((g) => g.role === 'academyAdmin') && (await this.settings.isSecondFactorRequired());
  }

  /** @throws Refusal `second_factor_required` for an admin's last second factor, `last_way_in` for anybody's last way to sign in */
  async refuseToRemove(actor: Actor, what: 'authenticator' | 'passkey'): Promise<void> {
    const passkeys = (await this.factors.listPasskeys(actor.personId)).length - (what === 'passkey' ? 1 : 0);
    const hasApp = what !== 'authenticator' && (await this.factors.findAuthenticator(actor.personId)) !== null;
    if (passkeys <= 0 && !hasApp && (await this.isRequired(actor)))
      throw new Refusal(
        'second_factor_required',
        'Nothing was changed. It is your last second factor, and academy admins need one. Add another one first.',
      );
    if (what !== 'passkey' || passkeys > 0) return;
    const canSignIn =
      (await this.credentials.findPasswordOf(actor.personId)) !== null || (await this.mailServer.access()) !== null;
    if (!canSignIn)
      throw new Refusal(
        'last_way_in',
        'Nothing was changed. You have no password and this academy has no mail server, so without this passkey you could not sign in. Set a password first.',
      );
  }
}
