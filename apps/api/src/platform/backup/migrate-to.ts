import { MIGRATIONS } from '../../migrations/index.ts';
import { createDataSource } from '../db/data-source.ts';
import { migrate } from '../db/migrate.ts';
import { BACKUP_APPLICATION } from './backup-connection.ts';

/** Names of every migration that this release knows, in order. */
export const KNOWN_MIGRATIONS: readonly string[] = MIGRATIONS.map((Migration) => new Migration().name);

/** Runs exactly these migrations (those that did not run yet), so that the schema is that of an older backup. */
export async function migrateTo(databaseUrl: string, names: readonly string[]): Promise<void> {
  const migrations = MIGRATIONS.filter((Migration) => names.includes(new Migration().name));
  const source = await createDataSource(databaseUrl, [], 2, {
    migrations,
    applicationName: BACKUP_APPLICATION,
  }).initialize();
  try {
    await migrate(source);
  } finally {
    await source.destroy();
  }
}
