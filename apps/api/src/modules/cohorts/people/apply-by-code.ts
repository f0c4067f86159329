import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ApplyAsNewBody, ApplyBody, JoinView } from '@dryrun/contracts/people.contract';
import { freeSeats } from '@dryrun/domain/cohorts/enrolment-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../../platform/db/database.ts';
import { Accounts, Identity } from '../../identity/index.ts';
import { EnrolmentStore, type Place } from './enrolment.store.ts';
import { JoinCodes } from './join-codes.ts';
import { Places } from './places.ts';

/** Applies for a batch with its join code. A cohort admin approves or declines. */
@Injectable()
export class ApplyByCode {
  constructor(
    private readonly database: Database,
    private readonly codes: JoinCodes,
    private readonly enrolments: EnrolmentStore,
    private readonly places: Places,
    private readonly accounts: Accounts,
    private readonly identity: Identity,
  ) {}

  async look(code: string, clientAddress: string): Promise<JoinView> {
    const batch = await this.codes.open(code, { personId: null, address: clientAddress });
    const { taken, waiting } = await this.enrolments.count(batch.id);
    return {
      academyName: await this.identity.academyName(),
      batch,
      isFull: waiting > 0 || freeSeats({ capacity: batch.capacity, taken }) <= 0,
    };
  }

  async asMyself(
    { personId }: Actor,
    { code, level, targetRole }: z.output<typeof ApplyBody>,
    clientAddress: string,
  ): Promise<Place> {
    const batch = await this.codes.find(code);
    return this.database.write(async (tx) => {
      await this.codes.forgive(tx, { personId, address: clientAddress });
      return this.places.move(tx, {
        batchId: batch.id,
        personId,
        event: 'apply',
        actorId: personId,
        level,
        targetRole,
      });
    });
  }

  /**
   * Makes an account and applies with it. For an address that has an account nothing happens at all, and the answer is the
   * same: its owner signs in and applies as themself.
   */
  async asNew(
    { code, level, targetRole, address, ...account }: z.output<typeof ApplyAsNewBody>,
    clientAddress: string,
  ): Promise<void> {
    const batch = await this.codes.open(code, { personId: null, address: clientAddress });
    await this.codes.countNewAccount(address, clientAddress);
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
}
