import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Database, type Tx } from '../../../platform/db/database.ts';

export interface AuthenticatorRow {
  sealedSecret: string;
  confirmedAt: Date | null;
  createdAt: Date;
  lastStep: number;
}

export interface PasskeyRow {
  id: string;
  name: string | null;
  createdAt: Date | null;
  lastUsedAt: Date | null;
}

/** Authenticator apps, recovery codes and passkeys. */
@Injectable()
export class FactorStore {
  constructor(private readonly database: Database) {}

  async findAuthenticator(personId: string): Promise<AuthenticatorRow | null> {
    return this.authenticator(this.database.read, personId, '');
  }

  async lockAuthenticator(tx: Tx, personId: string): Promise<AuthenticatorRow | null> {
    return this.authenticator(tx, personId, 'for update');
  }

  /** Begins a new one beside the present one, which stays in force until the new one is confirmed. */
  async savePending(tx: Tx, personId: string, sealedSecret: string, now: Date): Promise<void> {
    await tx.query(
      `insert into authenticator_setup (person_id, sealed_secret, created_at) values ($1, $2, $3)
       on conflict on constraint authenticator_setup_pk do update set sealed_secret = excluded.sealed_secret, created_at = excluded.created_at`,
      [personId, sealedSecret, now],
    );
  }

  async lockPending(tx: Tx, personId: string): Promise<{ sealedSecret: string; createdAt: Date } | null> {
    const [row] = await tx.query<{ sealedSecret: string; createdAt: Date }[]>(
      'select sealed_secret as "sealedSecret", created_at as "createdAt" from authenticator_setup where person_id = $1 for update',
      [personId],
    );
    return row ?? null;
  }

  /** Puts the pending one in force. */
  async confirmPending(tx: Tx, personId: string, lastStep: number, now: Date): Promise<void> {
    await tx.query(
      `insert into authenticator (person_id, sealed_secret, created_at, confirmed_at, last_step)
       select person_id, sealed_secret, created_at, $2, $3 from authenticator_setup where person_id = $1
       on conflict on constraint authenticator_pk do update
         set sealed_secret = excluded.sealed_secret, created_at = excluded.created_at, confirmed_at = excluded.confirmed_at, last_step = excluded.last_step`,
      [personId, now, lastStep],
    );
    await tx.query('delete from authenticator_setup where person_id = $1', [personId]);
  }

  async saveStep(tx: Tx, personId: string, step: number): Promise<void> {
    await tx.query('update authenticator set last_step = $2 where person_id = $1', [personId, step]);
  }

  /** Removes app and recovery codes; false when there was none. */
  async removeAuthenticator(tx: Tx, personId: string): Promise<boolean> {
    await tx.query('delete from recovery_code where person_id = $1', [personId]);
    const [, count] = await tx.query<[unknown, number]>('delete from authenticator where person_id = $1', [personId]);
    return count === 1;
  }

  async replaceRecoveryCodes(tx: Tx, personId: string, hashes: readonly string[]): Promise<void> {
    await tx.query('delete from recovery_code where person_id = $1', [personId]);
    for (const hash of hashes)
      await tx.query('insert into recovery_code (id, person_id, hash) values ($1, $2, $3)', [uuid(), personId, hash]);
  }

  /** Uses one up; false when it is not one of theirs or was used. */
  async useRecoveryCode(tx: Tx, personId: string, hash: string, now: Date): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>(
      'update recovery_code set used_at = $3 where person_id = $1 and hash = $2 and used_at is null',
      [personId, hash, now],
    );
    return count === 1;
  }

  async countRecoveryCodes(personId: string): Promise<number> {
    const [row] = await this.database.read.query<{ count: number }[]>(
      'select count(*)::int as count from recovery_code where person_id = $1 and used_at is null',
      [personId],
    );
    return row?.count ?? 0;
  }

  async listPasskeys(personId: string): Promise<PasskeyRow[]> {
    return this.database.read.query(
      'select id, name, created_at as "createdAt", last_used_at as "lastUsedAt" from passkey where person_id = $1 order by created_at nulls first, id',
      [personId],
    );
  }

  async renamePasskey(tx: Tx, personId: string, id: string, name: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>(
      'update passkey set name = $3 where person_id = $1 and id = $2',
      [personId, id, name],
    );
    return count === 1;
  }

  async removePasskey(tx: Tx, personId: string, id: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>('delete from passkey where person_id = $1 and id = $2', [
      personId,
      id,
    ]);
    return count === 1;
  }

  async removePasskeys(tx: Tx, personId: string): Promise<void> {
    await tx.query('delete from passkey where person_id = $1', [personId]);
  }

  /** A passkey with this id as browsers know it was just used. */
  async touchPasskey(tx: Tx, credentialId: string, now: Date): Promise<void> {
    await tx.query('update passkey set last_used_at = $2 where credential_id = $1', [credentialId, now]);
  }

  async datePasskey(tx: Tx, id: string, now: Date): Promise<void> {
    await tx.query('update passkey set created_at = $2 where id = $1', [id, now]);
  }

  /** Locks the person, so that two removals at once cannot take the last way in between them. */
  async lockPerson(tx: Tx, personId: string): Promise<void> {
    await tx.query('select 1 from person where id = $1 for update', [personId]);
  }

  private async authenticator(
    from: Pick<Tx, 'query'>,
    personId: string,
    lock: '' | 'for update',
  ): Promise<AuthenticatorRow | null> {
    const [row] = await from.query<(Omit<AuthenticatorRow, 'lastStep'> & { lastStep: string })[]>(
      `select sealed_secret as "sealedSecret", confirmed_at as "confirmedAt", created_at as "createdAt", last_step as "lastStep"
       from authenticator where person_id = $1 and confirmed_at is not null ${lock}`,
      [personId],
    );
    return row ? { ...row, lastStep: Number(row.lastStep) } : null;
  }
}
