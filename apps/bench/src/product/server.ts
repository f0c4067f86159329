import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ROOT } from './place.ts';

/** One API process of the built product. */
export interface ApiServer {
  url: string;
  pid: number;
  /** Of its debugger; null unless it was started to be looked at. */
  inspectorUrl: string | null;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return address.port;
}

/** Serves and does nothing else: timers and mail are not what is measured. */
export async function startApi(databaseUrl: string, { isInspected = false } = {}): Promise<ApiServer> {
  const port = await freePort();
  const flags = ['--no-warnings', ...(isInspected ? ['--inspect=127.0.0.1:0'] : [])];
  const child = spawn(process.execPath, [...flags, join(ROOT, 'dist/apps/api/main.js')], {
    cwd: ROOT,
    env: {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC', NODE_ENV: 'production' },
      ...{ PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: databaseUrl, DEMO: 'on', LOG_LEVEL: 'error' },
      ...{ SESSION_SECRET: 'a secret that only ever signs cookies of benches' },
      ...{ CONTENT_DIR: join(ROOT, 'content'), WEB_DIR: join(ROOT, 'dist/apps/web'), JOBS: 'off' },
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let log = '';
  const keep = (chunk: Buffer) => (log = (log + chunk.toString()).slice(-100_000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const gone = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message: { type?: string }) => message.type === 'ready' && resolve());
    void gone.then(() => reject(new Error(`the server ended before it was ready:\n${log.slice(-3000)}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    inspectorUrl: /ws:\/\/\S+/.exec(log)?.[0] ?? null,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
