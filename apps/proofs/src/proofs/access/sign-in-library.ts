import type { Stage } from './matrix.ts';

/** Paths that better-auth and its plugins would serve. */
const LIBRARY_PATHS = [
  'sign-in/email',
  'sign-out',
  'sign-up/email',
  'update-user',
  'delete-user',
  'get-session',
  'list-sessions',
  'revoke-session',
  'revoke-sessions',
  'change-password',
  'change-email',
  'set-password',
  'forget-password',
  'request-password-reset',
  'reset-password',
  'reset-password/token',
  'verify-email',
  'send-verification-email',
  'sign-in/social',
  'sign-in/oauth2',
  'sign-in/magic-link',
  'magic-link/verify',
  'link-social',
  'unlink-account',
  'list-accounts',
  'account-info',
  'get-access-token',
  'refresh-token',
  'callback/google',
  'oauth2/callback/x',
  'two-factor/enable',
  'two-factor/disable',
  'two-factor/verify-totp',
  'two-factor/generate-backup-codes',
  'passkey/list-user-passkeys',
  'passkey/delete-passkey',
  'email-otp/send-verification-otp',
  'sign-in/email-otp',
  'admin/list-users',
  'admin/impersonate-user',
  'organization/create',
  'api-key/create',
  'ok',
  'error',
  'token',
  'jwks',
  '.well-known/openid-configuration',
  '../me',
  '..%2fme',
  '%2e%2e/me',
  '',
  '/',
];

/** Sign-in is our own endpoints; the library behind them answers nobody directly, under no path and no verb. @returns how many were tried */
export async function checkSignInLibrary({ cast, visitor, world, findings }: Stage): Promise<number> {
  let tried = 0;
  const before = await world.fingerprint();
  for (const client of [visitor, cast.get('asha')?.client, cast.get('arjun')?.client])
    for (const path of LIBRARY_PATHS)
      for (const method of ['GET', 'POST']) {
        if (!client) continue;
        tried++;
        const body =
          method === 'POST'
            ? { email: 'somebody@example.org', password: 'a long enough password', name: 'x' }
            : undefined;
        const answer = await client.send(method, `/api/auth/${path}`, { body });
        if (answer.status !== 404)
          findings.faults.push(`${method} /api/auth/${path}: ${answer.status} ${answer.text.slice(0, 120)}`);
        if (answer.headers['set-cookie']) findings.faults.push(`${method} /api/auth/${path} sets a cookie`);
      }
  if ((await world.fingerprint()) !== before)
    findings.faults.push('paths of the sign-in library that should not exist changed the database');
  return tried;
}
