import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Role } from '@dryrun/domain/policy/resources';
import { Database, type Tx } from '../../../platform/db/database.ts';
import type { RoleOf } from './grants.ts';

/** The table of grants. */
@Injectable()
export class GrantStore {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, { personId, role, batchId }: RoleOf, now: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into role_grant (id, person_id, role, batch_id, granted_at) values ($1, $2, $3, $4, $5)
       on conflict on constraint role_grant_once do nothing returning 1`,
      [uuid(), personId, role, batchId, now],
    );
    return rows.length === 1;
  }

  async remove(tx: Tx, { personId, role, batchId }: RoleOf): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      'delete from role_grant where person_id = $1 and role = $2 and batch_id is not distinct from $3 returning 1',
      [personId, role, batchId],
    );
    return rows.length === 1;
  }

  listOf(personId: string): Promise<RoleOf[]> {
    return this.database.read.query(
      `select person_id as "personId", role, batch_id as "batchId" from role_grant where person_id = $1 order by id`,
      [personId],
    );
  }

  list(batchId: string | null): Promise<{ personId: string; role: Role }[]> {
    return this.database.read.query(
      `select g.person_id as "personId", g.role from role_grant g join person p on p.id = g.person_id and p.removed_at is null
       where g.batch_id is not distinct from $1 order by p.name, p.id, g.role`,
      [batchId],
    );
  }

  /** How many people hold this academy-wide role, with the rows locked: two who take the last two away queue up. */
  async lockAcademyHolders(tx: Tx, role: Role): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select g.person_id as id from role_grant g join person p on p.id = g.person_id and p.removed_at is null
       where g.batch_id is null and g.role = $1 order by g.id for update of g`,
      [role],
    );
    return rows.map((r) => r.id);
  }
}
