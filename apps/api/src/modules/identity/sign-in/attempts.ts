import { Injectable } from '@nestjs/common';
import { countAttempt, forgiveAttempt, type AttemptLimit } from '@dryrun/domain/identity/attempt-limit';
import { networkOf } from '@dryrun/domain/identity/network-address';
import { KeyedHash } from '../../../platform/auth/keyed-hash.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { AttemptStore } from './attempt.store.ts';

const MINUTE = 60;

/** Guesses at one secret or another, however many accounts they are made at. */
const GUESSES = {
  network: { free: 40, firstWait: 1, longestWait: 5 * MINUTE, forgetsOneIn: 20 },
  academy: { free: 2_000, firstWait: 1, longestWait: 1, forgetsOneIn: 0.1 },
} as const;

/**
 * What is limited, each by account, by network and for the whole academy. A classroom shares one network, hence its many
 * free tries; the academy's limit only slows down what no crowd of people does.
 */
const LIMITS = {
  password: {
    account: { free: 5, firstWait: 2, longestWait: 15 * MINUTE, forgetsOneIn: 15 * MINUTE },
    ...GUESSES,
  },
  /** Six digits and recovery codes. */
  code: {
    account: { free: 5, firstWait: 5, longestWait: 15 * MINUTE, forgetsOneIn: 15 * MINUTE },
    ...GUESSES,
  },
  /** Mails asked for. */
  mail: {
    account: { free: 3, firstWait: 30, longestWait: 30 * MINUTE, forgetsOneIn: 10 * MINUTE },
    network: { free: 40, firstWait: 5, longestWait: 10 * MINUTE, forgetsOneIn: MINUTE },
    academy: { free: 500, firstWait: 2, longestWait: 10, forgetsOneIn: 0.5 },
  },
  /** Join codes of a batch. Right ones are taken back, so a classroom that joins at once waits for nothing. */
  joinCode: {
    account: { free: 10, firstWait: 5, longestWait: 15 * MINUTE, forgetsOneIn: 5 * MINUTE },
    ...GUESSES,
  },
  /** New accounts asked for with a join code, whether they were made or not. */
  newAccount: {
    account: { free: 3, firstWait: 30, longestWait: 30 * MINUTE, forgetsOneIn: 10 * MINUTE },
    network: { free: 80, firstWait: 5, longestWait: 10 * MINUTE, forgetsOneIn: MINUTE },
    academy: { free: 500, firstWait: 2, longestWait: 10, forgetsOneIn: 0.5 },
  },
  /** Links of invitations and of the set-up. Right ones are taken back. */
  link: {
    account: null,
    ...GUESSES,
  },
  /** Mailed sign-in links and passkeys: nothing to guess, so only the load is limited. */
  token: {
    account: null,
    network: { free: 60, firstWait: 1, longestWait: MINUTE, forgetsOneIn: 2 },
    academy: { free: 5_000, firstWait: 1, longestWait: 1, forgetsOneIn: 0.05 },
  },
} as const satisfies Record<string, Record<'account' | 'network' | 'academy', AttemptLimit | null>>;

export type AttemptKind = keyof typeof LIMITS;

/** Who tries what. `account` is an address as typed (known or not) or a person's id; `address` that of the client. */
export interface Attempt {
  kind: AttemptKind;
  account: string | null;
  address: string;
}

/**
 * Limits guessing. A try is counted before its outcome is known, in a transaction of its own that stays when the try is
 * refused, and taken back when it was right. Waits grow and end: nothing locks an account, and a passkey or a mailed link
 * works while passwords have to wait.
 */
@Injectable()
export class Attempts {
  constructor(
    private readonly database: Database,
    private readonly store: AttemptStore,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal `too_many_requests` with the seconds to wait, alike for accounts that exist and for those that do not */
  async count(attempt: Attempt): Promise<void> {
    const limits = this.limitsOf(attempt);
    const now = this.clock.now();
    const waitSeconds = await this.database.write(async (tx) => {
      const states = await this.store.lock(tx, [...limits.keys()]);
      const verdicts = [...limits].map(([key, limit]) => ({
        key,
        verdict: countAttempt(states.get(key) ?? null, limit, now),
      }));
      const wait = Math.max(0, ...verdicts.map(({ verdict }) => (verdict.isAllowed ? 0 : verdict.waitSeconds)));
      if (wait === 0)
        for (const { key, verdict } of verdicts) if (verdict.isAllowed) await this.store.save(tx, key, verdict.next);
      return wait;
    });
    if (waitSeconds > 0)
      throw new Refusal(
        'too_many_requests',
        `There were many attempts. Please wait ${inWords(waitSeconds)} and try again. Nothing is locked.`,
        { retryAfterSeconds: waitSeconds },
      );
  }

  /** The try was right: the account starts afresh, the network and the academy forget this one. */
  async forgive(tx: Tx, attempt: Attempt): Promise<void> {
    const limits = this.limitsOf(attempt);
    const now = this.clock.now();
    const states = await this.store.lock(tx, [...limits.keys()]);
    for (const [key, limit] of limits) {
      const state = states.get(key);
      if (key.startsWith('account:')) await this.store.remove(tx, key);
      else if (state) await this.store.save(tx, key, forgiveAttempt(state, limit, now));
    }
  }

  /** Counts a try at a secret before `find` looks for it, and takes it back when it was found. */
  async guess<T>(attempt: Attempt, find: () => Promise<T>): Promise<T> {
    await this.count(attempt);
    const found = await find();
    await this.database.write((tx) => this.forgive(tx, attempt));
    return found;
  }

  private limitsOf({ kind, account, address }: Attempt): Map<string, AttemptLimit> {
    const limits = LIMITS[kind];
    const key = (scope: string, who: string) => `${scope}:${kind}:${this.hash.of('attempts', `${scope} ${who}`)}`;
    return new Map<string, AttemptLimit>([
      ...(limits.account && account !== null
        ? [[key('account', account.trim().toLowerCase()), limits.account] as const]
        : []),
      [key('academy', ''), limits.academy] as const,
      [key('network', networkOf(address)), limits.network] as const,
    ]);
  }
}

function inWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
