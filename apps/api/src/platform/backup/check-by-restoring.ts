import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import type { Client } from 'pg';
import { withBackupConnection } from './backup-connection.ts';
import { BackupFault } from './backup-fault.ts';
import { loadSnapshot } from './load-snapshot.ts';
import { migrateTo } from './migrate-to.ts';
import { listTables, quoted } from './schema-facts.ts';
import { checkFile } from './snapshot-reader.ts';
import { checksumOf } from './take-snapshot.ts';

/** How a backup was found to be whole. */
export type Verification = 'restored' | 'checksums';

/** Names of the databases of checks; with the number of the database that they check, so that neighbours leave them alone. */
const PREFIX = 'dryrun_check_';

interface CheckRequest {
  /** A database on the server where the check's own database may be made. */
  databaseUrl: string;
  file: string;
  /** Folder of the database's files where it is ours to look after, else null. */
  databasePlace: string | null;
}

/** A restore writes every row twice (table and log) besides the indexes; what is left must do for the real database. */
const ROOM_FACTOR = 3;
const LEAST_ROOM_LEFT = 128 * 1024 * 1024;

/**
 * Shows that a backup can be restored: restores it into a database of its own, compares every table with what was written,
 * and drops that database. Where our role may not make databases, or the database's disk
 * has no room for a second one, every checksum of the file is read again instead: a check must never fill that disk.
 *
 * @throws BackupFault when the backup is not what was written
 */
export async function checkByRestoring(request: CheckRequest): Promise<Verification> {
  return withBackupConnection(request.databaseUrl, async (client) => {
    const { rows } = await client.query<{ may: boolean; mine: string; size: number }>(
      `select rolcreatedb or rolsuper as may, d.oid::text as mine, pg_database_size(d.oid)::float8 as size
       from pg_roles, pg_database d where rolname = current_user and datname = current_database()`,
    );
    const facts = rows[0];
    if (!facts?.may || !(await hasRoom(request.databasePlace, facts.size))) {
      await checkFile(request.file);
      return 'checksums';
    }
    const prefix = `${PREFIX}${facts.mine}_`;
    await sweep(client, prefix);
    const name = `${prefix}${randomBytes(6).toString('hex')}`;
    await client.query(`create database ${name} template template0`);
    try {
      await restoreAndCompare(databaseNamed(request.databaseUrl, name), request);
    } finally {
      await client.query(`drop database if exists ${name} with (force)`);
    }
    return 'restored';
  });
}

async function hasRoom(place: string | null, size: number): Promise<boolean> {
  if (place === null) return true;
  const { bavail, bsize } = await statfs(place);
  return bavail * bsize >= size * ROOM_FACTOR + LEAST_ROOM_LEFT;
}

async function restoreAndCompare(databaseUrl: string, { file }: CheckRequest): Promise<void> {
  const { header } = await checkFile(file);
  await migrateTo(databaseUrl, header.migrations);
  await withBackupConnection(databaseUrl, async (client) => {
    const end = await loadSnapshot(client, file, () => Promise.resolve());
    const tables = new Map((await listTables(client)).map((table) => [table.name, table]));
    for (const { name, sha256 } of end.tables) {
      const table = tables.get(name);
      if (!table || (await checksumOf(client, table)) !== sha256)
        throw new BackupFault(
          `The backup was restored for a check, and table ${name} did not come back as it was. Do not rely on this file.`,
        );
    }
  });
}

function databaseNamed(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

/** Removes what checks of killed processes left behind. Pre-condition: no other check of this database is under way. */
async function sweep(client: Client, prefix: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database d
     where datname like $1 and datdba = current_user::regrole and not exists (select 1 from pg_stat_activity a where a.datname = d.datname)`,
    [`${prefix.replaceAll('_', '\\_')}%`],
  );
  for (const { name } of rows) await client.query(`drop database if exists ${quoted(name)}`).catch(() => undefined);
}
