import type { SessionStanding } from '@dryrun/domain/identity/session-standing';
import type { Actor } from '@dryrun/domain/policy/decide';

/** A sign-in session as this request finds it. */
export interface OpenSession {
  id: string;
  /** The token as it is now. */
  token: string;
  actor: Actor;
  standing: Exclude<SessionStanding, 'dead'>;
  /** When the person last proved who they are; null when that is not known. */
  authenticatedAt: Date | null;
  /** One-tap sessions of the demo are renewed by another tap, so asking again would prove nothing. */
  isAlwaysRecent: boolean;
  /** The session's token was just replaced: the browser has to be given this one. */
  rotated: { token: string; expiresAt: Date } | null;
}

/** Where a request comes from, as far as the session list shows it. */
export interface RequestOrigin {
  address: string;
  userAgent: string;
}

/** Answers who a sign-in session belongs to, with the grants of this very moment. Implemented by the identity module. */
export abstract class SessionSource {
  /** null for an unknown, expired or revoked session, and for a person who was removed. */
  abstract sessionOf(token: string, origin: RequestOrigin): Promise<OpenSession | null>;
}
