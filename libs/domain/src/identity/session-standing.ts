/** How somebody proved who they are when a sign-in session began. `setUp` is the first admin's, right after setting up the academy. */
export const SIGN_IN_METHODS = [
  'password',
  'mail',
  'passkey',
  'oidc',
  'invitation',
  'setUp',
  'demo',
  'unknown',
] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** What is known of a sign-in session on this very request. */
export interface SessionFacts {
  method: SignInMethod;
  /** A one-time code, a recovery code or a passkey with its screen lock was given in this session. */
  isSecondFactorGiven: boolean;
  hasAuthenticator: boolean;
  hasPasskey: boolean;
  isAcademyAdmin: boolean;
  /** The academy asks its admins for a second factor. */
  isRequiredForAdmins: boolean;
  isDemo: boolean;
}

/**
 * - `open`: signed in.
 * - `secondFactor`: one proof was given, the second is due; only asking for it is possible.
 * - `setUp`: an admin without any second factor has to set one up before going on.
 * - `dead`: a session of the demo in an academy that is none.
 */
export type SessionStanding = 'open' | 'secondFactor' | 'setUp' | 'dead';

/**
 * Whether a session is signed in is computed on each request, never stored: no way of making a session, present or
 * future, skips the second factor of somebody who has one.
 */
export function standingOf(facts: SessionFacts): SessionStanding {
  if (facts.method === 'demo') return facts.isDemo ? 'open' : 'dead';
  if (facts.isSecondFactorGiven) return 'open';
  if (facts.hasAuthenticator) return 'secondFactor';
  if (!facts.isAcademyAdmin || !facts.isRequiredForAdmins) return 'open';
  if (facts.hasPasskey) return 'secondFactor';
  return facts.method === 'setUp' ? 'open' : 'setUp';
}

const RECENT_MINUTES = 15;

/** Is the last proof of identity (`authenticatedAt`, null: unknown) recent enough for what must not be done on a forgotten open tab? */
export function isRecentSignIn(authenticatedAt: Date | null, now: Date): boolean {
  return authenticatedAt !== null && now.getTime() - authenticatedAt.getTime() <= RECENT_MINUTES * 60_000;
}
