import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ApplyAsNewBody, ApplyBody, JoinView } from '@dryrun/contracts/people.contract';
import { takesPeople } from '@dryrun/domain/cohorts/batch-state';
import { freeSeats } from '@dryrun/domain/cohorts/enrolment-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Accounts, Identity } from '../../identity/index.ts';
import type { BatchEntity } from '../batch.entity.ts';
import { CohortsStore } from '../cohorts.store.ts';
import { EnrolmentStore, type Place } from './enrolment.store.ts';
import { storedJoinCode } from './join-code.ts';
import { Places } from './places.ts';

/** Applies for a batch with its join code. A cohort admin approves or declines. */
@Injectable()
export class ApplyByCode {
  constructor(
    private readonly database: Database,
    private readonly batches: CohortsStore,
    private readonly enrolments: EnrolmentStore,
    private readonly places: Places,
    private readonly accounts: Accounts,
    private readonly identity: Identity,
  ) {}

  async look(code: string): Promise<JoinView> {
    const batch = await this.batchOf(code);
    const { taken, waiting } = await this.enrolments.count(batch.id);
    return {
      academyName: await this.identity.academyName(),
      batch,
      isFull: waiting > 0 || freeSeats({ capacity: batch.capacity, taken }) <= 0,
    };
  }

  async asMyself(actor: Actor, { code, level, targetRole }: z.output<typeof ApplyBody>): Promise<Place> {
    const batch = await this.batchOf(code);
    return this.database.write((tx) =>
      this.places.move(tx, {
        batchId: batch.id,
        personId: actor.personId,
        event: 'apply',
        actorId: actor.personId,
        level,
        targetRole,
      }),
    );
  }

  /**
   * Makes an account and applies with it. For an address that has an account nothing happens at all, and the answer is the
   * same: its owner signs in and applies as themself.
   */
  async asNew({ code, level, targetRole, address, ...account }: z.output<typeof ApplyAsNewBody>): Promise<void> {
    const batch = await this.batchOf(code);
    const person = await this.accounts.prepare(account, address);
    await this.database.write(async (tx) => {
      const personId = await this.accounts.create(tx, person, 'joinCode');
      if (personId !== null)
        await this.places.move(tx, {
          batchId: batch.id,
          personId,
          event: 'apply',
          actorId: personId,
          level,
          targetRole,
        });
    });
  }

  /** @throws Refusal `join_code_unknown` alike for a wrong code, one that was replaced or switched off, and a batch that is over */
  private async batchOf(code: string): Promise<BatchEntity> {
    const stored = storedJoinCode(code);
    const batch = stored === '' ? null : await this.batches.findByJoinCode(stored);
    if (!batch || !takesPeople(batch.state))
      throw new Refusal(
        'join_code_unknown',
        'Nobody can join with this code. Check it letter by letter, or ask whoever gave it to you for the new one.',
      );
    return batch;
  }
}
