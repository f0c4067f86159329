import { Injectable } from '@nestjs/common';
import type { OpenSession } from '../../../platform/auth/open-session.ts';
import { KeyedHash } from '../../../platform/auth/keyed-hash.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Sealed } from '../../../platform/sealed/sealed.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Attempts } from './attempts.ts';
import { FactorStore } from './factor.store.ts';
import { fittingStep } from './one-time-codes.ts';
import { SecurityNotices } from './security-notices.ts';
import { SessionStore } from './session.store.ts';
import { Sessions } from './sessions.ts';

export const AUTHENTICATOR_SEAL = 'authenticator.secret';
export const RECOVERY_HASH = 'recoveryCode';

/** Completes a sign-in with six digits of the authenticator app or with a recovery code. The session gets a new token. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly database: Database,
    private readonly factors: FactorStore,
    private readonly sessionStore: SessionStore,
    private readonly sessions: Sessions,
    private readonly attempts: Attempts,
    private readonly notices: SecurityNotices,
    private readonly audit: Audit,
    private readonly sealed: Sealed,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
  ) {}

  /** Answers the `Set-Cookie` value. */
  async run(session: OpenSession, code: string, address: string): Promise<string> {
    const { personId } = session.actor;
    const attempt = { kind: 'code', account: personId, address } as const;
    await this.attempts.count(attempt);
    return this.database.write(async (tx) => {
      const isApp = /^\d{6}$/.test(code);
      const isRight = isApp
        ? await this.useAppCode(tx, personId, code)
        : await this.factors.useRecoveryCode(
            tx,
            personId,
            this.hash.of(RECOVERY_HASH, `${personId} ${code}`),
            this.clock.now(),
          );
      if (!isRight)
        throw new Refusal(
          'wrong_code',
          'That code does not fit. A code of the app changes every 30 seconds and works once; a recovery code works once, too.',
        );
      await this.attempts.forgive(tx, attempt);
      await this.sessionStore.confirm(tx, session.id, true, this.clock.now());
      await this.audit.record(tx, {
        actorId: personId,
        action: 'signIn.second_factor',
        subjectType: 'person',
        subjectId: personId,
        personId,
        batchId: null,
        after: { factor: isApp ? 'authenticator' : 'recoveryCode' },
      });
      if (!isApp) await this.notices.tell(tx, personId, 'recoveryCodeUsed');
      return this.sessions.renew(tx, session);
    });
  }

  private async useAppCode(tx: Tx, personId: string, code: string): Promise<boolean> {
    const authenticator = await this.factors.lockAuthenticator(tx, personId);
    const secret = authenticator && this.sealed.open(AUTHENTICATOR_SEAL, authenticator.sealedSecret);
    if (!authenticator || !secret) return false;
    const step = fittingStep(Buffer.from(secret, 'base64url'), code, this.clock.now(), authenticator.lastStep);
    if (step !== null) await this.factors.saveStep(tx, personId, step);
    return step !== null;
  }
}
