import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { BATCH_01, book } from '../../../test/booking-steps.ts';
import { startWorld, TEST_SECRET, type World } from '../../../test/harness.ts';
import { migrateTo, KNOWN_MIGRATIONS } from '../../platform/backup/migrate-to.ts';
import { checkFile } from '../../platform/backup/snapshot-reader.ts';
import { writeSnapshot } from '../../platform/backup/snapshot-writer.ts';
import { Events } from '../../platform/events/events.ts';
import { LEFT_OUT } from './left-out.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const LOCAL = { databasePlace: null, sessionSecret: TEST_SECRET };
const NOW = new Date('2026-11-18T11:00:00Z');
const server = () => process.env['TEST_DATABASE_URL'] ?? '';

/** An ordinary role that owns one empty database, as an academy's own PostgreSQL gives it. */
interface Place {
  url: string;
  query<T extends object>(sql: string): Promise<T[]>;
}

let world: World;
let folder: string;
let file: string;
/** What the world held when it was backed up. */
let atBackup: Record<string, string>;
const made: { database: string; role: string }[] = [];

async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function emptyDatabase(options: { mayCreate?: boolean } = {}): Promise<Place> {
  const name = `dryrun_place_${randomBytes(5).toString('hex')}`;
  await onServer(server(), async (client) => {
    await client.query(
      `create role ${name} login password 'x' nosuperuser ${options.mayCreate ? 'createdb' : 'nocreatedb'}`,
    );
    await client.query(`create database ${name} owner ${name}`);
  });
  made.push({ database: name, role: name });
  const url = new URL(server());
  Object.assign(url, { username: name, password: 'x', pathname: `/${name}` });
  return {
    url: url.toString(),
    query: (sql) => onServer(url.toString(), async (client) => (await client.query(sql)).rows as never[]),
  };
}

/** A digest per table, rows in any order; what a restore adds or leaves out is left out. */
async function digests(query: <T extends object>(sql: string) => Promise<T[]>): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const result: Record<string, string> = {};
  for (const { name } of tables) {
    if (['schema_migration', ...LEFT_OUT].includes(name)) continue;
    const where =
      name === 'audit_entry'
        ? `where action <> 'backup.restore'`
        : name === 'stored_setting'
          ? `where key <> 'mail.paused'`
          : '';
    const [row] = await query<{ d: string }>(
      `select count(*) || ':' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as d from "${name}" t ${where}`,
    );
    result[name] = row?.d ?? '';
  }
  return result;
}

/** What the schema says about itself, names and definitions, to show that taking guards away left them as they were. */
const schemaOf = (query: Place['query']) =>
  query<{ line: string }>(
    `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated as line from pg_constraint where connamespace = 'public'::regnamespace
     union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
     union all select indexdef from pg_indexes where schemaname = 'public' order by 1`,
  );

const back = (place: Place) => restoreBackup({ databaseUrl: place.url, sessionSecret: TEST_SECRET, file, now: NOW });

beforeAll(async () => {
  world = await startWorld();
  folder = mkdtempSync(join(tmpdir(), 'dryrun-backup-'));
  const [asha, dev] = [await world.as('asha'), await world.as('dev')];
  await book(asha, await world.batch(BATCH_01), { startsAt: '2026-11-26T14:00:00.000Z', mentorId: dev.personId ?? '' });
  await world.query(
    `insert into sign_in_verification (id, identifier, value, expires_at, created_at, updated_at) values (gen_random_uuid(), 'asha', 'a-very-secret-code', now(), now(), now())`,
  );
  await world.query(
    `insert into mail_message (id, kind, address, name, why, is_secret, message_id, state, next_at, created_at, content)
     select gen_random_uuid(), 'x', 'a@example.org', 'A', 'because', false, '<' || n || '@y>', 'waiting', now(), now(), '{}' from generate_series(1, 5) n`,
  );
  await world.app.get(Events).deliver();
  atBackup = await digests((sql) => world.query(sql));
  file = join(folder, 'academy.dryrun.gz');
  await makeBackup({ databaseUrl: world.databaseUrl, ...LOCAL, file, now: NOW });
}, 60_000);

afterAll(async () => {
  await world.close();
  await onServer(server(), async (client) => {
    for (const { database, role } of made) {
      await client.query(`drop database if exists ${database} with (force)`);
      await client.query(`drop role if exists ${role}`);
    }
  });
  rmSync(folder, { recursive: true, force: true });
});

describe('a backup', () => {
  it('is one file for its owner alone, without anybody who is signed in or a code on its way', () => {
    expect(readdirSync(folder)).toEqual(['academy.dryrun.gz']);
    expect(statSync(file).mode & 0o077).toBe(0);
    const text = gunzipSync(readFileSync(file)).toString();
    expect(text).not.toContain('a-very-secret-code');
    expect(text).not.toContain('"table":"sign_in_session"');
    expect(text).toContain('"table":"sign_in_account"');
  });

  it('leaves out only tables that exist, so that none slips in under a new name', async () => {
    const tables = await world.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    expect(LEFT_OUT.filter((name) => !tables.some((table) => table.name === name))).toEqual([]);
  });

  it('is verified by restoring where the role may make databases, and leaves none behind', async () => {
    const place = await emptyDatabase({ mayCreate: true });
    await back(place);
    const again = await makeBackup({
      databaseUrl: place.url,
      ...LOCAL,
      file: join(folder, 'again.gz'),
      now: NOW,
    });
    expect(again.verifiedBy).toBe('restored');
    expect(
      await place.query(
        `select 1 from pg_database where datname like 'dryrun\\_check\\_%' and datdba = current_user::regrole`,
      ),
    ).toEqual([]);
    const modest = await emptyDatabase();
    await back(modest);
    expect(
      await makeBackup({
        databaseUrl: modest.url,
        ...LOCAL,
        file: join(folder, 'modest.gz'),
        now: NOW,
      }),
    ).toMatchObject({ verifiedBy: 'checksums' });
  }, 60_000);

  it('is not restored for a check where the disk of the database has no room for a second one', async () => {
    const place = await emptyDatabase({ mayCreate: true });
    await back(place);
    // Nothing is ever free on /proc.
    const made = await makeBackup({
      databaseUrl: place.url,
      ...LOCAL,
      databasePlace: '/proc',
      file: join(folder, 'tight.gz'),
      now: NOW,
    });
    expect(made.verifiedBy).toBe('checksums');
  });

  it('is not written over an existing file', async () => {
    const before = readFileSync(file);
    await expect(makeBackup({ databaseUrl: world.databaseUrl, ...LOCAL, file, now: NOW })).rejects.toThrow(
      /exists already and was left as it is/,
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('of a database without Dryrun is refused and leaves no file', async () => {
    const place = await emptyDatabase();
    const target = join(folder, 'nothing.gz');
    await expect(makeBackup({ databaseUrl: place.url, ...LOCAL, file: target, now: NOW })).rejects.toThrow(
      /holds no Dryrun yet/,
    );
    expect(existsSync(target)).toBe(false);
    expect(existsSync(`${target}.unfinished`)).toBe(false);
  });

  it('holds one moment, also while others write', async () => {
    const pairs = `select (select count(*) from outbox_event where type = 'spec.pair') as events, (select count(*) from audit_entry where action = 'spec.pair') as lines`;
    let isOver = false;
    const writer = (async () => {
      for (let n = 0; !isOver; n += 1)
        await world.source.transaction(async (tx) => {
          await tx.query(
            `insert into audit_entry (id, at, action, subject_type, subject_id) values (gen_random_uuid(), now(), 'spec.pair', 'x', gen_random_uuid())`,
          );
          await tx.query(
            `insert into outbox_event (id, type, subject_id, payload, at, handled_at) values (gen_random_uuid(), 'spec.pair', gen_random_uuid(), '{}', now(), now())`,
          );
        });
    })();
    const place = await emptyDatabase();
    const target = join(folder, 'busy.gz');
    await makeBackup({ databaseUrl: world.databaseUrl, ...LOCAL, file: target, now: NOW });
    isOver = true;
    await writer;
    await restoreBackup({ databaseUrl: place.url, ...LOCAL, file: target, now: NOW });
    const [kept] = await place.query<{ events: string; lines: string }>(pairs);
    expect(Number(kept?.events)).toBeGreaterThan(0);
    expect(kept?.lines).toBe(kept?.events);
  }, 60_000);
});

describe('a restore', () => {
  it('brings back every row and every guard into an empty database of an ordinary role', async () => {
    const place = await emptyDatabase();
    const { isSameSecret, end } = await back(place);
    expect(isSameSecret).toBe(true);
    expect(end.rows).toBeGreaterThan(100);
    expect(await digests(place.query)).toEqual(atBackup);
    expect(await schemaOf(place.query)).toEqual(await schemaOf((sql) => world.query(sql)));
    await expect(place.query(`update audit_entry set action = 'x'`)).rejects.toThrow('append-only');
    expect(await place.query('select 1 from sign_in_session')).toEqual([]);
    expect(await place.query(`select after from audit_entry where action = 'backup.restore'`)).toEqual([
      { after: { madeAt: NOW.toISOString() } },
    ]);
  }, 60_000);

  it('pauses mail, and numbers what is written next after what was restored', async () => {
    const place = await emptyDatabase();
    await back(place);
    expect(await place.query(`select value from stored_setting where key = 'mail.paused'`)).toEqual([{ value: true }]);
    const [kept] = await place.query<{ last: number }>('select max(sequence)::int as last from mail_message');
    const [next] = await place.query<{ sequence: number }>(
      `insert into mail_message (id, kind, address, name, why, is_secret, message_id, state, next_at, created_at, content)
       values (gen_random_uuid(), 'x', 'a@example.org', 'A', 'because', false, '<x@y>', 'waiting', now(), now(), '{}') returning sequence::int`,
    );
    expect(kept?.last).toBeGreaterThan(0);
    expect(next?.sequence).toBeGreaterThan(kept?.last ?? 0);
  });

  it('tells when sealed values cannot be opened here', async () => {
    const place = await emptyDatabase();
    const { isSameSecret } = await restoreBackup({
      databaseUrl: place.url,
      sessionSecret: 'another secret of more than 32 letters',
      file,
      now: NOW,
    });
    expect(isSameSecret).toBe(false);
  });

  it('may follow a start that nobody used, and begins anew after one that was killed', async () => {
    const place = await emptyDatabase();
    await migrateTo(place.url, KNOWN_MIGRATIONS);
    await place.query(`insert into installation (academy_name, time_zone) values ('Left over', 'UTC')`);
    await place.query(`create schema pgboss`);
    await back(place);
    expect(await place.query(`select academy_name as name from installation where academy_name = 'Left over'`)).toEqual(
      [],
    );
    expect(await place.query(`select 1 from pg_namespace where nspname = 'pgboss'`)).toEqual([]);
  });

  it('into an academy that lives is refused, and nothing there changes', async () => {
    const place = await emptyDatabase();
    await back(place);
    const before = await digests(place.query);
    await expect(back(place)).rejects.toThrow(/already holds an academy.*DATA_DIR/);
    expect(await digests(place.query)).toEqual(before);
  });

  it('beside tables of something else is refused, and they stay', async () => {
    const place = await emptyDatabase();
    await place.query('create table holiday (photo text)');
    await expect(back(place)).rejects.toThrow(/holds tables of something else/);
    expect(await place.query('select * from holiday')).toEqual([]);
  });

  it('into a database that was left before its first migration works', async () => {
    const place = await emptyDatabase();
    await place.query(
      'create table schema_migration (id serial primary key, "timestamp" bigint not null, name varchar not null)',
    );
    await back(place);
    expect(await place.query('select count(*)::int as people from person')).not.toEqual([{ people: 0 }]);
  });

  it('while a server uses the database is refused', async () => {
    const place = await emptyDatabase();
    const url = new URL(place.url);
    url.searchParams.set('application_name', 'dryrun');
    await onServer(url.toString(), async () => {
      await expect(back(place)).rejects.toThrow(/A server of Dryrun uses this database.*stop it first/);
    });
  });

  it('of a file from a newer Dryrun, or of a damaged one, is refused before anything is written', async () => {
    const place = await emptyDatabase();
    const text = gunzipSync(readFileSync(file)).toString();
    const bad = join(folder, 'bad.gz');
    const tryIt = () => restoreBackup({ databaseUrl: place.url, sessionSecret: TEST_SECRET, file: bad, now: NOW });
    writeFileSync(bad, readFileSync(file).subarray(0, 5_000));
    await expect(tryIt()).rejects.toThrow(/cut off/);
    writeFileSync(bad, gzipSync(text.replace('Asha', 'Usha')));
    await expect(tryIt()).rejects.toThrow(/is damaged/);
    rmSync(bad);
    const { header } = await checkFile(file);
    const newer = { ...header, release: '9.0.0', migrations: [...header.migrations, 'Future9990000000000'] };
    await writeSnapshot(bad, newer, noTables(), () => Promise.resolve({ sequences: [] }));
    await expect(tryIt()).rejects.toThrow(/made by a newer Dryrun \(9\.0\.0, with Future9990000000000\)/);
    expect(await place.query(`select 1 from pg_tables where schemaname = 'public'`)).toEqual([]);
  });
});

async function* noTables(): AsyncGenerator<never> {}
