import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { ROOT } from './place.ts';

interface StartedServer {
  url: string;
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** The launcher's own PostgreSQL, from the binaries that npm installed. */
const launcher = () =>
  import(join(ROOT, 'tools/postgres.mjs')) as Promise<{
    startThrowAway(): Promise<StartedServer>;
    startPostgres(options: {
      dataDir: string;
      port?: number;
      durable?: boolean;
      settings?: Record<string, string>;
    }): Promise<StartedServer>;
  }>;

export interface PostgresServer {
  /** The superuser's address of the maintenance database. */
  url: string;
  stop(): Promise<void>;
}

/** Fast and forgetful, for all worlds of a run. TEST_DATABASE_URL names one that already runs. */
export async function sharedPostgres(): Promise<PostgresServer> {
  const given = process.env['TEST_DATABASE_URL'];
  return given ? { url: given, stop: () => Promise.resolve() } : (await launcher()).startThrowAway();
}

/** A durable server that a proof may kill and start again; its address stays the same. */
export interface OwnPostgres extends PostgresServer {
  /** SIGKILL to the postmaster, as a power cut would. Its children leave by themselves. */
  kill(): void;
  /** Starts it again on the same data after `kill`. */
  start(): Promise<void>;
}

export async function ownPostgres(settings: Record<string, string> = { max_connections: '200' }): Promise<OwnPostgres> {
  const { startPostgres } = await launcher();
  const dataDir = mkdtempSync(join(tmpdir(), 'dryrun-proof-'));
  // Root lends PostgreSQL another user, who must be able to walk in; else the data would lie elsewhere and outlive the proof.
  chmodSync(dataDir, 0o755);
  let server = await startPostgres({ dataDir, settings });
  const { url, port } = server;
  return {
    url,
    kill: () => process.kill(server.pid, 'SIGKILL'),
    async start() {
      // On a busy machine the killed server's children take their time to notice and leave.
      for (let tries = 1; ; tries++)
        try {
          server = await startPostgres({ dataDir, port, settings });
          return;
        } catch (error) {
          if (tries === 10) throw error;
          await new Promise((resolve) => setTimeout(resolve, 1_000));
        }
    },
    async stop() {
      await server.stop().catch(() => undefined);
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** One statement after another on the database of `url`. */
export async function onDatabase(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}

export const addressOf = (server: PostgresServer, database: string) =>
  Object.assign(new URL(server.url), { pathname: `/${database}` }).toString();
