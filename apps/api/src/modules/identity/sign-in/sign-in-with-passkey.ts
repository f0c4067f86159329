import { Injectable } from '@nestjs/common';
import { PasskeyLibrary, type CeremonyAnswer, type CeremonyStart } from '../../../platform/auth/passkey-library.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Attempts } from './attempts.ts';
import { FactorStore } from './factor.store.ts';
import { SessionStore } from './session.store.ts';
import { Sessions, type SigningBrowser } from './sessions.ts';

/** Sign-in with a passkey, which is both factors at once: the device and its screen lock. */
@Injectable()
export class SignInWithPasskey {
  constructor(
    private readonly database: Database,
    private readonly library: PasskeyLibrary,
    private readonly factors: FactorStore,
    private readonly sessionStore: SessionStore,
    private readonly sessions: Sessions,
    private readonly attempts: Attempts,
    private readonly clock: Clock,
  ) {}

  async begin(address: string): Promise<CeremonyStart> {
    await this.attempts.count({ kind: 'token', account: null, address });
    return this.database.write(() => this.library.askForPasskey());
  }

  /** Answers the `Set-Cookie` value. */
  async run(given: CeremonyAnswer, browser: SigningBrowser): Promise<string> {
    await this.attempts.count({ kind: 'token', account: null, address: browser.address });
    return this.database.write(async (tx) => {
      const personId = await this.recognise(tx, given);
      return this.sessions.start(tx, { personId, method: 'passkey', isSecondFactorGiven: true }, browser);
    });
  }

  /** Whose passkey it is. The session that the library makes does not survive: ours are made in one place. */
  async recognise(tx: Tx, given: CeremonyAnswer): Promise<string> {
    const found = await this.library.recognise(given);
    if (!found) throw passkeyRefused();
    await this.sessionStore.removeByToken(tx, found.sessionToken);
    await this.factors.touchPasskey(tx, String(given.answer['id']), this.clock.now());
    return found.personId;
  }
}

export function passkeyRefused(): Refusal {
  return new Refusal(
    'passkey_refused',
    'It is not known here, took too long, or was used without its screen lock. Nothing was changed; try again, or sign in another way.',
  );
}
