import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { BackupFault } from './backup-fault.ts';
import { listGuards, listTables, quoted } from './schema-facts.ts';
import type { SnapshotEnd } from './snapshot-format.ts';
import { SnapshotReader, type TableInFile } from './snapshot-reader.ts';

/**
 * Puts the rows of a backup into a database whose schema is the backup's, in one transaction: all of it or nothing.
 * Foreign keys are taken away and made again at the end, which checks every row and needs neither an order of tables nor a
 * superuser; triggers of our own rest meanwhile, because what they did when the rows were first written is in the rows.
 *
 * @param andThen more to do before the commit
 * @throws BackupFault when the file is not whole or does not fit the schema
 */
export async function loadSnapshot(client: Client, file: string, andThen: () => Promise<void>): Promise<SnapshotEnd> {
  const { reader } = await SnapshotReader.open(file);
  await client.query('begin');
  try {
    const tables = new Map((await listTables(client)).map((table) => [table.name, table]));
    const guards = await listGuards(client);
    for (const statement of guards.remove) await client.query(statement);
    const emptied = [...tables.keys()].filter((name) => name !== 'schema_migration').map(quoted);
    await client.query(`truncate ${emptied.join(', ')}`);
    for await (const table of reader.tables()) {
      const known = tables.get(table.name)?.columns;
      if (!known || !isSame(known, table.columns))
        throw new BackupFault(
          `The backup holds table ${table.name} in a form that does not fit its own migrations, so it was not made by Dryrun as released. Nothing was restored.`,
        );
      await copyIn(client, table);
    }
    for (const { name, lastValue } of reader.end.sequences)
      await client.query('select setval($1::regclass, $2::bigint)', [quoted(name), lastValue]);
    for (const statement of guards.restore) await client.query(statement);
    await andThen();
    await client.query('commit');
    return reader.end;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((name) => other.includes(name));

async function copyIn(client: Client, { name, columns, rows }: TableInFile): Promise<void> {
  await pipeline(rows, client.query(copyFrom(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`)));
}
