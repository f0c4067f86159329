import 'reflect-metadata';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { fillPath, type EndpointRequest, type EndpointResponse, type EndpointSpec } from '@dryrun/contracts/endpoint';
import type { ProblemView } from '@dryrun/contracts/problem.contract';
import { createApplication } from '../src/application.ts';
import { ENTITIES } from '../src/entities.ts';
import { SessionCookie } from '../src/platform/auth/session-cookie.ts';
import { Clock } from '../src/platform/clock/clock.ts';
import type { Network } from '../src/platform/outbound/network.ts';
import { readSettings, type Settings } from '../src/platform/config/settings.ts';
import { createDataSource } from '../src/platform/db/data-source.ts';
import { Events } from '../src/platform/events/events.ts';
import { Jobs } from '../src/platform/jobs/jobs.ts';
import { MAIL_SEAL, type MailContent } from '../src/platform/mail/mail-content.ts';
import { Sealed } from '../src/platform/sealed/sealed.ts';
import { prepare } from '../src/prepare.ts';

/** The moment at which the seeded world of every test stands: a Wednesday, 16:00 in Kolkata. */
export const WORLD_NOW = new Date('2026-11-18T10:30:00Z');

/** Signs the cookies of every test; a server in a process of its own needs the same. */
export const TEST_SECRET = 'a secret that is only ever used by tests';

export const CONTENT_DIR = join(import.meta.dirname, '../../../content');

/** A clock that stands still until a test moves it. */
export class TestClock extends Clock {
  constructor(private at: Date) {
    super();
  }

  now(): Date {
    return new Date(this.at);
  }

  set(at: Date | string): void {
    this.at = new Date(at);
  }

  /** Moves forward by milliseconds. */
  advance(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
  }
}

/** What came back: the parsed body on success, the problem otherwise. */
export interface Answer<T> {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  body: T;
  problem: ProblemView | null;
  text: string;
}

type Parts<E extends EndpointSpec> = Partial<EndpointRequest<E>>;

/** A browser of one person: sends requests of the endpoint table with that person's cookie. */
export class TestClient {
  constructor(
    private readonly app: NestFastifyApplication,
    /** The `Cookie` header of this browser; null when nobody is signed in. */
    readonly cookie: string | null,
    readonly personId: string | null,
  ) {}

  /** Calls an endpoint of the contract. Idempotent endpoints get a fresh key unless `key` is given. */
  async call<E extends EndpointSpec>(
    spec: E,
    parts: Parts<E> = {},
    options: { key?: string } = {},
  ): Promise<Answer<EndpointResponse<E>>> {
    const query = Object.entries((parts.query ?? {}) as Record<string, unknown>).flatMap(
      ([k, v]): [string, string][] => (v === undefined ? [] : [[k, String(v)]]),
    );
    const search = query.length > 0 ? `?${new URLSearchParams(query).toString()}` : '';
    const headers: Record<string, string> = {};
    if (spec.isIdempotent) headers['idempotency-key'] = options.key ?? randomUUID();
    return this.send(
      spec.method,
      fillPath(spec.path, (parts.params ?? {}) as Record<string, unknown>) + search,
      spec.body ? (parts.body ?? {}) : undefined,
      headers,
    );
  }

  /** Sends anything; for bad input, foreign origins and odd paths. */
  async send<T>(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const response = await this.app.inject({
      method: method as 'GET',
      url,
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const isJson = String(response.headers['content-type'] ?? '').includes('json');
    const parsed: unknown = isJson && response.body !== '' ? JSON.parse(response.body) : undefined;
    return {
      status: response.statusCode,
      headers: response.headers,
      body: parsed as T,
      problem: response.statusCode >= 400 ? (parsed as ProblemView) : null,
      text: response.body,
    };
  }
}

/** A message of the outbox as a test looks at it. `content` is null once a secret one was erased. */
export interface SeenMail {
  id: string;
  kind: string;
  personId: string | null;
  address: string;
  state: string;
  attempts: number;
  why: string;
  lastError: string | null;
  content: MailContent | null;
}

/** A running application on its own copy of the seeded world. */
export interface World {
  app: NestFastifyApplication;
  source: DataSource;
  clock: TestClock;
  databaseUrl: string;
  /** A client signed in as a seeded person, by demo key: a moment ago, with both factors. */
  as(key: string): Promise<TestClient>;
  anonymous: TestClient;
  /** Ids of seeded things: people by demo key, batches by slug. */
  person(key: string): Promise<string>;
  batch(slug: string): Promise<string>;
  /** Reads rows past the application. */
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  /** One digest of every table, to show that a refusal changed nothing. Idempotency keys, sign-in sessions and counters of attempts are left out. */
  fingerprint(): Promise<string>;
  /** Hands out all news and does all jobs that are due by the clock, until nothing is left to do now. */
  settle(): Promise<void>;
  /** Mails by the order in which they were written, secret ones opened. */
  mails(where?: { kind?: string; personId?: string }): Promise<SeenMail[]>;
  /** A second application on the same database, as another replica would be; its settings may differ. */
  replica(changes?: Partial<Settings>): Promise<World>;
  close(): Promise<void>;
}

const settingsFor = (databaseUrl: string) =>
  readSettings({
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: TEST_SECRET,
    CONTENT_DIR,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    PORT: '3000',
    JOBS: 'off',
  });

function urlOf(database: string): string {
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  url.pathname = `/${database}`;
  return url.toString();
}

async function withServer<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

let isTemplateThere = false;

/** Builds the seeded template once per test run, whichever worker comes first. */
async function ensureTemplate(name: string): Promise<void> {
  if (isTemplateThere) return;
  await withServer(async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [name]);
    if (rowCount) return;
    await client.query(`drop database if exists "${name}"`);
    await client.query(`create database "${name}"`);
    const source = await createDataSource(urlOf(name), ENTITIES, 3).initialize();
    try {
      await prepare(source, settingsFor(urlOf(name)), new TestClock(WORLD_NOW), () => undefined);
    } finally {
      await source.destroy();
    }
    await client.query(`alter database "${name}" with is_template true`);
  });
  isTemplateThere = true;
}

/** Tests reach nothing outside unless they bring an internet of their own. */
const NO_NETWORK: Network = {
  resolve: (hostname) => Promise.reject(new Error(`this test has no network: ${hostname}`)),
  route: ({ address }) => {
    throw new Error(`this test has no network: ${address}`);
  },
};

/** Starts an application on a fresh copy of the seeded world. Close it in `afterAll`. */
export async function startWorld(options: { now?: Date; network?: Network } = {}): Promise<World> {
  const template = process.env['TEST_TEMPLATE'] ?? `dryrun_template_${process.ppid}`;
  await ensureTemplate(template);
  const database = `dryrun_${randomBytes(6).toString('hex')}`;
  // Copying the files costs the server a quarter of copying block by block through its log.
  await withServer((client) => client.query(`create database "${database}" template "${template}" strategy file_copy`));
  const clock = new TestClock(options.now ?? WORLD_NOW);
  const drop = () =>
    withServer(async (client) => void (await client.query(`drop database if exists "${database}" with (force)`)));
  return openWorld(database, { clock, network: options.network ?? NO_NETWORK }, drop);
}

async function openWorld(
  database: string,
  { clock, network }: { clock: TestClock; network: Network },
  drop: () => Promise<void>,
  changes: Partial<Settings> = {},
): Promise<World> {
  const databaseUrl = urlOf(database);
  const settings = { ...settingsFor(databaseUrl), ...changes };
  const source = await createDataSource(databaseUrl, ENTITIES, 12).initialize();
  const app = await createApplication({ settings, source, clock, network });
  const cookie = new SessionCookie(settings);
  const query = <T>(sql: string, parameters: unknown[] = []) => source.query<T[]>(sql, parameters);
  const person = async (key: string) => {
    const [row] = await query<{ id: string }>('select id from person where demo_key = $1', [key]);
    if (!row) throw new Error(`nobody in the seeded world has the key ${key}`);
    return row.id;
  };
  return {
    app,
    source,
    clock,
    databaseUrl,
    query,
    person,
    anonymous: new TestClient(app, null, null),
    async as(key) {
      const id = await person(key);
      const token = randomBytes(24).toString('base64url');
      const expiresAt = new Date('2100-01-01T00:00:00Z');
      await query(
        `insert into sign_in_session (id, person_id, token, method, authenticated_at, second_factor_at, expires_at, created_at, updated_at)
         values (gen_random_uuid(), $1, $2, 'passkey', $4, $4, $3, now(), now())`,
        [id, token, expiresAt, clock.now()],
      );
      return new TestClient(app, cookie.write(token, expiresAt).split(';', 1)[0] ?? '', id);
    },
    async batch(slug) {
      const [row] = await query<{ id: string }>('select id from batch where slug = $1', [slug]);
      if (!row) throw new Error(`no seeded batch ${slug}`);
      return row.id;
    },
    async fingerprint() {
      const tables = await query<{ name: string }>(
        `select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('idempotency_key', 'sign_in_session', 'sign_in_attempt', 'schema_migration') order by 1`,
      );
      // One statement, so one snapshot; a sum over rows needs no order.
      const digests = await query<{ d: string }>(
        [
          ...tables.map(
            ({ name }) =>
              `select '${name}:' || count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as d from "${name}" t`,
          ),
          `select 'jobs:' || md5(coalesce(string_agg(id || name || state, '|' order by id), '')) as d from pgboss.job`,
        ].join(' union all ') + ' order by 1',
      );
      return digests.map(({ d }) => d).join('\n');
    },
    async settle() {
      const events = app.get(Events, { strict: false });
      const jobs = app.get(Jobs, { strict: false });
      do {
        await events.deliver();
      } while ((await jobs.runDue()) > 0);
    },
    async mails({ kind, personId } = {}) {
      const rows = await query<SeenMail & { sealed: string | null }>(
        `select id, kind, person_id as "personId", address, state, attempts, why, last_error as "lastError", content, sealed from mail_message
         where ($1::text is null or kind = $1) and ($2::uuid is null or person_id = $2) order by sequence`,
        [kind ?? null, personId ?? null],
      );
      const sealer = new Sealed(settings);
      return rows.map(({ sealed, ...mail }) => {
        const opened = sealed === null ? null : sealer.open(MAIL_SEAL, sealed);
        return { ...mail, content: mail.content ?? (opened === null ? null : (JSON.parse(opened) as MailContent)) };
      });
    },
    replica: (changes) => openWorld(database, { clock, network }, () => Promise.resolve(), changes),
    async close() {
      await app.close();
      await source.destroy();
      await drop();
    },
  };
}
