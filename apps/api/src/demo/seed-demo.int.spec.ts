import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { ENTITIES } from '../entities.ts';
import { createDataSource } from '../platform/db/data-source.ts';
import { Database } from '../platform/db/database.ts';
import { migrate } from '../platform/db/migrate.ts';
import { InstallationStore, showsDemo } from '../modules/identity/academy/installation.store.ts';
import { smallContent } from './small-content.ts';
import { DEMO_TABLES } from './demo-rows.ts';
import { resetDemo, seedDemo } from './seed-demo.ts';

const NOW = new Date('2026-11-18T10:30:00Z');
const name = `dryrun_demo_${randomBytes(6).toString('hex')}`;
let source: DataSource;
let database: Database;

async function onServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** Publishes the small content as the loader would. */
async function publish(): Promise<void> {
  const { tracks, formats, questions, rubric } = smallContent();
  const items = [
    ...tracks.map((t) => ({ kind: 'track', ...t })),
    ...formats.map((f) => ({ kind: 'format', ...f })),
    ...questions.map((q) => ({ kind: 'question', ...q })),
    { kind: 'rubric', ...rubric },
  ];
  for (const { kind, slug, itemId, versionId, body } of items) {
    await source.query(
      `insert into content_item (id, kind, slug, origin, created_at) values ($1, $2, $3, 'file', $4)`,
      [itemId, kind, slug, NOW],
    );
    await source.query('insert into content_version values ($1, $2, 1, $3, $4, $5)', [
      versionId,
      itemId,
      slug,
      JSON.stringify(body),
      NOW,
    ]);
    await source.query('update content_item set current_version_id = $2 where id = $1', [itemId, versionId]);
  }
}

const demoIsShown = async () => showsDemo({ isDemo: true }, await new InstallationStore(database).find());

async function digest(): Promise<string[]> {
  const digests: string[] = [];
  for (const table of DEMO_TABLES) {
    const [row] = await source.query<{ n: string; d: string }[]>(
      `select count(*) as n, md5(string_agg(t::text, '|' order by t::text)) as d from ${table} t`,
    );
    digests.push(`${table} ${row?.n} ${row?.d}`);
  }
  return digests;
}

beforeAll(async () => {
  await onServer(`create database ${name}`);
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  url.pathname = `/${name}`;
  source = await createDataSource(url.toString(), ENTITIES, 3).initialize();
  database = new Database(source);
  await migrate(source);
  await publish();
});

afterAll(async () => {
  await source.destroy();
  await onServer(`drop database ${name} with (force)`);
});

describe('seeding the demo academy', () => {
  let seeded: string[];

  it('writes the whole world into a real database within three seconds', async () => {
    expect(await demoIsShown()).toBe(false);
    const begun = performance.now();
    const world = await seedDemo(database, NOW);
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(await demoIsShown()).toBe(true);
    seeded = await digest();
    for (const table of DEMO_TABLES) {
      expect(world.tables[table].length).toBeGreaterThan(0);
      expect(seeded).toContainEqual(expect.stringMatching(`^${table} ${world.tables[table].length} `));
    }
  });

  it('stores ranges, lists and documents as the application reads them', async () => {
    const [row] = await source.query<Record<string, unknown>[]>(
      `select lower(b.during) = i.starts_at as "startsTogether", upper(b.during) = i.ends_at as "endsTogether", i.goal->>'format' as format,
              jsonb_typeof(p.used_pushbacks) as used, cardinality(p.planned_pushback_ids) as planned
       from interview i join booking b on b.reference_id = i.id join plan_item p on p.interview_id = i.id where i.state = 'feedback_released' order by i.id limit 1`,
    );
    expect(row).toEqual({
      startsTogether: true,
      endsTogether: true,
      format: expect.stringMatching(/debugging|system-design/),
      used: 'array',
      planned: 2,
    });
  });

  it('refuses to mix with people who are already there and leaves them as they were', async () => {
    await expect(seedDemo(database, NOW)).rejects.toThrow('already holds people');
    expect(await digest()).toEqual(seeded);
  });

  it('is as new after a reset: changes, sessions and audit are gone, content stays', async () => {
    await source.query('delete from prediction');
    await source.query(`update person set name = 'Somebody Else'`);
    await source.query(
      `insert into sign_in_session values (gen_random_uuid(), (select id from person limit 1), 'token', now() + interval '1 day', null, null, now(), now())`,
    );
    await source.query(
      `insert into audit_entry (id, at, action, subject_type, subject_id) values (gen_random_uuid(), now(), 'test', 'test', gen_random_uuid())`,
    );
    await resetDemo(database, NOW);
    expect(await digest()).toEqual(seeded);
    const [left] = await source.query<Record<string, number>[]>(
      `select (select count(*) from sign_in_session)::int as sessions, (select count(*) from audit_entry)::int as audit, (select count(*) from content_version)::int as versions`,
    );
    expect(left).toEqual({ sessions: 0, audit: 0, versions: 22 });
  });

  it('keeps what was there when a reset fails half-way', async () => {
    await source.query(`update content_item set retired_at = now() where kind = 'format'`);
    await expect(resetDemo(database, NOW)).rejects.toThrow('no interview format is published');
    expect(await digest()).toEqual(seeded);
    await source.query('update content_item set retired_at = null');
  });
});
