/** One cluster on disk: making it, judging what is there, and dealing with a server that still runs on it. */
import fs from 'node:fs';
import path from 'node:path';
import { commandOf, folderOf, isAlive, run, stopProcess } from '../process/processes.mjs';
import { Stop, note } from '../process/terminal.mjs';

/** Passed on the command line of every server we start: it tells our own server from somebody else's on the same folder. */
export const ownMark = 'cluster_name=dryrun-embedded';

/** Room that a start needs at least; below it PostgreSQL dies in ways that are hard to read. */
const leastFreeBytes = 64 * 1024 * 1024;

/** PostgreSQL's programs see nothing of our environment but this: no PG… variable of the host may bend them. */
export const serverEnvironment = { PATH: process.env.PATH ?? '', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' };

/** Stops with a sentence when the disk below the folder has no room left to start on. */
export function checkRoom(folder, statfs = fs.statfsSync) {
  const { bavail, bsize } = statfs(folder);
  if (bavail * bsize >= leastFreeBytes) return;
  const free = Math.floor((bavail * bsize) / 1024 / 1024);
  throw new Stop(
    `The disk that holds ${folder} is full (${free} MB free, at least ${leastFreeBytes / 1024 / 1024} MB needed); free some space and start again, nothing was changed.`,
  );
}

/** Stops with a sentence unless the folder is absent or holds a cluster of this major version that we may use. True: it is there. */
export function clusterExists(cluster, major) {
  if (!fs.existsSync(cluster)) return false;
  const owner = fs.statSync(cluster).uid;
  const me = process.getuid?.();
  if (me !== undefined && me !== 0 && owner !== me) {
    throw new Stop(
      `The database in ${cluster} belongs to another user (number ${owner}), probably because Dryrun was started as root before; start it as that user again, or set DATA_DIR to another folder.`,
    );
  }
  const versionFile = path.join(cluster, 'PG_VERSION');
  if (!fs.existsSync(versionFile)) {
    if (fs.readdirSync(cluster).length === 0) {
      fs.rmdirSync(cluster);
      return false;
    }
    throw new Stop(
      `${cluster} holds files but no PostgreSQL database (PG_VERSION is missing); move that folder away, or set DATA_DIR to another one.`,
    );
  }
  const found = fs.readFileSync(versionFile, 'utf8').trim();
  if (found !== major) {
    throw new Stop(
      `The database in ${cluster} was made by PostgreSQL ${found}, and this Dryrun brings PostgreSQL ${major}; make a backup with the release that made it and restore it into a new DATA_DIR. Nothing was changed.`,
    );
  }
  return true;
}

/** Make a new cluster beside its final place and move it there when it is whole, so that an interrupted start leaves no half. */
export async function createCluster({ cluster, native, user, password, durable }) {
  const unfinished = `${cluster}.unfinished`;
  const passwordFile = `${cluster}.password`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { mode: 0o700 });
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.uid !== undefined) {
    for (const file of [unfinished, passwordFile]) fs.chownSync(file, user.uid, user.gid);
  }
  const options = [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  const made = await run(path.join(native, 'bin', 'initdb'), options, {
    ...user,
    cwd: unfinished,
    env: serverEnvironment,
  });
  fs.rmSync(passwordFile, { force: true });
  if (made.code !== 0) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    throw new Stop(`PostgreSQL could not make its database in ${cluster}${whyFailed(made.output)}`, {
      detail: made.output.trim().split('\n').slice(-12).join('\n'),
    });
  }
  fs.renameSync(unfinished, cluster);
}

/** The usual reasons, out of PostgreSQL's own words, as the end of a sentence. */
export function whyFailed(log) {
  if (/No space left on device|Disk quota exceeded/.test(log))
    return ': the disk is full; free some space and start again.';
  const nameless = /could not look up effective user ID (\d+)/.exec(log);
  if (nameless)
    return `: it does not run as a user (number ${nameless[1]}) who has no entry in /etc/passwd; start as one who has, or set DATABASE_URL to a PostgreSQL server of your own.`;
  if (/Permission denied/.test(log)) return ': its user may not read or write there; check the rights of that folder.';
  if (/Read-only file system/.test(log))
    return ': the file system is read-only; set DATA_DIR to a folder that can be written.';
  if (/could not create shared memory|could not map anonymous shared memory|Cannot allocate memory/.test(log)) {
    return ': the machine has too little free memory.';
  }
  if (/error while loading shared libraries|cannot execute|Exec format error/.test(log)) {
    return ': its programs do not run on this system; set DATABASE_URL to a PostgreSQL server (16 or newer) of your own.';
  }
  return '; its last words are below.';
}

/** What postmaster.pid says, or undefined when there is none (or a torn one). */
export function readPostmaster(cluster) {
  try {
    const lines = fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number.parseInt(lines[0], 10);
    return Number.isInteger(pid) && pid > 0
      ? { pid, folder: lines[1], port: Number(lines[3]), status: (lines[7] ?? '').trim() }
      : undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Is the process a PostgreSQL server on this very folder? Numbers are given out again, so its command and folder are looked at. */
function isServerOn(cluster, pid) {
  const command = commandOf(pid) ?? '';
  if (!/(^|[/ ])(postgres|postmaster)( |$)/.test(command)) return false;
  const real = fs.realpathSync(cluster);
  const folder = folderOf(pid);
  return folder === undefined ? command.includes(cluster) || command.includes(real) : folder === real;
}

/** The server that runs on this cluster: `{ pid, port, status, own }`, or undefined. A stale postmaster.pid is removed. */
export function runningServer(cluster) {
  const postmaster = readPostmaster(cluster);
  if (!postmaster) return undefined;
  if (!isAlive(postmaster.pid)) return undefined;
  if (!isServerOn(cluster, postmaster.pid)) {
    // PostgreSQL itself would take the stranger with the old number for its predecessor and refuse to start.
    fs.rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
    return undefined;
  }
  return { ...postmaster, own: (commandOf(postmaster.pid) ?? '').includes(ownMark) };
}

/** Stop a server that a killed launcher left behind; somebody else's server on the folder ends the start with a sentence. */
export async function stopLeftover(cluster) {
  const server = runningServer(cluster);
  if (!server) return;
  if (!server.own) {
    throw new Stop(
      `Another PostgreSQL server (process ${server.pid}, port ${server.port}) runs on ${cluster}, and Dryrun did not start it; stop that server, or set DATA_DIR to another folder.`,
    );
  }
  note(`stopping PostgreSQL (process ${server.pid}), left behind by a launcher that was killed`);
  const gone = await stopProcess(server.pid, [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
  ]).catch(() => false);
  if (!gone) {
    throw new Stop(
      `A PostgreSQL server of an earlier start (process ${server.pid}) does not stop; end that process yourself, then start again.`,
    );
  }
}
