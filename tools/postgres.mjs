/**
 * The embedded PostgreSQL, by our own hand from the binaries that npm installed: loopback TCP only, password
 * authentication, UTF-8, UTC. `node tools/postgres.mjs --dev` starts a throw-away one in the foreground.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, whyTaken, describeHolder } from './process/port.mjs';
import { checkRoom, clusterExists, createCluster, ownMark, readPostmaster } from './postgres/cluster.mjs';
import { runningServer, serverEnvironment, stopLeftover, whyFailed } from './postgres/cluster.mjs';
import { placeFor, serverFor } from './postgres/place.mjs';
import { identityOf, isAlive, lastLines, sleep, stopProcess } from './process/processes.mjs';
import { supervise } from './process/supervise.mjs';
import { Stop, note } from './process/terminal.mjs';

/** Speed instead of safety, for databases that live as long as a test run. */
const throwAwaySettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
  shared_buffers: '256MB',
  max_connections: '200',
};

/** The superuser's password: made once, kept in DATA_DIR for our eyes only. */
function passwordIn(dataDir, clusterIsThere) {
  const file = path.join(dataDir, 'postgres-password');
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8').trim();
  if (clusterIsThere) {
    throw new Stop(
      `${file} is missing, and without it nobody gets into the database beside it; bring that file back, or move ${dataDir} away to begin with an empty database.`,
    );
  }
  const password = randomBytes(24).toString('hex');
  fs.writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

function urlFor(port, password) {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/** Everything PostgreSQL needs before it can run, found or made: place, user, programs, password, cluster. */
async function prepare(dataDir, durable) {
  if (!fs.existsSync(dataDir)) {
    fs.mkdirSync(dataDir, { recursive: true });
    if (process.getuid?.() === 0) fs.chmodSync(dataDir, 0o755);
  }
  // A temporary folder is made for its owner alone; nothing in a throw-away database is worth hiding from the machine's users.
  if (!durable && process.getuid?.() === 0) fs.chmodSync(dataDir, 0o755);
  const { place, user } = placeFor(dataDir);
  const server = serverFor(place, user);
  const cluster = path.join(place, 'postgres');
  const exists = clusterExists(cluster, server.major);
  if (exists) await stopLeftover(cluster);
  checkRoom(place);
  const password = passwordIn(dataDir, exists);
  if (!exists) await createCluster({ cluster, native: server.native, user, password, durable });
  return { cluster, native: server.native, user, password };
}

function launch({ cluster, native, user, log, port, settings }) {
  const flags = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC' };
  const args = ['-D', cluster, '-p', String(port), '-c', ownMark];
  for (const [name, value] of Object.entries({ ...flags, ...settings })) args.push('-c', `${name}=${value}`);
  const output = fs.openSync(log, 'w', 0o600);
  // A session of its own: Ctrl-C in the terminal is for the launcher, which stops the API first.
  const child = spawn(path.join(native, 'bin', 'postgres'), args, {
    ...user,
    cwd: cluster,
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', output, output],
  });
  fs.closeSync(output);
  const exited = new Promise((resolve) => {
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
  child.unref();
  return { child, exited };
}

/** Wait until the server says that it accepts connections (as pg_ctl does: the status line of postmaster.pid). */
async function ready(cluster, { child, exited }) {
  let ended = false;
  void exited.then(() => (ended = true));
  for (let waited = 0; !ended; waited += 50) {
    const postmaster = readPostmaster(cluster);
    if (postmaster?.pid === child.pid && postmaster.status === 'ready') return true;
    if (waited === 5_000) note('PostgreSQL is still starting: it replays its log after a hard stop');
    await sleep(50);
  }
  return false;
}

/**
 * Start (after stopping what a killed launcher left) and wait until it answers. `url` is the superuser's, on the
 * maintenance database `postgres`; `exited` resolves when the server is gone for whatever reason.
 * @param {{ dataDir: string, port?: number, settings?: Record<string, string>, durable?: boolean }} options
 * @returns {Promise<{ url: string, port: number, pid: number, place: string, log: string, password: string, exited: Promise<void>, stop(): Promise<void> }>}
 */
export async function startPostgres({ dataDir, port, settings = {}, durable = true }) {
  const folder = path.resolve(dataDir);
  const prepared = await prepare(folder, durable);
  fs.mkdirSync(path.join(folder, 'logs'), { recursive: true });
  const log = path.join(folder, 'logs', 'postgres.log');

  for (let attempt = 1; ; attempt += 1) {
    const chosen = port ?? (await freePort());
    if (port !== undefined && (await whyTaken(port, '127.0.0.1'))) {
      throw new Stop(
        `Port ${port}, wanted for PostgreSQL, is taken by ${describeHolder(port)}; free it or choose another.`,
      );
    }
    const all = durable ? settings : { ...throwAwaySettings, ...settings };
    const server = launch({ ...prepared, log, port: chosen, settings: all });
    if (await ready(prepared.cluster, server)) {
      const { pid } = server.child;
      return {
        url: urlFor(chosen, prepared.password),
        port: chosen,
        pid,
        place: path.dirname(prepared.cluster),
        log,
        password: prepared.password,
        exited: server.exited,
        async stop() {
          await stopServer(pid, durable);
          if (!durable) removeForgetful(folder, prepared.cluster);
        },
      };
    }
    const words = lastLines(log, 12);
    // Another program took the free port in between, or backends of a killed server are still leaving: both pass.
    const passing = /Address already in use|pre-existing shared memory block/.test(words);
    if (!passing || attempt === 6) {
      throw new Stop(`PostgreSQL did not start${whyFailed(words)}`, { detail: words });
    }
    await sleep(attempt * 300);
  }
}

/** A throw-away database goes with its server, also from the place that stands in for an unreachable DATA_DIR. */
function removeForgetful(dataDir, cluster) {
  const place = path.dirname(cluster);
  fs.rmSync(place === dataDir ? cluster : place, { recursive: true, force: true, maxRetries: 5 });
  if (place !== dataDir) fs.rmSync(path.join(dataDir, 'postgres-place'), { force: true });
}

async function stopServer(pid, durable) {
  // Fast shutdown: clients are cut off, everything committed is on disk. A throw-away server need not even flush.
  const patience = durable ? [['SIGINT', 30_000]] : [];
  await stopProcess(pid, [...patience, ['SIGQUIT', 10_000], ['SIGKILL', 5_000]]);
}

/** The server that already runs in DATA_DIR and is ours and ready: `{ url, port, place, password }`, else undefined. */
export function findPostgres(dataDir) {
  const folder = path.resolve(dataDir);
  if (!fs.existsSync(folder)) return undefined;
  const { place } = placeFor(folder);
  const cluster = path.join(place, 'postgres');
  const server = fs.existsSync(cluster) ? runningServer(cluster) : undefined;
  if (!server?.own || server.status !== 'ready') return undefined;
  const password = passwordIn(folder, true);
  return { url: urlFor(server.port, password), port: server.port, place, password };
}

const throwAwayPrefix = 'dryrun-throwaway-';

/** Remove what throw-away servers of killed runs left in the temporary folder. Only our own user's, only of dead owners. */
async function sweep() {
  for (const name of fs.readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(throwAwayPrefix))) {
    const folder = path.join(os.tmpdir(), name);
    try {
      if (fs.lstatSync(folder).uid !== process.getuid?.()) continue;
      const owner = JSON.parse(fs.readFileSync(path.join(folder, 'owner.json'), 'utf8'));
      if (isAlive(owner.pid) && identityOf(owner.pid) === owner.identity) continue;
      const cluster = path.join(placeFor(folder).place, 'postgres');
      const server = fs.existsSync(cluster) ? runningServer(cluster) : undefined;
      if (server?.own) await stopServer(server.pid, false);
      removeForgetful(folder, cluster);
      fs.rmSync(folder, { recursive: true, force: true });
    } catch {
      // Half made by a run that is starting just now, or already removed by a twin.
    }
  }
}

/** A server for one run, fast and forgetful, in a temporary folder that `stop()` removes. */
export async function startThrowAway({ settings = {} } = {}) {
  await sweep();
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), throwAwayPrefix));
  fs.chmodSync(dataDir, 0o755);
  fs.writeFileSync(
    path.join(dataDir, 'owner.json'),
    JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }),
  );
  const remove = () => fs.rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const server = await startPostgres({ dataDir, settings, durable: false });
    return {
      ...server,
      dataDir,
      stop: async () => {
        await server.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

async function developer({ asked, onEnd }) {
  const server = await startThrowAway();
  onEnd(() => server.stop());
  process.stdout.write(`${server.url}\n`);
  process.stderr.write('throw-away PostgreSQL (not durable, gone at Ctrl-C); use it as TEST_DATABASE_URL\n');
  const hold = setInterval(() => undefined, 60_000);
  await Promise.race([asked, server.exited]);
  clearInterval(hold);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--dev')) throw new Error('use: node tools/postgres.mjs --dev');
  await supervise(developer);
}
