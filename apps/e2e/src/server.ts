import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

const root = join(import.meta.dirname, '../../..');

export interface RunningDryrun {
  url: string;
  /** The one-use link of an academy that is not set up; null for a demo. */
  setupUrl: string | null;
  databaseUrl: string;
  /** Runs SQL past the application, to set up or check what no screen can. */
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A database server for a run outside `npm test` (which names its own in TEST_DATABASE_URL). */
async function databaseServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given, stop: () => Promise.resolve() };
  const tools = (await import(join(root, 'tools/postgres.mjs'))) as {
    startThrowAway(): Promise<{ url: string; stop(): Promise<void> }>;
  };
  return tools.startThrowAway();
}

/** Starts the built product on a fresh database, exactly as the launcher would: with the demo seeded today, or empty. */
export async function startDryrun({ isDemo = true }: { isDemo?: boolean } = {}): Promise<RunningDryrun> {
  const postgres = await databaseServer();
  const name = `dryrun_e2e_${randomBytes(4).toString('hex')}`;
  const admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query(`create database "${name}"`);
  const databaseUrl = Object.assign(new URL(postgres.url), { pathname: `/${name}` }).toString();

  const backups = await mkdtemp(join(tmpdir(), 'dryrun-e2e-backups-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist/apps/api/main.js')], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: databaseUrl,
      SESSION_SECRET: randomBytes(32).toString('hex'),
      DEMO: isDemo ? 'on' : 'off',
      CONTENT_DIR: join(root, 'content'),
      WEB_DIR: join(root, 'dist/apps/web'),
      LOG_LEVEL: 'error',
      // Made at a tap only: a run that happens to pass 02:30 is not disturbed.
      BACKUPS: 'off',
      BACKUP_DIR: backups,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { url, setupUrl } = await ready(child);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  return {
    url,
    setupUrl,
    databaseUrl,
    query: async <T>(sql: string, parameters: unknown[] = []) => (await client.query(sql, parameters)).rows as T[],
    async stop() {
      await client.end();
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await admin.query(`drop database if exists "${name}" with (force)`);
      await admin.end();
      await postgres.stop();
      await rm(backups, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess): Promise<{ url: string; setupUrl: string | null }> {
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('message', (message: { type: string; url?: string; setupUrl?: string | null }) => {
      if (message.type === 'ready') resolve({ url: message.url ?? '', setupUrl: message.setupUrl ?? null });
    });
    child.once('exit', (code) =>
      reject(new Error(`the server stopped with ${code} before it was ready:\n${log.slice(-4000)}`)),
    );
  });
}
