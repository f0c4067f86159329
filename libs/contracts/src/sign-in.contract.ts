import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, Instant, text } from './fields.ts';

/** A mail address as people type it; how it is spelled (case) does not matter. */
export const MailAddress = z
  .string()
  .trim()
  .max(254, 'That is longer than a mail address can be.')
  .regex(/^[^\s@<>()[\]\\,;:"\p{C}]+@[^\s@<>()[\]\\,;:"\p{C}]+$/u, 'That does not look like a mail address.');

/** Any characters, spaces included; length is what makes it strong. */
export const NewPassword = z
  .string()
  .min(12, 'At least 12 characters, please. Several words are easy to remember.')
  .max(128, 'At most 128 characters, please.')
  .refine((s) => s.isWellFormed(), 'This contains characters that cannot be stored.');

const GivenPassword = z.string().min(1, 'Please type your password.').max(128);

/** Six digits; spaces and dashes that people paste along are ignored. */
export const SixDigits = z
  .string()
  .max(20)
  .transform((s) => s.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'The code has six digits.'));

/** Six digits of an authenticator app, or a recovery code. */
export const SecondFactorCode = z
  .string()
  .max(40)
  .transform((s) => s.replace(/[\s-]/g, '').toLowerCase())
  .pipe(
    z.string().regex(/^(\d{6}|[a-z0-9]{10})$/, 'Six digits of your app, or a recovery code of ten letters and digits.'),
  );

/** The secret of a mailed link. */
export const LinkToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, 'This link is not complete. Copy it whole, or use the code beside it.');

/** What a browser made of a WebAuthn ceremony. Its inside is checked by the ceremony itself. */
export const PasskeyAnswer = z.looseObject({
  id: z.string().max(1024),
  rawId: z.string().max(1024),
  type: z.literal('public-key'),
  response: z.record(z.string(), z.unknown()),
});
export const PasskeyOptionsView = z.object({ options: z.record(z.string(), z.unknown()) });

/** Ways to sign in that this academy has. */
export const SignInWaysView = z.object({
  /** False: no mail server yet, so no code or link can be mailed. */
  mail: z.boolean(),
  /** Browsers allow passkeys only where the address is a name. */
  passkeys: z.boolean(),
  /** The provider's name on the button; null: none is set up. */
  oidc: z.object({ name: z.string() }).nullable(),
});
export type SignInWaysView = z.infer<typeof SignInWaysView>;

/** What is still due before a started sign-in is complete. */
export const SignInStepView = z.object({
  step: z.enum(['done', 'secondFactor', 'setUp']),
  hasAuthenticator: z.boolean(),
  hasPasskey: z.boolean(),
});
export type SignInStepView = z.infer<typeof SignInStepView>;

/** Answers alike whether or not anybody has the address: if somebody does, a link and a code are on their way. */
export const MailAskedView = z.object({ requestId: Id, expiresAt: Instant });
export type MailAskedView = z.infer<typeof MailAskedView>;

export const PasswordSignInBody = z.strictObject({ email: MailAddress, password: GivenPassword });
export const AskMailBody = z.strictObject({ email: MailAddress });
export const CodeSignInBody = z.strictObject({ requestId: Id, code: SixDigits });
export const LinkSignInBody = z.strictObject({ token: LinkToken });
export const PasskeySignInBody = z.strictObject({ answer: PasskeyAnswer });
export const SecondFactorBody = z.strictObject({ code: SecondFactorCode });
export const OidcFinishBody = z.strictObject({
  code: z.string().max(4000).optional(),
  state: z.string().max(500),
  error: text(200).optional(),
  iss: z.string().max(500).optional(),
});
export const OidcStartView = z.object({ url: z.url() });

/** By the link of the mail (`token`), or by its code together with the request. */
export const ResetPasswordBody = z.strictObject({
  proof: z.union([CodeSignInBody, LinkSignInBody]),
  password: NewPassword,
});

const none = { access: 'public', response: null } as const;

/** Signing in and out. Every answer to a wrong guess is the same for addresses that exist and for those that do not. */
export const signInEndpoints = {
  ways: endpoint({
    method: 'GET',
    path: '/api/sign-in/ways',
    summary: 'Ways to sign in',
    access: 'public',
    response: SignInWaysView,
    refusals: [],
  }),
  step: endpoint({
    method: 'GET',
    path: '/api/sign-in/step',
    summary: 'What is still due before my sign-in is complete',
    access: 'signedIn',
    whileSigningIn: ['secondFactor', 'setUp'],
    response: SignInStepView,
    refusals: [],
  }),
  withPassword: endpoint({
    method: 'POST',
    path: '/api/sign-in/password',
    summary: 'Sign in with a password',
    body: PasswordSignInBody,
    ...none,
    refusals: ['wrong_credentials'],
  }),
  askMail: endpoint({
    method: 'POST',
    path: '/api/sign-in/mail',
    summary: 'Mail me a link and a code',
    access: 'public',
    body: AskMailBody,
    response: MailAskedView,
    refusals: [],
  }),
  withCode: endpoint({
    method: 'POST',
    path: '/api/sign-in/code',
    summary: 'Sign in with the mailed code',
    body: CodeSignInBody,
    ...none,
    refusals: ['wrong_code', 'proof_over'],
  }),
  withLink: endpoint({
    method: 'POST',
    path: '/api/sign-in/link',
    summary: 'Sign in with the mailed link',
    body: LinkSignInBody,
    ...none,
    refusals: ['proof_over'],
  }),
  passkeyOptions: endpoint({
    method: 'POST',
    path: '/api/sign-in/passkey/options',
    summary: 'Begin signing in with a passkey',
    access: 'public',
    response: PasskeyOptionsView,
    refusals: [],
  }),
  withPasskey: endpoint({
    method: 'POST',
    path: '/api/sign-in/passkey',
    summary: 'Sign in with a passkey',
    body: PasskeySignInBody,
    ...none,
    refusals: ['passkey_refused'],
  }),
  oidcStart: endpoint({
    method: 'POST',
    path: '/api/sign-in/oidc/start',
    summary: 'Begin signing in through the academy’s provider',
    access: 'public',
    response: OidcStartView,
    refusals: ['oidc_failed'],
  }),
  oidcFinish: endpoint({
    method: 'POST',
    path: '/api/sign-in/oidc/finish',
    summary: 'Sign in with what the provider sent back',
    body: OidcFinishBody,
    ...none,
    refusals: ['oidc_failed'],
  }),
  secondFactor: endpoint({
    method: 'POST',
    path: '/api/sign-in/second-factor',
    summary: 'Complete my sign-in with a code of my app or a recovery code',
    access: 'signedIn',
    whileSigningIn: ['secondFactor'],
    body: SecondFactorBody,
    response: null,
    refusals: ['wrong_code'],
  }),
  signOut: endpoint({ method: 'POST', path: '/api/sign-out', summary: 'Sign this browser out', ...none, refusals: [] }),
  askReset: endpoint({
    method: 'POST',
    path: '/api/password-reset',
    summary: 'Mail me a link and a code for a new password',
    access: 'public',
    body: AskMailBody,
    response: MailAskedView,
    refusals: [],
  }),
  resetPassword: endpoint({
    method: 'POST',
    path: '/api/password-reset/finish',
    summary: 'Set a new password, end every session, and sign in',
    body: ResetPasswordBody,
    ...none,
    refusals: ['wrong_code', 'proof_over'],
  }),
};
