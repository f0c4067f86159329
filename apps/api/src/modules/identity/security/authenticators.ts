import { Injectable } from '@nestjs/common';
import { KeyedHash } from '../../../platform/auth/keyed-hash.ts';
import type { OpenSession } from '../../../platform/auth/open-session.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Sealed } from '../../../platform/sealed/sealed.ts';
import { Attempts } from '../sign-in/attempts.ts';
import { CredentialStore } from '../sign-in/credential.store.ts';
import { FactorStore } from '../sign-in/factor.store.ts';
import {
  base32,
  fittingStep,
  newRecoveryCodes,
  newSecret,
  otpauthUri,
  shownRecoveryCode,
} from '../sign-in/one-time-codes.ts';
import { AUTHENTICATOR_SEAL, RECOVERY_HASH } from '../sign-in/second-factor.ts';
import { SecurityNotices } from '../sign-in/security-notices.ts';
import { SessionStore } from '../sign-in/session.store.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { LastFactor } from './last-factor.ts';

const SETUP_MINUTES = 15;

/** Setting up, replacing and switching off an authenticator app, and its recovery codes. */
@Injectable()
export class Authenticators {
  constructor(
    private readonly database: Database,
    private readonly factors: FactorStore,
    private readonly credentials: CredentialStore,
    private readonly sessionStore: SessionStore,
    private readonly sessions: Sessions,
    private readonly attempts: Attempts,
    private readonly lastFactor: LastFactor,
    private readonly notices: SecurityNotices,
    private readonly audit: Audit,
    private readonly sealed: Sealed,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
  ) {}

  /** A new secret to scan. Nothing is in force before its first code is confirmed; a present app works until then. */
  async begin({ actor: { personId } }: OpenSession): Promise<{ uri: string; secret: string }> {
    const secret = newSecret();
    const person = await this.credentials.find(personId);
    const academy = await this.credentials.academyName();
    await this.database.write((tx) =>
      this.factors.savePending(
        tx,
        personId,
        this.sealed.seal(AUTHENTICATOR_SEAL, secret.toString('base64url')),
        this.clock.now(),
      ),
    );
    return { uri: otpauthUri(secret, academy, person?.email ?? ''), secret: base32(secret) };
  }

  /** Answers ten recovery codes, shown this once, and the `Set-Cookie` value of the session's new token. */
  async confirm(
    session: OpenSession,
    code: string,
    address: string,
  ): Promise<{ recoveryCodes: string[]; cookie: string }> {
    const { personId } = session.actor;
    const attempt = { kind: 'code', account: personId, address } as const;
    await this.attempts.count(attempt);
    return this.database.write(async (tx) => {
      const now = this.clock.now();
      const pending = await this.factors.lockPending(tx, personId);
      const secret = pending && this.sealed.open(AUTHENTICATOR_SEAL, pending.sealedSecret);
      if (!pending || !secret || now.getTime() - pending.createdAt.getTime() > SETUP_MINUTES * 60_000)
        throw new Refusal(
          'proof_over',
          'This set-up is older than fifteen minutes. Nothing was switched on; begin again and scan the new picture.',
        );
      const step = fittingStep(Buffer.from(secret, 'base64url'), code, now, 0);
      if (step === null)
        throw new Refusal(
          'wrong_code',
          'That code does not fit. Wait for the next one in your app; if it never fits, the clock of your phone may be off.',
        );
      await this.attempts.forgive(tx, attempt);
      await this.factors.confirmPending(tx, personId, step, now);
      await this.sessionStore.confirm(tx, session.id, true, now);
      const recoveryCodes = await this.replaceCodes(tx, personId);
      await this.record(tx, personId, 'authenticator.on');
      await this.notices.tell(tx, personId, 'authenticatorOn');
      return { recoveryCodes, cookie: await this.sessions.renew(tx, session) };
    });
  }

  async remove(session: OpenSession): Promise<void> {
    const { personId } = session.actor;
    await this.database.write(async (tx) => {
      await this.factors.lockPerson(tx, personId);
      await this.lastFactor.refuseToRemove(session.actor, 'authenticator');
      if (!(await this.factors.removeAuthenticator(tx, personId))) return;
      await this.record(tx, personId, 'authenticator.off');
      await this.notices.tell(tx, personId, 'authenticatorOff');
    });
  }

  /** Ten new recovery codes; the old ones stop working. Without an app there is nothing to recover: none. */
  async renewCodes({ actor: { personId } }: OpenSession): Promise<{ recoveryCodes: string[] }> {
    return this.database.write(async (tx) => {
      if (!(await this.factors.lockAuthenticator(tx, personId))) return { recoveryCodes: [] };
      const recoveryCodes = await this.replaceCodes(tx, personId);
      await this.record(tx, personId, 'recovery_codes.renew');
      return { recoveryCodes };
    });
  }

  private async replaceCodes(tx: Tx, personId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    await this.factors.replaceRecoveryCodes(
      tx,
      personId,
      codes.map((code) => this.hash.of(RECOVERY_HASH, `${personId} ${code}`)),
    );
    return codes.map(shownRecoveryCode);
  }

  private record(tx: Tx, personId: string, action: string): Promise<void> {
    return this.audit.record(tx, {
      actorId: personId,
      action,
      subjectType: 'person',
      subjectId: personId,
      personId,
      batchId: null,
    });
  }
}
