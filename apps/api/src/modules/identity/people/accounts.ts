import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { isTimeZone } from '@dryrun/domain/time/zone-transitions';
import { hashPassword } from '../../../platform/auth/passwords.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { IdentityStore, type PersonRow } from '../identity.store.ts';

/** Somebody who makes an account. The password is hashed already: hashing is slow, and has no place in a transaction. */
export interface NewPerson {
  address: string;
  name: string;
  timeZone: string;
  passwordHash: string;
}

/** Makes accounts and finds them by address. Never touches an account that exists. */
@Injectable()
export class Accounts {
  constructor(
    private readonly store: IdentityStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks what the contract cannot and hashes the password, before any transaction.
   * @throws Refusal `invalid_input` for a zone that does not exist
   */
  async prepare(account: { name: string; timeZone: string; password: string }, address: string): Promise<NewPerson> {
    if (!isTimeZone(account.timeZone))
      throw new Refusal(
        'invalid_input',
        'That is not a time zone we know. Pick one from the list, for example Asia/Kolkata.',
        {
          errors: [{ pointer: '/body/timeZone', message: 'Not an IANA time zone.' }],
        },
      );
    return {
      address,
      name: account.name,
      timeZone: account.timeZone,
      passwordHash: await hashPassword(account.password),
    };
  }

  /** Answers the new person's id; null when the address has an account, which stays as it is. `how` they came, for the audit. */
  async create(tx: Tx, person: NewPerson, how: 'setUp' | 'invitation' | 'joinCode'): Promise<string | null> {
    const id = uuid();
    const now = this.clock.now();
    if (!(await this.store.insertPerson(tx, { id, ...person, now }))) return null;
    await this.store.insertPassword(tx, { personId: id, passwordHash: person.passwordHash, now });
    await this.audit.record(tx, {
      actorId: id,
      action: 'account.create',
      subjectType: 'person',
      subjectId: id,
      personId: id,
      batchId: null,
      after: { how },
    });
    return id;
  }

  /** By address in lower case; addresses without an account are absent. For those who may see addresses. */
  findByAddresses(addresses: readonly string[]): Promise<Map<string, PersonRow>> {
    return this.store.findByAddresses(addresses);
  }

  /** With their addresses, by id: for those who may see them. */
  async contacts(ids: readonly string[]): Promise<Map<string, PersonRow>> {
    return new Map((await this.store.listPeople([...new Set(ids)])).map((p) => [p.id, p]));
  }

  get(id: string): Promise<PersonRow> {
    return this.store.getPerson(id);
  }
}
