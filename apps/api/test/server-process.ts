import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CONTENT_DIR, TEST_SECRET } from './harness.ts';

/** The real server in a process of its own, on a database that a test world made. */
export interface ServerProcess {
  port: number;
  process: ChildProcess;
  /** Ends it without a word (SIGKILL) and waits until it is gone. */
  kill(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts `src/main.ts` and waits until it serves. It reads the real clock. */
export async function startServerProcess(databaseUrl: string): Promise<ServerProcess> {
  const port = await freePort();
  const here = import.meta.dirname;
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--import', join(here, 'typescript-hooks.mjs'), join(here, '../src/main.ts')],
    {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: databaseUrl,
        SESSION_SECRET: TEST_SECRET,
        CONTENT_DIR,
        PORT: String(port),
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message: { type?: string }) => message.type === 'ready' && resolve());
    void gone.then(() => reject(new Error(`the server did not start: ${complaint}`)));
  });
  return {
    port,
    process: child,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
