import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ROOT, type Product } from './place.ts';

/** One process of the built product. */
export interface Replica {
  url: string;
  port: number;
  process: ChildProcess;
  /** Standard output and error so far. */
  log(): string;
  /** `METHOD path` of every route that its router serves, and `UPGRADE` when it takes sockets. */
  routes(): readonly string[];
  /** Why it ended, when nobody here asked it to; null while all is well. */
  fall(): string | null;
  /** Resolves with the exit code when it has ended, for whatever reason; null after a signal. */
  readonly gone: Promise<number | null>;
  /** SIGTERM, as a deployment would, and waits for the end; the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
}

export interface ReplicaOptions {
  env?: Readonly<Record<string, string>>;
  /** A free one by default. */
  port?: number;
  /** Which program; the server by default. A worker serves nothing: its `url` and `routes` mean nothing. */
  entry?: 'main' | 'worker';
  /** Its end is part of the proof and no fall. */
  mayFall?: boolean;
  /** Further modules loaded into the process before it starts (`--import`). */
  imports?: readonly string[];
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return address.port;
}

/** Settings that every server of the proofs has; what a proof or a mutant gives comes on top. */
const settingsFor = (product: Product, databaseUrl: string, port: number) => ({
  NODE_ENV: 'production',
  PORT: String(port),
  HOST: '127.0.0.1',
  DATABASE_URL: databaseUrl,
  SESSION_SECRET: 'a secret that only ever signs cookies of proofs',
  DEMO: 'on',
  CONTENT_DIR: join(ROOT, 'content'),
  WEB_DIR: product.webDir,
  LOG_LEVEL: 'warn',
});

/**
 * Runs a one-off job of the product (`task.js backup FILE`) to its end; `stopAt` kills it (-9) when its promise resolves.
 * Output is what a person at the terminal would read.
 */
export async function runTask(
  product: Product,
  databaseUrl: string,
  args: readonly string[],
  { env, stopAt }: { env?: Readonly<Record<string, string>>; stopAt?: Promise<unknown> } = {},
): Promise<{ code: number | null; output: string }> {
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', '--no-warnings', join(product.apiDir, 'task.js'), ...args],
    {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        TZ: 'UTC',
        ...settingsFor(product, databaseUrl, 3000),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const keep = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  void stopAt?.then(() => child.kill('SIGKILL'));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** Starts a process and resolves when it answers. The person's own environment, a DATABASE_URL above all, is kept from it. */
export async function startReplica(
  product: Product,
  databaseUrl: string,
  options: ReplicaOptions = {},
): Promise<Replica> {
  const port = options.port ?? (await freePort());
  const preload = [join(import.meta.dirname, 'report-routes.ts'), ...(options.imports ?? [])].flatMap((file) => [
    '--import',
    file,
  ]);
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', '--no-warnings', ...preload, join(product.apiDir, `${options.entry ?? 'main'}.js`)],
    {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        TZ: 'UTC',
        ...settingsFor(product, databaseUrl, port),
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let log = '';
  let routes: readonly string[] = [];
  const keep = (chunk: Buffer) => (log = (log + chunk.toString()).slice(-2_000_000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  let isAsked = options.mayFall ?? false;
  let fall: string | null = null;
  const gone = new Promise<number | null>((resolve) =>
    child.once('exit', (code, signal) => {
      if (!isAsked) fall = `the server ended by itself (${signal ?? code}):\n${log.slice(-4000)}`;
      resolve(code);
    }),
  );
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message: { type?: string; routes?: string[] }) => {
      if (message.type === 'routes') routes = message.routes ?? [];
      if (message.type === 'ready') resolve();
    });
    void gone.then((code) =>
      reject(new Error(`the server ended with ${code} before it was ready:\n${log.slice(-4000)}`)),
    );
  });
  const end = async (signal: NodeJS.Signals) => {
    isAsked = true;
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return gone;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    process: child,
    log: () => log,
    routes: () => routes,
    fall: () => fall,
    gone,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  };
}
