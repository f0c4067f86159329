import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Instant, text } from './fields.ts';
import { MailAddress } from './sign-in.contract.ts';

/** An OpenID Connect provider that people of this academy may sign in through. Its secret never leaves the server. */
export const OidcSettingsView = z.object({
  isOn: z.boolean(),
  name: z.string(),
  discoveryUrl: z.string(),
  clientId: z.string(),
  hasSecret: z.boolean(),
  /** To be registered at the provider. */
  redirectUrl: z.url(),
  state: z.enum(['off', 'untried', 'ok', 'failing']),
  checkedAt: Instant.nullable(),
  lastError: z.string().nullable(),
});
export type OidcSettingsView = z.infer<typeof OidcSettingsView>;

export const SignInSettingsView = z.object({
  isSecondFactorRequired: z.boolean(),
  oidc: OidcSettingsView,
});
export type SignInSettingsView = z.infer<typeof SignInSettingsView>;

const DiscoveryUrl = z
  .url({
    protocol: /^https?$/,
    error: 'A full address, please, such as https://id.example.org/.well-known/openid-configuration.',
  })
  .max(500)
  .refine(
    (value) => value.startsWith('https:') || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(value),
    'It must begin with https://, or the secret would travel in the clear.',
  );

export const RequireSecondFactorBody = z.strictObject({ isRequired: z.boolean() });
export const SaveOidcBody = z.strictObject({
  isOn: z.boolean(),
  name: text(40, 1),
  discoveryUrl: DiscoveryUrl,
  clientId: text(300, 1),
  /** null keeps the present one. */
  clientSecret: text(1000, 1).nullable(),
});
/** Somebody who lost every second step. */
export const LetBackInBody = z.strictObject({ email: MailAddress });
export const OidcTestView = z.object({ isOk: z.boolean(), error: z.string().nullable() });

const admin = { access: 'signInSettings:update', needsRecentSignIn: true } as const;

/** What an academy decides about signing in. */
export const signInSettingsEndpoints = {
  get: endpoint({
    method: 'GET',
    path: '/api/settings/sign-in',
    summary: 'How people sign in here',
    access: 'signInSettings:read',
    response: SignInSettingsView,
    refusals: [],
  }),
  requireSecondFactor: endpoint({
    method: 'PUT',
    path: '/api/settings/sign-in/second-factor',
    summary: 'Whether academy admins need a second factor',
    ...admin,
    body: RequireSecondFactorBody,
    response: SignInSettingsView,
    refusals: [],
  }),
  letBackIn: endpoint({
    method: 'POST',
    path: '/api/settings/sign-in/let-back-in',
    summary: 'Take the second steps of somebody who lost them, and end their sessions',
    ...admin,
    body: LetBackInBody,
    response: null,
    refusals: [],
  }),
  saveOidc: endpoint({
    method: 'PUT',
    path: '/api/settings/sign-in/oidc',
    summary: 'Set up sign-in through a provider',
    ...admin,
    body: SaveOidcBody,
    response: SignInSettingsView,
    refusals: [],
  }),
  testOidc: endpoint({
    method: 'POST',
    path: '/api/settings/sign-in/oidc/test',
    summary: 'Ask the provider whether the settings can work',
    access: 'signInSettings:update',
    response: OidcTestView,
    refusals: [],
  }),
};
