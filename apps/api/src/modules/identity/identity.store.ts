import { Injectable } from '@nestjs/common';
import type { Grant } from '@dryrun/domain/policy/decide';
import { v7 as uuid } from 'uuid';
import { Database, type Tx } from '../../platform/db/database.ts';

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  timeZone: string;
}

const PERSON = 'id, name, email, time_zone as "timeZone"';
const PEOPLE = { name: 'people', text: `select ${PERSON} from person where id = any($1)` };

/** The tables of people and grants. */
@Injectable()
export class IdentityStore {
  constructor(private readonly database: Database) {}

  async getPerson(id: string): Promise<PersonRow> {
    const [row] = await this.listPeople([id]);
    if (!row) throw new Error(`person ${id} is gone`);
    return row;
  }

  /** In no particular order; unknown ids are left out. */
  async listPeople(ids: readonly string[]): Promise<PersonRow[]> {
    if (ids.length === 0) return [];
    return this.database.ask<PersonRow>(PEOPLE, [ids]);
  }

  async listReachable(ids: readonly string[]): Promise<PersonRow[]> {
    if (ids.length === 0) return [];
    return this.database.read.query<PersonRow[]>(
      `select ${PERSON} from person where id = any($1) and removed_at is null`,
      [ids],
    );
  }

  /** People by address, in lower case as the map's key; addresses without an account are absent. */
  async findByAddresses(addresses: readonly string[]): Promise<Map<string, PersonRow>> {
    if (addresses.length === 0) return new Map();
    const rows = await this.database.read.query<PersonRow[]>(
      `select ${PERSON} from person where email = any($1::citext[])`,
      [addresses],
    );
    return new Map(rows.map((row) => [row.email.toLowerCase(), row]));
  }

  /** False when the address has an account. Addresses are only taken as true once mail to them was answered. */
  async insertPerson(
    tx: Tx,
    person: { id: string; name: string; address: string; timeZone: string; now: Date },
  ): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into person (id, name, email, email_verified, time_zone, created_at, updated_at) values ($1, $2, $3, false, $4, $5, $5)
       on conflict on constraint person_email_once do nothing returning 1`,
      [person.id, person.name, person.address, person.timeZone, person.now],
    );
    return rows.length === 1;
  }

  async insertPassword(
    tx: Tx,
    { personId, passwordHash, now }: { personId: string; passwordHash: string; now: Date },
  ): Promise<void> {
    await tx.query(
      `insert into sign_in_account (id, account_id, provider_id, person_id, password, created_at, updated_at) values ($1, $2::uuid::text, 'credential', $2::uuid, $3, $4, $4)`,
      [uuid(), personId, passwordHash, now],
    );
  }

  async listHolders(batchId: string | null, roles: readonly string[]): Promise<(PersonRow & { role: string })[]> {
    return this.database.read.query(
      `select p.id, p.name, p.email, p.time_zone as "timeZone", g.role from role_grant g join person p on p.id = g.person_id
       where (g.batch_id = $1 or g.batch_id is null) and g.role = any($2) and p.removed_at is null order by p.name, p.id`,
      [batchId, roles],
    );
  }

  /** null: nobody has this id, or they left. */
  async findGrants(personId: string): Promise<Grant[] | null> {
    const [row] = await this.database.read.query<{ grants: Grant[] | null }[]>(
      `select (select jsonb_agg(jsonb_build_object('role', g.role, 'batchId', g.batch_id)) from role_grant g where g.person_id = p.id) as grants
       from person p where p.id = $1 and p.removed_at is null`,
      [personId],
    );
    return row ? (row.grants ?? []) : null;
  }

  async updateTimeZone(tx: Tx, personId: string, timeZone: string, now: Date): Promise<void> {
    await tx.query('update person set time_zone = $2, updated_at = $3 where id = $1', [personId, timeZone, now]);
  }

  async listDemoPeople(): Promise<{ key: string; name: string; role: string; hint: string }[]> {
    return this.database.read.query(
      `select demo_key as key, name, split_part(demo_hint, '|', 1) as role, split_part(demo_hint, '|', 2) as hint
       from person where demo_key is not null and removed_at is null order by split_part(demo_hint, '|', 3), name`,
    );
  }

  async findDemoPerson(key: string): Promise<{ id: string } | null> {
    const [row] = await this.database.read.query<{ id: string }[]>(
      'select id from person where demo_key = $1 and removed_at is null',
      [key],
    );
    return row ?? null;
  }
}
