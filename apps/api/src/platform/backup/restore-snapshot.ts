import type { Client } from 'pg';
import { withBackupConnection } from './backup-connection.ts';
import { BackupFault } from './backup-fault.ts';
import { loadSnapshot } from './load-snapshot.ts';
import { KNOWN_MIGRATIONS, migrateTo } from './migrate-to.ts';
import { listMigrations, quoted } from './schema-facts.ts';
import type { SnapshotEnd, SnapshotHeader } from './snapshot-format.ts';
import { checkFile } from './snapshot-reader.ts';

export interface RestoreRequest {
  databaseUrl: string;
  file: string;
  /** Rows in this table mean that somebody lives here: only an unused database is filled. */
  inhabitants: string;
  /** Further schemas that a start fills and a restore begins anew. */
  schemas: readonly string[];
  /** Runs in the transaction that loads the rows, after them. */
  afterRows: (client: Client, header: SnapshotHeader) => Promise<void>;
}

/**
 * Fills an unused database from a backup. The file is read and checked to its last byte before anything is touched. Killed
 * at any moment, the database is unused as before or holds all of the backup; running it again begins anew.
 *
 * @throws BackupFault in words for the person who restores
 */
export async function restoreSnapshot(request: RestoreRequest): Promise<{ header: SnapshotHeader; end: SnapshotEnd }> {
  const { header } = await checkFile(request.file);
  const unknown = header.migrations.find((name) => !KNOWN_MIGRATIONS.includes(name));
  if (unknown)
    throw new BackupFault(
      `The backup was made by a newer Dryrun (${header.release}, with ${unknown}). Nothing was changed; install that release first.`,
    );
  return withBackupConnection(request.databaseUrl, async (client) => {
    await refuseServers(client);
    await makeEmpty(client, request);
    await migrateTo(request.databaseUrl, header.migrations);
    const end = await loadSnapshot(client, request.file, () => request.afterRows(client, header));
    return { header, end };
  });
}

/** A running server would write while we load. Its sessions are those of this database with the server's name. */
async function refuseServers(client: Client): Promise<void> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'dryrun' and pid <> pg_backend_pid()`,
  );
  if (rows[0]?.n)
    throw new BackupFault(
      'A server of Dryrun uses this database. Nothing was changed; stop it first (Ctrl-C where it runs), then restore.',
    );
}

/** Clears away what a start makes by itself. Anything else ends the restore. */
async function makeEmpty(client: Client, { inhabitants, schemas }: RestoreRequest): Promise<void> {
  await client.query('begin');
  try {
    const { rows: relations } = await client.query<{ name: string; kind: string }>(`
      select c.relname as name, c.relkind as kind from pg_class c
      where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and c.relnamespace = current_schema()::regnamespace
        and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('e', 'i', 'a'))`);
    if (relations.length > 0) {
      // Alone and empty it is what a start or a restore leaves that was killed before its first migration.
      const isOurs = relations.every(({ name }) => name === 'schema_migration');
      if (!isOurs && (await listMigrations(client)).length === 0)
        throw new BackupFault(
          'This database holds tables of something else. Nothing was changed; name an empty database in DATABASE_URL.',
        );
      const inhabited =
        relations.some(({ name }) => name === inhabitants) &&
        (await client.query(`select 1 from ${quoted(inhabitants)} limit 1`)).rowCount;
      if (inhabited)
        throw new BackupFault(
          'This database already holds an academy, and a restore only fills an empty one. Nothing was changed. Name another folder (DATA_DIR=.data-restored) or an empty database (DATABASE_URL), and restore into that.',
        );
    }
    const words: Record<string, string> = { v: 'view', m: 'materialized view', S: 'sequence', f: 'foreign table' };
    for (const { name, kind } of relations)
      await client.query(`drop ${words[kind] ?? 'table'} if exists ${quoted(name)} cascade`);
    const { rows: routines } = await client.query<{ name: string }>(`
      select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = current_schema()::regnamespace
        and not exists (select 1 from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`);
    for (const { name } of routines) await client.query(`drop routine if exists ${name} cascade`);
    const { rows: types } = await client.query<{ name: string }>(`
      select t.oid::regtype::text as name from pg_type t where t.typnamespace = current_schema()::regnamespace
        and (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and (select relkind from pg_class where oid = t.typrelid) = 'c'))
        and not exists (select 1 from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')`);
    for (const { name } of types) await client.query(`drop type if exists ${name} cascade`);
    for (const schema of schemas) await client.query(`drop schema if exists ${quoted(schema)} cascade`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
