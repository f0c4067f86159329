/** For the specs: a folder that looks like the project to the launcher, with a tiny server instead of the product's. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { freePort } from './process/port.mjs';
import { canReach, serverUser } from './postgres/place.mjs';
import { until } from './process/processes.mjs';

/** The Node that a person starts the launcher with; inside `npm test` the specs themselves run on the pinned one. */
export const hostNode = process.env.DRYRUN_HOST_NODE ?? process.execPath;

const tool = (name) => pathToFileURL(path.join(path.dirname(fileURLToPath(import.meta.url)), name)).href;
const packages = path.dirname(fileURLToPath(new URL('../node_modules/pg/package.json', import.meta.url)));

/** Keeps a counter in the database, answers with it, and does on request what a broken server would do. */
const server = `
import http from 'node:http';
import { createRequire } from 'node:module';
const pg = createRequire(${JSON.stringify(`${packages}/package.json`)})('pg');
const { PORT, HOST, DATABASE_URL, STAND_IN, SESSION_SECRET } = process.env;
process.on('disconnect', () => { if (STAND_IN !== 'clinging') process.exit(0); });
process.on('SIGTERM', () => { console.log('asked to stop'); if (STAND_IN !== 'stubborn') process.exit(0); });
if (STAND_IN === 'broken') { console.error('the moon is not full'); process.exit(7); }
process.send({ type: 'progress', text: 'counting the visits' });
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 2 });
pool.on('error', () => undefined);
await pool.query('create table if not exists visit (at timestamptz not null)');
http.createServer(async (request, response) => {
  if (request.url === '/crash') process.exit(9);
  if (request.url === '/warn') console.log(JSON.stringify({ level: 'warn', message: 'the tea is cold' }));
  await pool.query('insert into visit values (now())');
  const { rows } = await pool.query('select count(*)::int as visits, current_user as owner from visit');
  response.end(JSON.stringify({ ...rows[0], pid: process.pid, secret: SESSION_SECRET }));
}).listen(Number(PORT), HOST, () => process.send({ type: 'ready', url: 'http://' + HOST + ':' + PORT, setupUrl: STAND_IN === 'blank' ? 'http://' + HOST + ':' + PORT + '/setup/works-once' : null }));
`;

const entry = `
import { supervise } from '${tool('process/supervise.mjs')}';
import { launch } from '${tool('launcher.mjs')}';
const install = async () => ({ node: process.execPath, installed: false });
const build = async () => [];
const patience = Number(process.env.PATIENCE ?? 10_000);
await supervise((life) => launch(life, { root: process.cwd(), script: 'server.mjs', install, build, patience }));
`;

/** A new folder that every user can walk to (PostgreSQL's, when root runs the specs), also where TMPDIR is root's alone. */
export function temporaryFolder() {
  const user = serverUser('/nowhere');
  const base = [os.tmpdir(), '/tmp', '/var/tmp'].find((folder) => canReach(folder, user)) ?? os.tmpdir();
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(base, 'dryrun-spec-')));
  fs.chmodSync(folder, 0o755);
  return folder;
}

/** A project of its own; `close()` ends every launcher started in it, stops what they left, and removes it. */
export async function standIn() {
  const root = temporaryFolder();
  fs.writeFileSync(path.join(root, 'server.mjs'), server);
  fs.writeFileSync(path.join(root, 'start.mjs'), entry);
  const port = await freePort();
  const started = [];

  const start = (env = {}, options = {}) => {
    const child = spawn(hostNode, ['start.mjs'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: os.tmpdir(), PORT: String(port), ...env },
      ...options,
    });
    const run = { child, output: '', code: undefined };
    child.stdout.on('data', (chunk) => (run.output += chunk));
    child.stderr.on('data', (chunk) => (run.output += chunk));
    run.ended = new Promise((resolve) => {
      child.on('error', (error) => resolve((run.code = error.message)));
      child.on('close', (code) => resolve((run.code ??= code)));
    });
    run.isReady = async () => {
      await until(() => run.output.includes('Dryrun is ready') || run.code !== undefined, 60_000);
      if (!run.output.includes('Dryrun is ready')) throw new Error(`not ready, code ${run.code}:\n${run.output}`);
    };
    run.stop = async (signal = 'SIGINT') => {
      if (run.code === undefined && child.signalCode === null) child.kill(signal);
      await run.ended;
      return run.code;
    };
    started.push(run);
    return run;
  };

  return {
    root,
    port,
    dataDir: path.join(root, '.data'),
    start,
    runs: started,
    visit: async (where = '/') => (await fetch(`http://127.0.0.1:${port}${where}`)).json(),
    async close() {
      for (const run of started) await run.stop();
      fs.rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
