import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { CONTENT_DIR, TEST_SECRET, TestClock, WORLD_NOW } from '../test/harness.ts';
import { ENTITIES } from './entities.ts';
import { readSettings } from './platform/config/settings.ts';
import { createDataSource } from './platform/db/data-source.ts';
import { prepare } from './prepare.ts';

let name: string;
let admin: Client;
let source: DataSource;

beforeAll(async () => {
  name = `dryrun_prepare_${randomBytes(5).toString('hex')}`;
  admin = new Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await admin.connect();
  await admin.query(`create database ${name}`);
  source = await createDataSource(urlOf(name), ENTITIES, 3).initialize();
});
afterAll(async () => {
  await source.destroy();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
});

function urlOf(database: string): string {
  return Object.assign(new URL(process.env['TEST_DATABASE_URL'] ?? ''), { pathname: `/${database}` }).toString();
}

const start = (demo: 'on' | 'off', decidesWhose: boolean) =>
  prepare(
    source,
    readSettings({ DATABASE_URL: urlOf(name), SESSION_SECRET: TEST_SECRET, CONTENT_DIR, DEMO: demo }),
    new TestClock(WORLD_NOW),
    () => undefined,
    { decidesWhose },
  );
const count = async (table: string) =>
  Number((await source.query<{ n: string }[]>(`select count(*) as n from ${table}`))[0]?.n);

describe('an empty database', () => {
  it('is migrated and filled with content by a worker that comes first, and is nobody’s yet, whatever DEMO says', async () => {
    await start('on', false);
    expect(await count('content_item')).toBeGreaterThan(100);
    expect([await count('installation'), await count('person')]).toEqual([0, 0]);
  });

  it('becomes a real academy when the first server says so, and stays one beside a worker that was told nothing', async () => {
    await start('off', true);
    await start('on', false);
    expect([await count('installation'), await count('person')]).toEqual([1, 0]);
  });
});
