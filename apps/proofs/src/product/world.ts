import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { HttpClient } from './http-client.ts';
import { TRUE_PRODUCT, type Product } from './place.ts';
import { addressOf, onDatabase, type PostgresServer } from './postgres.ts';
import { runTask, startReplica, type Replica, type ReplicaOptions } from './replica.ts';

export interface WorldOptions extends ReplicaOptions {
  /** The PostgreSQL to use; the shared one by default. */
  server?: PostgresServer;
  /** Servers started at once; 1 by default. 0: only the database. */
  replicas?: number;
  /** A database with nothing in it, owned by an ordinary role of its own, as a self-hoster's server gives it. Starts no server. */
  isEmpty?: boolean;
  /** Run on the database before the servers start. */
  sql?: readonly string[];
}

/** The seeded academy of this moment in a database of its own, and the servers on it. */
export interface World {
  databaseUrl: string;
  /** The servers that were started, also those that were stopped since. */
  replicas: readonly Replica[];
  /** Address of the first server. */
  url: string;
  /** Starts another server on the same database. */
  replica(options?: ReplicaOptions): Promise<Replica>;
  /** Runs a one-off job of the product on this database: `task(['backup', file])`. */
  task(
    args: readonly string[],
    options?: { stopAt?: Promise<unknown> },
  ): Promise<{ code: number | null; output: string }>;
  /** SQL past the application. */
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  /** What the servers logged about one request, by the `traceId` of its problem document; the first 2,000 characters. */
  logOf(traceId: string): string;
  /** A browser without a cookie, at the first server unless another address is given. */
  visitor(url?: string): HttpClient;
  /** The same, signed in as a seeded person by demo key; those whom the sign-in page does not show have their first name. */
  as(key: string, url?: string): Promise<HttpClient>;
  /** One digest of every table but keys, sign-ins and attempts: a refused request leaves it as it was. */
  fingerprint(): Promise<string>;
  /** Remembers the database as it is now; the servers keep running. Sign-ins made before stay good after `restore`. */
  snapshot(): Promise<{ restore(): Promise<void> }>;
  close(): Promise<void>;
}

/** Tables in which a refused request may leave something: kept answers, sign-ins, attempts. */
const NOT_DIGESTED = ['idempotency_key', 'sign_in_session', 'sign_in_attempt', 'schema_migration'];

/** The demo signs in only people with a key. Whoever has none gets their first name. */
const KEYS = `update person set demo_key = lower(split_part(name, ' ', 1)), demo_hint = 'Somebody|-|99' where demo_key is null`;

const templates = new Map<string, Promise<string>>();

/** A database that the product itself migrated, loaded and seeded; made once per server and product. */
function template(server: PostgresServer, product: Product): Promise<string> {
  const known = `${server.url} ${product.apiDir}`;
  const made = templates.get(known) ?? makeTemplate(server, product);
  templates.set(known, made);
  return made;
}

async function makeTemplate(server: PostgresServer, product: Product): Promise<string> {
  const name = `proofs_template_${createHash('sha256').update(product.apiDir).digest('hex').slice(0, 8)}_${randomBytes(3).toString('hex')}`;
  await onDatabase(server.url, [`create database "${name}"`]);
  const seeder = await startReplica(product, addressOf(server, name));
  const code = await seeder.stop();
  if (code !== 0) throw new Error(`the server that seeds ended with ${code}:\n${seeder.log().slice(-4000)}`);
  return name;
}

/** @param seedsItself true when the product on trial seeds in its own way (patched migrations or demo) */
export async function openWorld(
  product: Product,
  shared: PostgresServer,
  options: WorldOptions,
  seedsItself: boolean,
): Promise<World> {
  const { server = shared, isEmpty = false, replicas = isEmpty ? 0 : 1, sql = [], ...replicaOptions } = options;
  const name = `proofs_${randomBytes(6).toString('hex')}`;
  const databaseUrl = isEmpty ? await emptyDatabase(server, name) : addressOf(server, name);
  if (!isEmpty) {
    await onDatabase(server.url, [
      `create database "${name}" template "${await template(server, seedsItself ? product : TRUE_PRODUCT)}"`,
    ]);
    await onDatabase(databaseUrl, [KEYS, ...sql]);
  }
  const started: Replica[] = [];
  // A proof that kills the server kills this connection too; the next query opens another.
  let connection: Promise<Client> | null = null;
  const forget = () => (connection = null);
  const connect = () => {
    connection ??= open(databaseUrl, forget);
    // Nor is a connection kept that could not be opened.
    connection.catch(forget);
    return connection;
  };
  const replica = async (more: ReplicaOptions = {}) => {
    const one = await startReplica(product, databaseUrl, {
      ...replicaOptions,
      ...more,
      env: { ...replicaOptions.env, ...more.env },
    });
    started.push(one);
    return one;
  };
  for (let i = 0; i < replicas; i++) await replica();
  const first = () => started[0]?.url ?? '';
  const query = async <T>(text: string, parameters: unknown[] = []) =>
    (await (await connect()).query(text, parameters)).rows as T[];
  return {
    databaseUrl,
    replicas: started,
    get url() {
      return first();
    },
    replica,
    task: (args, { stopAt } = {}) => runTask(product, databaseUrl, args, { env: replicaOptions.env, stopAt }),
    query,
    logOf: (traceId) =>
      started
        .flatMap((one) => one.log().split('\n'))
        .filter((line) => line.includes(traceId))
        .join('\n')
        .slice(0, 2000),
    visitor: (url = first()) => new HttpClient(url),
    async as(key, url = first()) {
      const person = new HttpClient(url);
      const answer = await person.send('POST', '/api/demo/sign-in', { body: { key } });
      if (answer.status !== 204) throw new Error(`${key} could not sign in: ${answer.status} ${answer.text}`);
      return person;
    },
    async fingerprint() {
      const tables = await query<{ name: string }>(
        `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema', 'pgboss') and not tablename = any($1) order by 1`,
        [NOT_DIGESTED],
      );
      const digests: string[] = [];
      for (const { name: table } of tables) {
        const [row] = await query<{ d: string }>(
          `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as d from ${table} t`,
        );
        digests.push(`${table}:${row?.d}`);
      }
      return digests.join('\n');
    },
    async snapshot() {
      await onDatabase(server.url, [
        `alter database "${name}" with allow_connections false`,
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${name}'`,
        `create database "${name}_snapshot" template "${name}"`,
        `alter database "${name}" with allow_connections true`,
      ]);
      await allReady(started);
      return {
        async restore() {
          await onDatabase(server.url, [
            `drop database "${name}" with (force)`,
            `create database "${name}" template "${name}_snapshot"`,
          ]);
          await allReady(started);
        },
      };
    },
    async close() {
      for (const one of started) await one.kill();
      await (await connection)?.end().catch(() => undefined);
      await onDatabase(server.url, [
        `drop database if exists "${name}" with (force)`,
        `drop database if exists "${name}_snapshot"`,
        `drop role if exists "${name}"`,
      ]).catch(() => undefined);
    },
  };
}

/** Waits until every running server has found its database again. */
async function allReady(replicas: readonly Replica[]): Promise<void> {
  for (const { url, process, fall } of replicas) {
    const words = fall();
    if (words !== null) throw new Error(words);
    if (process.exitCode !== null || process.signalCode !== null) continue;
    const client = new HttpClient(url);
    for (let tries = 0, good = 0; good < 2; tries++) {
      if (tries > 200) throw new Error(`${url} does not find its database again`);
      const { status } = await client.send('GET', '/readyz');
      good = status === 200 ? good + 1 : 0;
      if (good === 0) await new Promise((resolve) => setTimeout(resolve, 25));
    }
    client.close();
  }
}

/** The owner's address. */
async function emptyDatabase(server: PostgresServer, name: string): Promise<string> {
  await onDatabase(server.url, [
    `create role "${name}" login password 'owner' createdb`,
    `create database "${name}" owner "${name}"`,
  ]);
  return Object.assign(new URL(addressOf(server, name)), { username: name, password: 'owner' }).toString();
}

async function open(url: string, onLoss: () => void): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', onLoss);
  await client.connect();
  return client;
}
