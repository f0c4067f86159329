import { z } from 'zod';
import { SIGN_IN_METHODS } from '@dryrun/domain/identity/session-standing';
import { endpoint } from './endpoint.ts';
import { Id, Instant, items, text } from './fields.ts';
import {
  CodeSignInBody,
  LinkSignInBody,
  MailAddress,
  MailAskedView,
  NewPassword,
  PasskeyAnswer,
  PasskeyOptionsView,
  SixDigits,
} from './sign-in.contract.ts';

export const PasskeyView = z.object({
  id: Id,
  name: z.string(),
  addedAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
});
export type PasskeyView = z.infer<typeof PasskeyView>;

/** Everything that guards my account. */
export const SecurityView = z.object({
  email: z.string(),
  isEmailConfirmed: z.boolean(),
  hasPassword: z.boolean(),
  /** null: no authenticator app. */
  authenticator: z.object({ since: Instant, recoveryCodesLeft: z.int() }).nullable(),
  passkeys: z.array(PasskeyView),
  /** My roles need a second factor, so the last one cannot be taken away. */
  isSecondFactorRequired: z.boolean(),
  canUsePasskeys: z.boolean(),
  canMail: z.boolean(),
});
export type SecurityView = z.infer<typeof SecurityView>;

/** A browser that is signed in. */
export const SignInSessionView = z.object({
  id: Id,
  /** "Chrome on Android" */
  device: z.string(),
  /** Beginning of its network address; empty when unknown. */
  place: z.string(),
  method: z.enum(SIGN_IN_METHODS),
  signedInAt: Instant,
  lastSeenAt: Instant.nullable(),
  isThisOne: z.boolean(),
});
export type SignInSessionView = z.infer<typeof SignInSessionView>;

/** For the app: `uri` as a QR code, `secret` for typing. */
export const AuthenticatorSetupView = z.object({ uri: z.string(), secret: z.string() });
export type AuthenticatorSetupView = z.infer<typeof AuthenticatorSetupView>;

/** Shown this once; only their hashes are kept. */
export const RecoveryCodesView = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodesView = z.infer<typeof RecoveryCodesView>;

/** Ways in which I can confirm that it is me. */
export const ConfirmWaysView = z.object({ password: z.boolean(), passkey: z.boolean(), mail: z.boolean() });
export type ConfirmWaysView = z.infer<typeof ConfirmWaysView>;

export const PasskeyName = text(60, 1);
export const SetPasswordBody = z.strictObject({ password: NewPassword });
export const ConfirmAuthenticatorBody = z.strictObject({ code: SixDigits });
export const AddPasskeyBody = z.strictObject({ name: PasskeyName, answer: PasskeyAnswer });
export const RenamePasskeyBody = z.strictObject({ name: PasskeyName });
export const AskAddressBody = z.strictObject({ email: MailAddress });
export const ConfirmAddressBody = z.strictObject({ proof: z.union([CodeSignInBody, LinkSignInBody]) });
export const ConfirmPasswordBody = z.strictObject({
  password: z.string().min(1, 'Please type your password.').max(128),
});
export const ConfirmPasskeyBody = z.strictObject({ answer: PasskeyAnswer });
export const SessionParams = z.strictObject({ sessionId: Id });
export const PasskeyParams = z.strictObject({ passkeyId: Id });

const mine = { access: 'signedIn' } as const;
const guarded = { access: 'signedIn', needsRecentSignIn: true } as const;
/** Also for an admin who has to set up a second factor before going on. */
const settingUp = { ...guarded, whileSigningIn: ['setUp'] } as const;

/** My account's locks. All of it concerns the signed-in person alone. */
export const securityEndpoints = {
  get: endpoint({
    method: 'GET',
    path: '/api/me/security',
    summary: 'What guards my account',
    ...mine,
    whileSigningIn: ['setUp'],
    response: SecurityView,
    refusals: [],
  }),
  sessions: endpoint({
    method: 'GET',
    path: '/api/me/sign-in-sessions',
    summary: 'Where I am signed in',
    ...mine,
    response: items(SignInSessionView),
    refusals: [],
  }),
  endSession: endpoint({
    method: 'DELETE',
    path: '/api/me/sign-in-sessions/:sessionId',
    summary: 'Sign one of my browsers out',
    ...mine,
    params: SessionParams,
    response: null,
    refusals: [],
  }),
  endOtherSessions: endpoint({
    method: 'POST',
    path: '/api/me/sign-in-sessions/end-others',
    summary: 'Sign out everywhere else',
    ...mine,
    response: null,
    refusals: [],
  }),
  setPassword: endpoint({
    method: 'PUT',
    path: '/api/me/password',
    summary: 'Set or change my password',
    ...guarded,
    body: SetPasswordBody,
    response: null,
    refusals: [],
  }),
  startAuthenticator: endpoint({
    method: 'POST',
    path: '/api/me/authenticator',
    summary: 'Begin setting up an authenticator app',
    ...settingUp,
    response: AuthenticatorSetupView,
    refusals: [],
  }),
  confirmAuthenticator: endpoint({
    method: 'POST',
    path: '/api/me/authenticator/confirm',
    summary: 'Switch my authenticator app on with a first code',
    ...settingUp,
    body: ConfirmAuthenticatorBody,
    response: RecoveryCodesView,
    refusals: ['wrong_code', 'proof_over'],
  }),
  removeAuthenticator: endpoint({
    method: 'DELETE',
    path: '/api/me/authenticator',
    summary: 'Switch my authenticator app off',
    ...guarded,
    response: null,
    refusals: ['second_factor_required'],
  }),
  newRecoveryCodes: endpoint({
    method: 'POST',
    path: '/api/me/recovery-codes',
    summary: 'Replace my recovery codes',
    ...guarded,
    response: RecoveryCodesView,
    refusals: [],
  }),
  passkeyOptions: endpoint({
    method: 'POST',
    path: '/api/me/passkeys/options',
    summary: 'Begin adding a passkey',
    ...settingUp,
    response: PasskeyOptionsView,
    refusals: [],
  }),
  addPasskey: endpoint({
    method: 'POST',
    path: '/api/me/passkeys',
    summary: 'Add a passkey',
    ...settingUp,
    body: AddPasskeyBody,
    response: PasskeyView,
    status: 201,
    refusals: ['passkey_refused'],
  }),
  renamePasskey: endpoint({
    method: 'PATCH',
    path: '/api/me/passkeys/:passkeyId',
    summary: 'Rename a passkey',
    ...mine,
    params: PasskeyParams,
    body: RenamePasskeyBody,
    response: null,
    refusals: [],
  }),
  removePasskey: endpoint({
    method: 'DELETE',
    path: '/api/me/passkeys/:passkeyId',
    summary: 'Remove a passkey',
    ...guarded,
    params: PasskeyParams,
    response: null,
    refusals: ['second_factor_required', 'last_way_in'],
  }),
  askAddressChange: endpoint({
    method: 'POST',
    path: '/api/me/address',
    summary: 'Mail a link and a code to my new address',
    ...guarded,
    body: AskAddressBody,
    response: MailAskedView,
    refusals: [],
  }),
  confirmAddressChange: endpoint({
    method: 'POST',
    path: '/api/me/address/confirm',
    summary: 'Change my address, proved by the link or the code',
    ...mine,
    body: ConfirmAddressBody,
    response: null,
    refusals: ['wrong_code', 'proof_over', 'address_taken'],
  }),
  confirmWays: endpoint({
    method: 'GET',
    path: '/api/me/confirm',
    summary: 'How I can confirm that it is me',
    ...mine,
    whileSigningIn: ['setUp'],
    response: ConfirmWaysView,
    refusals: [],
  }),
  confirmWithPassword: endpoint({
    method: 'POST',
    path: '/api/me/confirm/password',
    summary: 'Confirm with my password',
    ...mine,
    whileSigningIn: ['setUp'],
    body: ConfirmPasswordBody,
    response: null,
    refusals: ['wrong_credentials'],
  }),
  confirmWithPasskey: endpoint({
    method: 'POST',
    path: '/api/me/confirm/passkey',
    summary: 'Confirm with my passkey',
    ...mine,
    body: ConfirmPasskeyBody,
    response: null,
    refusals: ['passkey_refused'],
  }),
  askConfirmMail: endpoint({
    method: 'POST',
    path: '/api/me/confirm/mail',
    summary: 'Mail me a code to confirm with',
    ...mine,
    whileSigningIn: ['setUp'],
    response: MailAskedView,
    refusals: [],
  }),
  confirmWithCode: endpoint({
    method: 'POST',
    path: '/api/me/confirm/code',
    summary: 'Confirm with the mailed code',
    ...mine,
    whileSigningIn: ['setUp'],
    body: CodeSignInBody,
    response: null,
    refusals: ['wrong_code', 'proof_over'],
  }),
};
