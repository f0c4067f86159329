import { Injectable, type OnModuleInit } from '@nestjs/common';
import { peopleEndpoints } from '@dryrun/contracts/people.contract';
import { takesPeople } from '@dryrun/domain/cohorts/batch-state';
import type { Tx } from '../../../platform/db/database.ts';
import { Beforehand } from '../../../platform/http/beforehand.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Attempts } from '../../identity/index.ts';
import type { BatchEntity } from '../batch.entity.ts';
import { CohortsStore } from '../cohorts.store.ts';
import { storedJoinCode } from './join-code.ts';

/** Who types a code: from where, and as whom when signed in. */
export interface CodeTyper {
  personId: string | null;
  address: string;
}

const attemptOf = ({ personId, address }: CodeTyper) => ({ kind: 'joinCode', account: personId, address }) as const;

/** Leads from a join code to its batch. Codes are short enough to type, so wrong ones are counted and soon have to wait. */
@Injectable()
export class JoinCodes implements OnModuleInit {
  constructor(
    private readonly attempts: Attempts,
    private readonly batches: CohortsStore,
    private readonly beforehand: Beforehand,
  ) {}

  onModuleInit(): void {
    this.beforehand.offer(peopleEndpoints.apply, ({ actor: { personId }, address }) =>
      this.attempts.count(attemptOf({ personId, address })),
    );
  }

  /** @throws Refusal `join_code_unknown` as {@link find}; `too_many_requests` */
  open(code: string, typer: CodeTyper): Promise<BatchEntity> {
    return this.attempts.guess(attemptOf(typer), () => this.find(code));
  }

  /**
   * For a request that was counted beforehand.
   * @throws Refusal `join_code_unknown` alike for a wrong code, one that was replaced or switched off, and a batch that is over
   */
  async find(code: string): Promise<BatchEntity> {
    const stored = storedJoinCode(code);
    const batch = stored === '' ? null : await this.batches.findByJoinCode(stored);
    if (!batch || !takesPeople(batch.state))
      throw new Refusal(
        'join_code_unknown',
        'Nobody can join with this code. Check it letter by letter, or ask whoever gave it to you for the new one.',
      );
    return batch;
  }

  /** The code that was counted beforehand was right. */
  forgive(tx: Tx, typer: CodeTyper): Promise<void> {
    return this.attempts.forgive(tx, attemptOf(typer));
  }

  /** One more account is asked for: counted alike for addresses that have one already. @throws Refusal `too_many_requests` */
  countNewAccount(email: string, clientAddress: string): Promise<void> {
    return this.attempts.count({ kind: 'newAccount', account: email, address: clientAddress });
  }
}
