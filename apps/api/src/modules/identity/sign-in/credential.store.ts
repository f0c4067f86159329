import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Database, type Tx } from '../../../platform/db/database.ts';

/** A person as far as signing in concerns them. */
export interface Account {
  id: string;
  name: string;
  email: string;
  isEmailConfirmed: boolean;
}

const ACCOUNT = `p.id, p.name, p.email, p.email_verified as "isEmailConfirmed"`;
/** better-auth's name for the account row that holds a password. */
const PASSWORD_PROVIDER = 'credential';

/** Passwords and addresses of people who are here. */
@Injectable()
export class CredentialStore {
  constructor(private readonly database: Database) {}

  async find(personId: string): Promise<Account | null> {
    const [row] = await this.database.read.query<Account[]>(
      `select ${ACCOUNT} from person p where p.id = $1 and p.removed_at is null`,
      [personId],
    );
    return row ?? null;
  }

  async findByAddress(address: string): Promise<Account | null> {
    const [row] = await this.database.read.query<Account[]>(
      `select ${ACCOUNT} from person p where p.email = $1 and p.removed_at is null`,
      [address],
    );
    return row ?? null;
  }

  /** The person of an address with the hash of their password (null: none). */
  async findPassword(address: string): Promise<{ personId: string; hash: string | null } | null> {
    const [row] = await this.database.read.query<{ personId: string; hash: string | null }[]>(
      `select p.id as "personId", a.password as hash from person p
       left join sign_in_account a on a.person_id = p.id and a.provider_id = $2 where p.email = $1 and p.removed_at is null`,
      [address, PASSWORD_PROVIDER],
    );
    return row ?? null;
  }

  async findPasswordOf(personId: string): Promise<string | null> {
    const [row] = await this.database.read.query<{ password: string | null }[]>(
      'select password from sign_in_account where person_id = $1 and provider_id = $2',
      [personId, PASSWORD_PROVIDER],
    );
    return row?.password ?? null;
  }

  /** Sets or replaces the one password of a person. */
  async savePassword(tx: Tx, personId: string, hash: string, now: Date): Promise<void> {
    await tx.query(
      `insert into sign_in_account (id, account_id, provider_id, person_id, password, created_at, updated_at) values ($1, $2::uuid::text, $3, $2::uuid, $4, $5, $5)
       on conflict on constraint sign_in_account_once do update set password = excluded.password, updated_at = excluded.updated_at`,
      [uuid(), personId, PASSWORD_PROVIDER, hash, now],
    );
  }

  /** Renews a hash unless the password was changed meanwhile. */
  async renewPassword(tx: Tx, personId: string, hash: { old: string; new: string }, now: Date): Promise<void> {
    await tx.query(
      'update sign_in_account set password = $4, updated_at = $5 where person_id = $1 and provider_id = $2 and password = $3',
      [personId, PASSWORD_PROVIDER, hash.old, hash.new, now],
    );
  }

  /** The address was proved while it was still theirs. */
  async confirmAddress(tx: Tx, personId: string, address: string): Promise<void> {
    await tx.query('update person set email_verified = true where id = $1 and email = $2 and not email_verified', [
      personId,
      address,
    ]);
  }

  /** @throws the database's refusal `person_email_once` when somebody else has the address */
  async changeAddress(tx: Tx, personId: string, address: string, now: Date): Promise<void> {
    await tx.query('update person set email = $2, email_verified = true, updated_at = $3 where id = $1', [
      personId,
      address,
      now,
    ]);
  }

  async academyName(): Promise<string> {
    const [row] = await this.database.read.query<{ name: string }[]>('select academy_name as name from installation');
    return row?.name ?? 'Dryrun';
  }
}
