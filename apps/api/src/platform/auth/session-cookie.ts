import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.ts';

/** On https the `__Host-` prefix pins the cookie to this origin; on loopback http browsers would refuse it. */
export function sessionCookieName(settings: Settings): string {
  return settings.isHttps ? '__Host-dryrun.session_token' : 'dryrun.session_token';
}

/**
 * Reads and writes the sign-in session cookie in better-auth's format: `token.base64(hmac-sha256(token, secret))`.
 * The signature is what makes a copy of the database useless for signing in.
 */
@Injectable()
export class SessionCookie {
  private readonly name: string;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    this.name = sessionCookieName(settings);
  }

  /** The session token of a request's Cookie header; null when absent or its signature does not fit. */
  read(header: string | undefined): string | null {
    const raw = header
      ?.split(/;\s*/)
      .find((c) => c.startsWith(`${this.name}=`))
      ?.slice(this.name.length + 1);
    if (!raw) return null;
    let value: string;
    try {
      value = decodeURIComponent(raw);
    } catch {
      return null;
    }
    const dot = value.lastIndexOf('.');
    if (dot < 1) return null;
    const token = value.slice(0, dot);
    const given = Buffer.from(value.slice(dot + 1));
    const wanted = Buffer.from(this.sign(token));
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : null;
  }

  /** A `Set-Cookie` value that signs a browser in with this token until it expires. */
  write(token: string, expiresAt: Date): string {
    const secure = this.settings.isHttps ? '; Secure' : '';
    const value = encodeURIComponent(`${token}.${this.sign(token)}`);
    return `${this.name}=${value}; Path=/; HttpOnly; SameSite=Lax; Expires=${expiresAt.toUTCString()}${secure}`;
  }

  private sign(token: string): string {
    return createHmac('sha256', this.settings.sessionSecret).update(token).digest('base64');
  }
}
