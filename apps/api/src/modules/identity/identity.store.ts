import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Grant } from '@dryrun/domain/policy/decide';
import { Database, type Tx } from '../../platform/db/database.ts';

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  timeZone: string;
}

interface ActorRow {
  person_id: string;
  grants: Grant[] | null;
}

const PERSON = 'id, name, email, time_zone as "timeZone"';

/** The tables of people, sign-in sessions and grants. */
@Injectable()
export class IdentityStore {
  constructor(private readonly database: Database) {}

  /** One round trip per request: who a session token belongs to, with the grants of this moment. */
  async findActor(token: string, now: Date): Promise<{ personId: string; grants: Grant[] } | null> {
    const [row] = await this.database.read.query<ActorRow[]>(
      `select s.person_id,
              (select jsonb_agg(jsonb_build_object('role', g.role, 'batchId', g.batch_id)) from role_grant g where g.person_id = s.person_id) as grants
       from sign_in_session s join person p on p.id = s.person_id
       where s.token = $1 and s.expires_at > $2 and p.removed_at is null`,
      [token, now],
    );
    return row ? { personId: row.person_id, grants: row.grants ?? [] } : null;
  }

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
    const [row] = await this.database.read.query<{ id: string }[]>('select id from person where demo_key = $1 and removed_at is null', [key]);
    return row ?? null;
  }

  async insertSession(tx: Tx, session: { personId: string; token: string; expiresAt: Date; address: string; now: Date }): Promise<void> {
    await tx.query(
      `insert into sign_in_session (id, person_id, token, expires_at, ip_address, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)`,
      [uuid(), session.personId, session.token, session.expiresAt, session.address, session.now],
    );
  }

  async findInstallation(): Promise<{ academyName: string } | null> {
    const [row] = await this.database.read.query<{ academyName: string }[]>('select academy_name as "academyName" from installation');
    return row ?? null;
  }
}
