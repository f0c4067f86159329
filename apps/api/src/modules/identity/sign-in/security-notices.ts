import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../platform/config/settings.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Mail } from '../../../platform/mail/mail.ts';
import { CredentialStore } from './credential.store.ts';

/** What happened to the account, in the words of the mail that tells its owner. */
const NOTICES = {
  passwordChanged: {
    subject: 'Your password was changed',
    p: 'The password of your account was changed, and every other browser was signed out.',
  },
  addressChanged: {
    subject: 'Your address was changed',
    p: 'Your account now uses another address. This is the last mail to this one, and every other browser was signed out.',
  },
  authenticatorOn: {
    subject: 'Authenticator app switched on',
    p: 'From now on, signing in asks for a code of your authenticator app.',
  },
  authenticatorOff: {
    subject: 'Authenticator app switched off',
    p: 'Signing in no longer asks for a code of your authenticator app.',
  },
  recoveryCodeUsed: {
    subject: 'A recovery code was used',
    p: 'Somebody signed in to your account with one of your recovery codes. It cannot be used again.',
  },
  letBackIn: {
    subject: 'Your second step was taken away',
    p: 'An admin helped you back in: your authenticator app and your passkeys no longer count, and every browser was signed out. Sign in and set them up again.',
  },
  passkeyAdded: {
    subject: 'A passkey was added',
    p: 'A passkey was added to your account. Whoever holds it can sign in.',
  },
  passkeyRemoved: {
    subject: 'A passkey was removed',
    p: 'A passkey of your account was removed and no longer signs in.',
  },
} as const;

export type SecurityNotice = keyof typeof NOTICES;

/** Tells people by mail what happened to the locks of their account, so that they notice when it was not them. */
@Injectable()
export class SecurityNotices {
  constructor(
    private readonly mail: Mail,
    private readonly credentials: CredentialStore,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @param address where to, when it is not the person's present one */
  async tell(tx: Tx, personId: string, notice: SecurityNotice, address?: string): Promise<void> {
    const person = await this.credentials.find(personId);
    if (!person) return;
    const academy = await this.credentials.academyName();
    const { subject, p } = NOTICES[notice];
    await this.mail.enqueue(tx, {
      to: { personId, address: address ?? person.email, name: person.name },
      kind: `identity.notice.${notice}`,
      subject: `${subject} · ${academy}`,
      body: {
        preview: p,
        blocks: [
          { p },
          {
            p: 'If that was you, there is nothing to do. If it was not, sign in, look at “Security” in your account menu, sign out everywhere else, and tell your cohort admin.',
          },
          { action: { label: 'Look at my account', url: `${this.settings.publicUrl}/account/security` } },
        ],
      },
      why: 'Something about how you sign in was changed.',
    });
  }
}
