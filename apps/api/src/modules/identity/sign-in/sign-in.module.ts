import { Module } from '@nestjs/common';
import { SessionSource } from '../../../platform/auth/open-session.ts';
import { Authenticators } from '../security/authenticators.ts';
import { ChangeAddress } from '../security/change-address.ts';
import { ConfirmController } from '../security/confirm.controller.ts';
import { ConfirmIdentity } from '../security/confirm-identity.ts';
import { EndSessions } from '../security/end-sessions.ts';
import { LastFactor } from '../security/last-factor.ts';
import { LetBackIn } from '../security/let-back-in.ts';
import { Passkeys } from '../security/passkeys.ts';
import { SaveSignInSettings } from '../security/save-sign-in-settings.ts';
import { SecurityController } from '../security/security.controller.ts';
import { SecurityQueries } from '../security/security.queries.ts';
import { SetPassword } from '../security/set-password.ts';
import { SignInSettingsController } from '../security/sign-in-settings.controller.ts';
import { AttemptStore } from './attempt.store.ts';
import { Attempts } from './attempts.ts';
import { CredentialStore } from './credential.store.ts';
import { FactorStore } from './factor.store.ts';
import { MailedProofStore } from './mailed-proof.store.ts';
import { MailedProofs } from './mailed-proofs.ts';
import { ResetPassword } from './reset-password.ts';
import { SecondFactor } from './second-factor.ts';
import { SecurityNotices } from './security-notices.ts';
import { SendProofMail } from './send-proof-mail.ts';
import { SessionStore } from './session.store.ts';
import { Sessions } from './sessions.ts';
import { SignInByMail } from './sign-in-by-mail.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignInSettings } from './sign-in-settings.ts';
import { SignInThroughOidc } from './sign-in-through-oidc.ts';
import { SignInWithPasskey } from './sign-in-with-passkey.ts';
import { SignInWithPassword } from './sign-in-with-password.ts';
import { TidySignIn } from './tidy-sign-in.ts';

const stores = [SessionStore, CredentialStore, FactorStore, MailedProofStore, AttemptStore];
const signIn = [
  Sessions,
  SignInSettings,
  Attempts,
  MailedProofs,
  SendProofMail,
  SecurityNotices,
  SignInWithPassword,
  SignInByMail,
  SignInWithPasskey,
  SignInThroughOidc,
  SecondFactor,
  ResetPassword,
  TidySignIn,
];
const security = [
  SecurityQueries,
  EndSessions,
  SetPassword,
  Authenticators,
  Passkeys,
  ChangeAddress,
  ConfirmIdentity,
  LastFactor,
  LetBackIn,
  SaveSignInSettings,
];

/** Ways to sign in, what a session is worth, and what guards an account. Part of identity, whose index shows the rest what they need. */
@Module({
  controllers: [SignInController, SecurityController, ConfirmController, SignInSettingsController],
  providers: [...stores, ...signIn, ...security, { provide: SessionSource, useExisting: Sessions }],
  exports: [Sessions, SessionSource, Attempts, CredentialStore],
})
export class SignInModule {}
