import { open, rename, rm, stat } from 'node:fs/promises';
import { createHash, hkdfSync } from 'node:crypto';
import { dirname } from 'node:path';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { VERSION } from '../config/version.ts';
import { BackupFault } from './backup-fault.ts';
import { withBackupConnection } from './backup-connection.ts';
import { listMigrations, listSequences, listTables, quoted, type TableFacts } from './schema-facts.ts';
import { FORMAT, FORMAT_VERSION, type SnapshotEnd, type SnapshotHeader } from './snapshot-format.ts';
import { writeSnapshot, type TableRows } from './snapshot-writer.ts';

/** A finished backup on disk. */
export interface Snapshot {
  file: string;
  bytes: number;
  header: SnapshotHeader;
  end: SnapshotEnd;
}

interface SnapshotRequest {
  databaseUrl: string;
  /** Where the file shall be; it appears there whole or not at all. */
  file: string;
  /** Tables whose rows stay out of the file. */
  leftOut: readonly string[];
  secret: string;
  now: Date;
}

/** Same secret, same mark; the secret cannot be read back from it. */
export function secretMark(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', 'dryrun backup: same secret?', 8)).toString('hex');
}

/**
 * Writes everything of the database as it is at one moment, while others go on reading and writing: one read-only
 * REPEATABLE READ transaction sees a single state of all tables.
 *
 * @throws BackupFault when the file exists or the database holds no Dryrun
 */
export async function takeSnapshot(request: SnapshotRequest): Promise<Snapshot> {
  if (await exists(request.file))
    throw new BackupFault(`${request.file} exists already and was left as it is. Name another file.`);
  const unfinished = `${request.file}.unfinished`;
  await rm(unfinished, { force: true });
  try {
    const { header, end } = await withBackupConnection(request.databaseUrl, (client) =>
      copyOut(client, request, unfinished),
    );
    await rename(unfinished, request.file);
    await syncFolder(dirname(request.file));
    return { file: request.file, bytes: (await stat(request.file)).size, header, end };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function copyOut(
  client: Client,
  { leftOut, secret, now }: SnapshotRequest,
  file: string,
): Promise<{ header: SnapshotHeader; end: SnapshotEnd }> {
  await client.query('begin isolation level repeatable read read only');
  const migrations = await listMigrations(client);
  if (migrations.length === 0)
    throw new BackupFault('This database holds no Dryrun yet, so there is nothing to back up. Start Dryrun once.');
  const tables = await tablesInBackup(client, leftOut);
  const header: SnapshotHeader = {
    format: FORMAT,
    version: FORMAT_VERSION,
    release: VERSION,
    madeAt: now.toISOString(),
    migrations,
    tables: tables.map((table) => table.name),
    secretMark: secretMark(secret),
  };
  const end = await writeSnapshot(file, header, rowsOf(client, tables), async () => ({
    sequences: await listSequences(client),
  }));
  await client.query('commit');
  return { header, end };
}

/** Tables whose rows are in a backup: all but those left out and the record of migrations, which migrating writes itself. */
export async function tablesInBackup(client: Client, leftOut: readonly string[]): Promise<TableFacts[]> {
  return (await listTables(client)).filter(({ name }) => name !== 'schema_migration' && !leftOut.includes(name));
}

async function* rowsOf(client: Client, tables: readonly TableFacts[]): AsyncGenerator<TableRows> {
  for (const { name, columns, orderBy } of tables) {
    const query = `copy (select ${columns.map(quoted).join(', ')} from ${quoted(name)} order by ${orderBy}) to stdout`;
    yield { name, columns, rows: client.query(copyTo(query)) as AsyncIterable<Buffer> };
  }
}

/** The checksum of a table's rows, as the writer of a backup makes it. */
export async function checksumOf(client: Client, table: TableFacts): Promise<string> {
  const hash = createHash('sha256');
  for await (const { rows } of rowsOf(client, [table])) for await (const chunk of rows) hash.update(chunk);
  return hash.digest('hex');
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Makes the new name itself survive a power cut, where the system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
