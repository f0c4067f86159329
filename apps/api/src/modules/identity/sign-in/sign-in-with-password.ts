import { Injectable } from '@nestjs/common';
import { fitsPassword, hashPassword, isOutdated } from '../../../platform/auth/passwords.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Attempts } from './attempts.ts';
import { CredentialStore } from './credential.store.ts';
import { Sessions, type SigningBrowser } from './sessions.ts';

/**
 * Sign-in by address and password. Unknown addresses, people without a password and wrong passwords cost the same time and
 * get the same answer. A hash made at yesterday's cost is renewed on the way.
 */
@Injectable()
export class SignInWithPassword {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialStore,
    private readonly attempts: Attempts,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  /** Answers the `Set-Cookie` value. */
  async run(given: { email: string; password: string }, browser: SigningBrowser): Promise<string> {
    const attempt = { kind: 'password', account: given.email, address: browser.address } as const;
    await this.attempts.count(attempt);
    const found = await this.credentials.findPassword(given.email);
    const isRight = await fitsPassword(found?.hash ?? null, given.password);
    if (!found?.hash || !isRight) throw wrongPassword();
    const old = found.hash;
    const renewed = isOutdated(old) ? await hashPassword(given.password) : null;
    return this.database.write(async (tx) => {
      await this.attempts.forgive(tx, attempt);
      if (renewed !== null)
        await this.credentials.renewPassword(tx, found.personId, { old, new: renewed }, this.clock.now());
      return this.sessions.start(tx, { personId: found.personId, method: 'password' }, browser);
    });
  }
}

export function wrongPassword(): Refusal {
  return new Refusal(
    'wrong_credentials',
    'Check both and try again; a password tells capital and small letters apart. Without a password, sign in by mail or with a passkey.',
  );
}
