import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/db/database.ts';

export interface InstallationRow {
  academyName: string;
  timeZone: string;
  /** The demo academy lives here since; null: a real academy, or none yet. */
  demoSeededOn: string | null;
  /** When the first admin used the set-up link. */
  setUpAt: Date | null;
  setupTokenHash: string | null;
  checklistHiddenAt: Date | null;
}

const COLUMNS = `academy_name as "academyName", time_zone as "timeZone", demo_seeded_on::text as "demoSeededOn", set_up_at as "setUpAt",
  setup_token_hash as "setupTokenHash", checklist_hidden_at as "checklistHiddenAt"`;

/** The one row that says whose installation this is. */
@Injectable()
export class InstallationStore {
  constructor(private readonly database: Database) {}

  async find(): Promise<InstallationRow | null> {
    const [row] = await this.database.read.query<InstallationRow[]>(`select ${COLUMNS} from installation`);
    return row ?? null;
  }

  async lock(tx: Tx): Promise<InstallationRow | null> {
    const [row] = await tx.query<InstallationRow[]>(`select ${COLUMNS} from installation for update`);
    return row ?? null;
  }

  /** The row of an academy that nobody has set up yet; leaves one that exists alone. */
  async insertBlank(tx: Tx): Promise<void> {
    await tx.query(
      `insert into installation (id, academy_name, time_zone) values (true, 'Dryrun', 'Asia/Kolkata') on conflict on constraint installation_pk do nothing`,
    );
  }

  async update(tx: Tx, changed: Partial<InstallationRow>): Promise<void> {
    await tx.query(
      `update installation set academy_name = coalesce($1, academy_name), time_zone = coalesce($2, time_zone),
         set_up_at = coalesce($3, set_up_at),
         setup_token_hash = case when $4 then $5 else setup_token_hash end,
         checklist_hidden_at = case when $6 then $7 else checklist_hidden_at end`,
      [
        changed.academyName ?? null,
        changed.timeZone ?? null,
        changed.setUpAt ?? null,
        changed.setupTokenHash !== undefined,
        changed.setupTokenHash ?? null,
        changed.checklistHiddenAt !== undefined,
        changed.checklistHiddenAt ?? null,
      ],
    );
  }

  /** Empties every table but the content's and the migrations', whatever modules have added since: people, sign-ins, audit, outbox. */
  async clearAcademy(tx: Tx): Promise<void> {
    const tables = await tx.query<{ name: string }[]>(
      `select format('%I', tablename) as name from pg_tables
       where schemaname = current_schema() and tablename <> 'schema_migration' and tablename not like 'content\\_%'`,
    );
    await tx.query(`select set_config('dryrun.clearing', 'on', true)`);
    await tx.query(`truncate ${tables.map((t) => t.name).join(', ')}`);
  }
}

/** Is the seeded academy on show here? Only while DEMO=on, and never again once a real one was begun in this database. */
export function showsDemo(settings: { isDemo: boolean }, row: Pick<InstallationRow, 'demoSeededOn'> | null): boolean {
  return settings.isDemo && row !== null && row.demoSeededOn !== null;
}
