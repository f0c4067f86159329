import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/db/database.ts';

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  timeZone: string;
}

const PERSON = 'id, name, email, time_zone as "timeZone"';

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
    return this.database.read.query<PersonRow[]>(`select ${PERSON} from person where id = any($1)`, [ids]);
  }

  async listReachable(ids: readonly string[]): Promise<PersonRow[]> {
    if (ids.length === 0) return [];
    return this.database.read.query<PersonRow[]>(
      `select ${PERSON} from person where id = any($1) and removed_at is null`,
      [ids],
    );
  }

  async listHolders(batchId: string, roles: readonly string[]): Promise<(PersonRow & { role: string })[]> {
    return this.database.read.query(
      `select p.id, p.name, p.email, p.time_zone as "timeZone", g.role from role_grant g join person p on p.id = g.person_id
       where (g.batch_id = $1 or g.batch_id is null) and g.role = any($2) and p.removed_at is null order by p.name, p.id`,
      [batchId, roles],
    );
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

  async findInstallation(): Promise<{ academyName: string } | null> {
    const [row] = await this.database.read.query<{ academyName: string }[]>(
      'select academy_name as "academyName" from installation',
    );
    return row ?? null;
  }
}
