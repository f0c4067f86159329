import { betterAuth } from 'better-auth';
import type { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import { v7 as uuid } from 'uuid';
import type { Settings } from '../config/settings.ts';
import { sessionCookieName } from './session-cookie.ts';

/** The header in which our mount tells better-auth the client's address (`req.ip`); a client cannot set it. */
export const CLIENT_ADDRESS_HEADER = 'x-dryrun-client-address';

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

/**
 * Sign-in by better-auth on our tables and TypeORM's pool. It creates nobody by itself (`disableSignUp`): people are made
 * by identity's use-cases. Roles are ours and not known here.
 */
export function createAuth(settings: Settings, source: DataSource) {
  const pool = (source.driver as unknown as { master: Pool }).master;
  return betterAuth({
    appName: 'Dryrun',
    baseURL: settings.publicUrl,
    basePath: '/api/auth',
    secret: settings.sessionSecret,
    database: pool,
    trustedOrigins: [settings.publicUrl],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: { modelName: 'person', fields: { emailVerified: 'email_verified', ...times } },
    session: {
      modelName: 'sign_in_session',
      expiresIn: 60 * 60 * 24 * 30,
      updateAge: 60 * 60 * 24,
      fields: { userId: 'person_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...times },
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
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'sign_in_rate_limit',
      fields: { lastRequest: 'last_request' },
      window: 60,
      max: 60,
      customRules: { '/sign-in/email': { window: 60, max: 10 } },
    },
    advanced: {
      database: { generateId: () => uuid() },
      cookiePrefix: 'dryrun',
      useSecureCookies: false,
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      cookies: {
        session_token: {
          name: sessionCookieName(settings),
          attributes: { httpOnly: true, sameSite: 'lax', secure: settings.isHttps, path: '/' },
        },
      },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof createAuth>;
