import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startDurable } from './postgres.ts';
import { COUNTING, NodeProfile, report, statementsOf } from './profile.ts';
import { startApi } from './server.ts';

export interface Answer {
  status: number;
  text: string;
  bytes: number;
  ms: number;
}

/** A browser of one person. */
export interface Browser {
  personId: string;
  send(method: string, path: string, body?: unknown, key?: string): Promise<Answer>;
}

export interface Academy {
  databaseUrl: string;
  batchId: string;
  apiPid: number;
  postgresPid: number;
  learners: readonly Browser[];
  mentorIds: readonly string[];
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  /** Takes away whatever was booked since the academy was opened, with all that hangs on it. */
  clear(): Promise<void>;
  /** Runs something that consists of so many operations and writes what it cost the server; opened with `profileDir` only. */
  profiled(name: string, operations: number, work: () => Promise<void>): Promise<void>;
}

export interface AcademyWishes {
  learners: number;
  mentors: number;
  /** SQL for the weekly rules of mentor `n`. */
  rules: string;
  horizonDays?: number;
  /** Where profiles are written to; null: the servers are not looked at, which costs them something. */
  profileDir?: string | null;
}

export const GOAL = { format: 'system-design', track: 'kubernetes', level: 'mid', dimension: null, note: '' };

const POLICY = {
  mocksPerWeek: 99,
  noticeMinutes: 60,
  horizonDays: 28,
  slotStepMinutes: 15,
  mentorMaxPerDay: 99,
  mentorMaxPerWeek: 99,
  bufferMinutes: 10,
};

const peopleSql = (learners: number, mentors: number, rules: string, horizonDays: number) => `
  update batch set policy = policy || '${JSON.stringify({ ...POLICY, horizonDays })}'::jsonb where slug = 'batch-01';
  delete from mentor_qualification where batch_id = (select id from batch where slug = 'batch-01');
  with batch as (select id from batch where slug = 'batch-01'),
  person_row as (
    insert into person (id, name, email, time_zone, demo_key, demo_hint, created_at, updated_at)
    select gen_random_uuid(), 'Bench Person ' || n, 'bench-' || n || '@example.org', 'Asia/Kolkata', 'bench-' || n, 'Bench|-|99', now(), now()
    from generate_series(1, ${learners + mentors}) n returning id, split_part(demo_key, '-', 2)::int as n
  ), learner_row as (
    insert into role_grant (id, person_id, role, batch_id, granted_at) select gen_random_uuid(), p.id, 'learner', b.id, now() from person_row p, batch b where n <= ${learners}
  ), enrolment_row as (
    insert into enrolment (id, batch_id, person_id, state, level, enrolled_at) select gen_random_uuid(), b.id, p.id, 'active', 'mid', now() from person_row p, batch b where n <= ${learners}
  ), grant_row as (
    insert into role_grant (id, person_id, role, batch_id, granted_at) select gen_random_uuid(), p.id, 'mentor', b.id, now() from person_row p, batch b where n > ${learners}
  ), qualification_row as (
    insert into mentor_qualification (batch_id, person_id, tracks, levels) select b.id, p.id, '{kubernetes}', '{mid}' from person_row p, batch b where n > ${learners}
  )
  insert into availability (person_id, time_zone, rules, exceptions, updated_at)
  select id, (array['Asia/Kolkata','America/New_York','Europe/Berlin','UTC'])[n % 4 + 1], ${rules}, '[]', now() from person_row where n > ${learners}`;

/** Any hour of any day. */
export const ALWAYS = `(select jsonb_agg(jsonb_build_object('weekday', d, 'start', '00:00', 'end', '24:00')) from generate_series(1, 7) d)`;

/** Any hour of these weekdays, 1 to 7. */
export const onWeekdays = (...days: readonly number[]): string =>
  `'${JSON.stringify(days.map((weekday) => ({ weekday, start: '00:00', end: '24:00' })))}'::jsonb`;

/** Four evenings or mornings of two hours, another set for each mentor. */
export const SOME_HOURS = `(select jsonb_agg(jsonb_build_object('weekday', (n + d * 2) % 7 + 1, 'start', lpad((7 + (n + d) % 12)::text, 2, '0') || ':00', 'end', lpad((9 + (n + d) % 12)::text, 2, '0') || ':00')) from generate_series(0, 3) d)`;

/** The seeded academy on a durable PostgreSQL and one API process, with people for the bench in Batch 01. */
export async function openAcademy(
  { learners, mentors, rules, horizonDays = 28, profileDir = null }: AcademyWishes,
  onEnd: (undo: () => Promise<unknown> | unknown) => void,
): Promise<Academy> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dryrun-bench-'));
  chmodSync(dataDir, 0o755);
  onEnd(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  const postgres = await startDurable(dataDir, profileDir === null ? {} : COUNTING);
  onEnd(() => postgres.stop());
  const main = new Client({ connectionString: postgres.url });
  await main.connect();
  await main.query('create database bench');
  await main.end();
  const databaseUrl = Object.assign(new URL(postgres.url), { pathname: '/bench' }).toString();
  const api = await startApi(databaseUrl, { isInspected: profileDir !== null });
  onEnd(() => api.stop());
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  onEnd(() => client.end());
  await client.query(peopleSql(learners, mentors, rules, horizonDays));
  if (profileDir !== null) await client.query('create extension if not exists pg_stat_statements');
  await client.query('analyze');
  const query = async <T>(sql: string, parameters: unknown[] = []) => (await client.query(sql, parameters)).rows as T[];
  const people = await query<{ id: string; n: number }>(
    `select id::text as id, split_part(demo_key, '-', 2)::int as n from person where demo_key like 'bench-%' order by 2`,
  );
  const [batch] = await query<{ id: string; since: Date }>(
    `select id::text as id, clock_timestamp() as since from batch where slug = 'batch-01'`,
  );
  if (!batch) throw new Error('the seeded academy has no batch-01');
  const browsers: Browser[] = [];
  for (const { id, n } of people.filter((p) => p.n <= learners))
    browsers.push(await browserOf(api.url, id, `bench-${n}`));
  return {
    databaseUrl,
    batchId: batch.id,
    apiPid: api.pid,
    postgresPid: postgres.pid,
    learners: browsers,
    mentorIds: people.filter((p) => p.n > learners).map((p) => p.id),
    query,
    async profiled(name, operations, work) {
      if (profileDir === null || api.inspectorUrl === null)
        throw new Error('the servers were not started for a profile');
      const profile = await NodeProfile.of(api.inspectorUrl);
      await client.query('select pg_stat_statements_reset()');
      await profile.start();
      await work();
      const summary = await profile.stop(join(profileDir, `${name}.cpuprofile`));
      profile.close();
      for (const told of report(profileDir, name, operations, summary, await statementsOf(client))) console.log(told);
    },
    async clear() {
      // Triggers off: the ledger refuses to forget.
      await client.query(`set session_replication_role = replica`);
      for (const [table, where] of [
        ['plan_item', 'interview_id in (select id from interview where created_at >= $1)'],
        ['quota_entry', 'at >= $1'],
        ['booking_participant', 'booking_id in (select id from booking where created_at >= $1)'],
        ['booking', 'created_at >= $1'],
        ['interview', 'created_at >= $1'],
        ['outbox_event', 'at >= $1'],
        ['audit_entry', 'at >= $1'],
        ['idempotency_key', 'created_at >= $1'],
      ])
        await client.query(`delete from ${table} where ${where}`, [batch.since]);
      await client.query(`set session_replication_role = origin`);
      await client.query(
        'vacuum analyze booking, booking_participant, interview, quota_entry, idempotency_key, audit_entry, outbox_event, plan_item',
      );
    },
  };
}

async function browserOf(url: string, personId: string, key: string): Promise<Browser> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const { hostname, port } = new URL(url);
  let cookie = '';
  const send = (method: string, path: string, body?: unknown, idempotencyKey?: string) =>
    new Promise<Answer>((resolve, reject) => {
      const began = performance.now();
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        ...(cookie && { cookie }),
        ...(payload !== undefined && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(payload),
        }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      };
      const outgoing = request({ agent, hostname, port, method, path, headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          for (const line of incoming.headers['set-cookie'] ?? []) cookie = line.split(';')[0] ?? '';
          const whole = Buffer.concat(chunks);
          resolve({
            status: incoming.statusCode ?? 0,
            text: whole.toString('utf8'),
            bytes: whole.length,
            ms: performance.now() - began,
          });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(payload);
    });
  const signedIn = await send('POST', '/api/demo/sign-in', { key });
  if (signedIn.status !== 204) throw new Error(`${key} could not sign in: ${signedIn.status} ${signedIn.text}`);
  return { personId, send };
}
