import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { standingOf, type SignInMethod } from '@dryrun/domain/identity/session-standing';
import { SessionCookie } from '../../../platform/auth/session-cookie.ts';
import { SessionSource, type OpenSession, type RequestOrigin } from '../../../platform/auth/open-session.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../../platform/config/settings.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { SignInSettings } from './sign-in-settings.ts';
import { SessionStore, type SessionRow } from './session.store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LASTS: Partial<Record<SignInMethod, number>> & { otherwise: number } = {
  demo: 12 * HOUR,
  otherwise: 30 * 24 * HOUR,
};
/** A page sends several requests at once: those that still carry the replaced token are answered, not thrown out. */
const OLD_TOKEN_WORKS_FOR = MINUTE;
const TOUCHED_EVERY = 5 * MINUTE;

/** The browser that signs in. `cookieToken` is the session it held so far, which a new one replaces. */
export interface SigningBrowser extends RequestOrigin {
  cookieToken: string | null;
}

export interface Proof {
  personId: string;
  method: SignInMethod;
  /** A passkey with its screen lock is both factors at once. */
  isSecondFactorGiven?: boolean;
}

/** Where sign-in sessions begin, go on and end. There is no other place that makes one. */
@Injectable()
export class Sessions extends SessionSource {
  constructor(
    private readonly database: Database,
    private readonly store: SessionStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly cookie: SessionCookie,
    private readonly signInSettings: SignInSettings,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super();
  }

  async sessionOf(token: string, origin: RequestOrigin): Promise<OpenSession | null> {
    const now = this.clock.now();
    const row = await this.store.find(token, now);
    if (!row) return null;
    const isAcademyAdmin = row.grants?.some((g) => g.role === 'academyAdmin') ?? false;
    const standing = standingOf({
      method: row.method,
      isSecondFactorGiven: row.secondFactorAt !== null,
      hasAuthenticator: row.hasAuthenticator,
      hasPasskey: row.hasPasskey,
      isAcademyAdmin,
      isRequiredForAdmins:
        isAcademyAdmin && row.secondFactorAt === null && (await this.signInSettings.isSecondFactorRequired()),
      isDemo: this.settings.isDemo,
    });
    if (standing === 'dead') return null;
    if (row.lastSeenAt === null || now.getTime() - row.lastSeenAt.getTime() > TOUCHED_EVERY)
      await this.database.write((tx) => this.store.touch(tx, row.id, origin, now));
    const rotated = row.isRotationDue && row.token === token ? await this.rotateNow(row) : null;
    return {
      id: row.id,
      token: rotated?.token ?? row.token,
      actor: { personId: row.personId, grants: row.grants ?? [] },
      standing,
      authenticatedAt: row.authenticatedAt,
      isAlwaysRecent: row.method === 'demo',
      rotated,
    };
  }

  /**
   * Signs a browser in; answers the `Set-Cookie` value. Whether the session is worth anything before a second factor is
   * decided on each of its requests.
   */
  async start(tx: Tx, proof: Proof, browser: SigningBrowser): Promise<string> {
    const now = this.clock.now();
    const token = newToken();
    const expiresAt = new Date(now.getTime() + (LASTS[proof.method] ?? LASTS.otherwise));
    if (browser.cookieToken !== null) await this.store.removeByToken(tx, browser.cookieToken);
    await this.store.insert(tx, {
      personId: proof.personId,
      token,
      method: proof.method,
      isSecondFactorGiven: proof.isSecondFactorGiven ?? false,
      expiresAt,
      address: browser.address,
      userAgent: browser.userAgent,
      now,
    });
    await this.record(tx, 'signIn.start', proof.personId, { method: proof.method });
    return this.cookie.write(token, expiresAt);
  }

  /** Gives this session a new token at once, because it just became worth more. Answers the `Set-Cookie` value. */
  async renew(tx: Tx, session: { id: string; token: string }): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await this.store.rotate(tx, session.id, { old: session.token, new: token }, now);
    const row = await this.store.find(token, now);
    return this.cookie.write(token, row?.expiresAt ?? now);
  }

  /**
   * For a change of what the person may do (a role was granted): each of their sessions gets a new token with its next
   * request, so that a token copied before the change does not outlive it.
   */
  async rotateAll(tx: Tx, personId: string): Promise<void> {
    await this.store.markRotationDue(tx, personId);
  }

  /** Ends every session of a person but `exceptId`; takes effect with their next request. Answers how many ended. */
  async endOthers(tx: Tx, personId: string, exceptId: string | null): Promise<number> {
    return this.store.removeOthers(tx, personId, exceptId);
  }

  /** Ends the session of this browser, if it has one. Answers the `Set-Cookie` value that clears the cookie. */
  async end(browser: { cookieToken: string | null }): Promise<string> {
    const { cookieToken } = browser;
    if (cookieToken !== null)
      await this.database.write(async (tx) => {
        const ended = await this.store.removeByToken(tx, cookieToken);
        if (ended) await this.record(tx, 'signIn.end', ended.personId, null);
      });
    return this.cookie.write('', new Date(0));
  }

  private async rotateNow(row: SessionRow): Promise<OpenSession['rotated']> {
    const token = newToken();
    const oldUntil = new Date(this.clock.now().getTime() + OLD_TOKEN_WORKS_FOR);
    const isMine = await this.database.write((tx) =>
      this.store.rotate(tx, row.id, { old: row.token, new: token }, oldUntil),
    );
    return isMine ? { token, expiresAt: row.expiresAt } : null;
  }

  private record(tx: Tx, action: string, personId: string, after: Record<string, unknown> | null): Promise<void> {
    return this.audit.record(tx, {
      actorId: personId,
      action,
      subjectType: 'person',
      subjectId: personId,
      personId,
      batchId: null,
      after,
    });
  }
}

const newToken = () => randomBytes(32).toString('base64url');
