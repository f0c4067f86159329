import { passkey } from '@better-auth/passkey';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { PostgresDialect } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Settings } from '../config/settings.ts';
import { poolOf } from '../db/data-source.ts';
import type { Database } from '../db/database.ts';

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** better-auth's tables by our names. A test holds it against the schema that our migrations make. */
const TABLES = {
  user: { modelName: 'person', fields: { emailVerified: 'email_verified', ...times } },
  session: {
    modelName: 'sign_in_session',
    fields: {
      userId: 'person_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...times,
    },
  },
  account: {
    modelName: 'sign_in_account',
    fields: {
      userId: 'person_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...times,
    },
  },
  verification: { modelName: 'sign_in_verification', fields: { expiresAt: 'expires_at', ...times } },
} as const satisfies BetterAuthOptions;

const PASSKEY_TABLE = {
  passkey: {
    modelName: 'passkey',
    fields: {
      publicKey: 'public_key',
      userId: 'person_id',
      credentialID: 'credential_id',
      deviceType: 'device_type',
      backedUp: 'backed_up',
      createdAt: 'created_at',
    },
  },
} as const;

/** better-auth writes through the running transaction when there is one, so what it does commits or falls with ours. */
function joiningPool(source: DataSource, database: Database): Pool {
  const pool = poolOf(source);
  const joining = {
    connect: async () => {
      const client = await database.client();
      if (!client) return pool.connect();
      const joined: Pick<PoolClient, 'query' | 'release'> = {
        query: client.query.bind(client) as PoolClient['query'],
        release: () => undefined,
      };
      return joined;
    },
    end: () => Promise.resolve(),
  };
  return joining as unknown as Pool;
}

/**
 * The two protocols that nobody should write anew, WebAuthn and OpenID Connect, by better-auth on our tables. Its HTTP
 * routes are not mounted; use-cases of identity call it. It creates nobody and none of the sessions it makes leaves the
 * transaction: sessions are ours (decision 0013).
 */
function options(settings: Settings, source: DataSource, database: Database) {
  return {
    appName: 'Dryrun',
    baseURL: settings.publicUrl,
    basePath: '/api/auth',
    secret: settings.sessionSecret,
    database: {
      dialect: new PostgresDialect({ pool: joiningPool(source, database) }),
      type: 'postgres',
      transaction: false,
    },
    trustedOrigins: [settings.publicUrl],
    emailAndPassword: { enabled: false },
    ...TABLES,
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: () => uuid() },
      cookiePrefix: settings.isHttps ? '__Host-dryrun' : 'dryrun',
      useSecureCookies: false,
      disableOriginCheck: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: settings.isHttps, path: '/' },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  } as const satisfies BetterAuthOptions;
}

/**
 * Passkeys: every one has a screen lock behind it (user verification), so it counts as both factors.
 * @param ownerIdOf answers whom the running registration is for; better-auth's own sessions are not asked
 */
export function createPasskeys(settings: Settings, source: DataSource, database: Database, ownerIdOf: () => string) {
  return betterAuth({
    ...options(settings, source, database),
    plugins: [
      passkey({
        rpID: new URL(settings.publicUrl).hostname,
        rpName: 'Dryrun',
        origin: settings.publicUrl,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        advanced: { webAuthnChallengeCookie: 'passkey_challenge' },
        registration: {
          requireSession: false,
          // Only the id: what stands here is kept with the challenge.
          resolveUser: () => ({ id: ownerIdOf(), name: ownerIdOf() }),
          afterVerification: ({ verification }) => refuseUnverified(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) => refuseUnverified(verification.authenticationInfo.userVerified),
        },
        schema: PASSKEY_TABLE,
      }),
    ],
  });
}

function refuseUnverified(isVerified: boolean | undefined): void {
  if (isVerified !== true) throw new Error('the passkey was used without a screen lock');
}

/** One OpenID Connect provider, as an admin set it up. */
export interface OidcProvider {
  discoveryUrl: string;
  clientId: string;
  clientSecret: string;
}

/** The path of our page to which the provider sends people back. */
export const OIDC_RETURN_PATH = '/sign-in/oidc';

/**
 * Signs in people who exist, by an address that the provider and we have both verified. Never creates anybody, never
 * changes names or addresses, and believes only ID tokens whose signature and nonce fit.
 */
export function createOidc(settings: Settings, source: DataSource, database: Database, provider: OidcProvider) {
  return betterAuth({
    ...options(settings, source, database),
    account: {
      ...TABLES.account,
      storeStateStrategy: 'database',
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, trustedProviders: [], requireLocalEmailVerified: true },
    },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: 'oidc',
            ...provider,
            scopes: ['openid', 'email', 'profile'],
            pkce: true,
            redirectURI: settings.publicUrl + OIDC_RETURN_PATH,
            requireIdTokenVerification: true,
            disableSignUp: true,
            disableImplicitSignUp: true,
          },
        ],
      }),
    ],
  });
}
