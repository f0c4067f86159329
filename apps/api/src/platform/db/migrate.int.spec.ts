import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { CONTENT_DIR, TEST_SECRET } from '../../../test/harness.ts';
import { MIGRATIONS } from '../../migrations/index.ts';
import { ForwardOnly } from '../../migrations/forward-only.ts';
import { createDataSource } from './data-source.ts';
import { migrate, withBootLock } from './migrate.ts';

let name: string;
let url: string;
let admin: Client;

beforeEach(async () => {
  name = `dryrun_migrate_${randomBytes(5).toString('hex')}`;
  admin = new Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const address = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  address.pathname = `/${name}`;
  url = address.toString();
});
afterEach(async () => {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
});

async function ask<T extends object>(sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 50) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen within twenty seconds');
}

/** The real `prepare` task in a process of its own. */
function startPrepare() {
  const here = import.meta.dirname;
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--import',
      join(here, '../../../test/typescript-hooks.mjs'),
      join(here, '../../task.ts'),
      'prepare',
    ],
    {
      env: { PATH: process.env['PATH'], DATABASE_URL: url, SESSION_SECRET: TEST_SECRET, CONTENT_DIR, DEMO: 'off' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = new Promise<{ code: number | null; complaint: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, complaint })),
  );
  return { child, ended };
}

const ran = async () => {
  const [table] = await ask<{ there: boolean }>(`select to_regclass('schema_migration') is not null as there`);
  return table?.there
    ? (await ask<{ name: string }>('select name from schema_migration order by id')).map((row) => row.name)
    : [];
};

describe('migrating', () => {
  it('killed at any moment leaves whole migrations only, and the next start goes on from there', async () => {
    const names = MIGRATIONS.map((Migration) => new Migration().name);
    for (const after of [0, 2, names.length - 1]) {
      const { child, ended } = startPrepare();
      await until(async () => (await ran()).length > after || child.exitCode !== null);
      child.kill('SIGKILL');
      await ended;
      const whole = await ran();
      expect(names.filter((known) => whole.includes(known)).length).toBe(whole.length);
    }
    const last = startPrepare();
    expect(await last.ended).toMatchObject({ code: 0 });
    expect((await ran()).sort()).toEqual([...names].sort());
  }, 60_000);

  it('whose process was killed within a long statement does not keep the next start waiting for that statement', async () => {
    class Endless2000000000000 extends ForwardOnly {
      readonly name = 'Endless2000000000000';

      async up(runner: QueryRunner): Promise<void> {
        await runner.query('create table half_made (id int)');
        await runner.query('select pg_sleep(600)');
      }
    }
    const source = await createDataSource(url, [], 3, {
      migrations: [...MIGRATIONS, Endless2000000000000],
    }).initialize();
    const migrating = withBootLock(source, () => migrate(source)).catch((error: unknown) => error);
    const sleeping = `select pid from pg_stat_activity where datname = '${name}' and query like '%pg_sleep(600)' and state = 'active' and pid <> pg_backend_pid()`;
    await until(async () => (await ask(sleeping)).length > 0);
    // As the system does when a process is killed: its connections close, without a word of farewell.
    const pool = (
      source.driver as unknown as { master: { _clients: { connection: { stream: { destroy(): void } } }[] } }
    ).master;
    for (const client of pool._clients) client.connection.stream.destroy();
    await migrating;
    await until(async () => (await ask(sleeping)).length === 0);
    expect(await ask(`select 1 from pg_tables where tablename = 'half_made'`)).toEqual([]);
    await source.destroy();
    expect(await startPrepare().ended).toMatchObject({ code: 0 });
  }, 60_000);

  it('by two processes at once happens once', async () => {
    const both = [startPrepare(), startPrepare()];
    expect((await Promise.all(both.map((one) => one.ended))).map(({ code }) => code)).toEqual([0, 0]);
    expect(await ran()).toHaveLength(MIGRATIONS.length);
  }, 60_000);

  it('of a database that a newer Dryrun migrated is refused with what to do', async () => {
    expect(await startPrepare().ended).toMatchObject({ code: 0 });
    await ask(`insert into schema_migration (timestamp, name) values (9990000000000, 'Future9990000000000')`);
    const { code, complaint } = await startPrepare().ended;
    expect(code).toBe(1);
    expect(complaint).toMatch(
      /already migrated by a newer Dryrun \(Future9990000000000\)\. Start that version, or restore a backup/,
    );
  }, 60_000);
});
