import { MigrationExecutor, type DataSource } from 'typeorm';

/** Arbitrary but fixed: one key of PostgreSQL's advisory locks per installation task. */
const BOOT_LOCK = 4_207_001;

/**
 * Runs `work` while holding the boot lock, so that two replicas starting at once migrate, load and seed once.
 * The lock is a session lock on its own connection and falls with it when the process dies.
 */
export async function withBootLock<T>(source: DataSource, work: () => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  await runner.connect();
  try {
    // The other replica may take minutes to migrate: wait for it however long it needs.
    await runner.query('set lock_timeout = 0; set statement_timeout = 0');
    await runner.query('select pg_advisory_lock($1)', [BOOT_LOCK]);
    return await work();
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [BOOT_LOCK]).catch(() => undefined);
    await runner.query('reset lock_timeout; reset statement_timeout').catch(() => undefined);
    await runner.release();
  }
}

/** Does the schema stand at the newest migration? Only looks. */
export async function isMigrated(source: DataSource): Promise<boolean> {
  const [table] = await source.query<{ exists: boolean }[]>(
    `select to_regclass('schema_migration') is not null as exists`,
  );
  if (!table?.exists) return false;
  const ran = new Set((await source.query<{ name: string }[]>('select name from schema_migration')).map((m) => m.name));
  return source.migrations.every((m) => ran.has(m.name ?? m.constructor.name));
}

/** Brings the schema to the newest migration; answers how many ran. Refuses a database that is newer than this build. */
export async function migrate(source: DataSource): Promise<number> {
  const known = new Set(source.migrations.map((m) => m.name ?? m.constructor.name));
  const [table] = await source.query<{ exists: boolean }[]>(
    `select to_regclass('schema_migration') is not null as exists`,
  );
  if (table?.exists) {
    const ran = await source.query<{ name: string }[]>('select name from schema_migration');
    const unknown = ran.find((m) => !known.has(m.name));
    if (unknown)
      throw new Error(
        `The database was already migrated by a newer Dryrun (${unknown.name}). Start that version, or restore a backup made by this one.`,
      );
  }
  const runner = source.createQueryRunner();
  try {
    await runner.query('set statement_timeout = 0');
    // Should we be killed within a long statement, PostgreSQL notices and stops it, instead of holding its locks against the
    // next start. A server on a system that cannot tell refuses the setting, and does without.
    await runner.query(`set client_connection_check_interval = '2s'`).catch(() => undefined);
    const executor = new MigrationExecutor(source, runner);
    executor.transaction = 'each';
    return (await executor.executePendingMigrations()).length;
  } finally {
    await runner.query('reset statement_timeout; reset client_connection_check_interval').catch(() => undefined);
    await runner.release();
  }
}
