/** Packages and the pinned Node: installed when they are missing or the lockfile changed, left alone otherwise. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone } from './process/lock.mjs';
import { runVisibly } from './process/processes.mjs';
import { Stop, note } from './process/terminal.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The product needs this major version of Node; the launcher itself runs on 20. */
const neededMajor = 24;

const majorOf = (version) => Number.parseInt(version.replace(/^v/, ''), 10);

function stampFor(folder) {
  const lockfile = fs.readFileSync(path.join(folder, 'package-lock.json'));
  const hash = createHash('sha256').update(lockfile).digest('hex');
  return `${hash} node${majorOf(process.version)} ${process.platform}-${process.arch}\n`;
}

const readIfThere = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined);

/**
 * Did somebody run npm by hand, and completely? npm writes its own record (node_modules/.package-lock.json) last; it
 * must hold every package of the lockfile that is not optional, and none in another version.
 */
function installedByHand(folder) {
  const record = readIfThere(path.join(folder, 'node_modules', '.package-lock.json'));
  if (record === undefined) return false;
  const installed = JSON.parse(record).packages ?? {};
  const wanted = JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8')).packages ?? {};
  return (
    Object.entries(wanted).every(([name, { optional, version }]) =>
      name === '' || name in installed ? name === '' || installed[name].version === version : optional === true,
    ) && Object.keys(installed).every((name) => name in wanted)
  );
}

/** npm as it was started with (`npm start` tells), else the one on the PATH. */
function npmCommand() {
  const script = process.env.npm_execpath;
  return script && /npm-cli\.[cm]?js$/.test(script) ? [process.execPath, script] : ['npm'];
}

async function npmCi(folder, onStart) {
  const [command, ...before] = npmCommand();
  const began = Date.now();
  // On a terminal npm draws its own progress; elsewhere a line now and then says that it is alive.
  const heartbeat = process.stderr.isTTY
    ? undefined
    : setInterval(() => note(`… still installing, ${Math.round((Date.now() - began) / 1000)} s`), 15_000);
  try {
    // Many packages ask for the pinned Node and warn about the host's older one: warnings are silenced, errors are not.
    const args = [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'];
    const code = await runVisibly(command, args, { cwd: folder, onStart });
    if (code === 127)
      throw new Stop('npm was not found; install Node.js 20 or newer together with npm, then start again.');
    if (code !== 0) {
      throw new Stop(
        `npm could not install the packages (its own words are above); the usual reasons are no network, a full disk or a folder that may not be written. Mend that and start again.`,
      );
    }
  } finally {
    clearInterval(heartbeat);
  }
}

/**
 * Make sure that node_modules is what the lockfile says. Quick and without network when it is.
 * @returns {Promise<{ node: string, installed: boolean }>} the Node binary that everything of the product runs on
 */
export async function ensureInstalled({ folder = root, onInstall = () => undefined } = {}) {
  const stampFile = path.join(folder, 'node_modules', '.dryrun-stamp');
  const isDone = () => readIfThere(stampFile) === stampFor(folder);
  if (isDone()) return { node: pinnedNode(folder), installed: false };

  return alone(
    path.join(folder, 'tmp', 'install.lock'),
    'The packages must be installed',
    ({ pid }) => note(`another command (process ${pid}) installs the packages; waiting for it`),
    async (workerIs) => {
      if (isDone()) return { node: pinnedNode(folder), installed: false };
      const byHand = installedByHand(folder);
      if (!byHand) {
        fs.rmSync(stampFile, { force: true });
        onInstall();
        await npmCi(folder, workerIs);
      }
      const node = pinnedNode(folder);
      try {
        fs.writeFileSync(stampFile, stampFor(folder));
      } catch (error) {
        // A complete node_modules that this user may only read is fine: it is compared anew each time.
        if (!byHand || !['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
      }
      return { node, installed: !byHand };
    },
  );
}

/** The pinned Node binary; on a platform without one, the host's own if it is new enough. */
export function pinnedNode(folder = root) {
  const pinned = path.join(folder, 'node_modules', '.bin', 'node');
  if (fs.existsSync(pinned)) {
    const { status } = spawnSync(pinned, ['--version'], { stdio: 'ignore' });
    if (status === 0) return pinned;
  }
  if (majorOf(process.version) >= neededMajor) return process.execPath;
  throw new Stop(
    `Dryrun brings its own Node ${neededMajor} for the usual Linux machines, but none that runs on this one (${process.platform}-${process.arch}); install Node ${neededMajor} or newer (this is ${process.version}) and start again.`,
  );
}

/** The environment for everything that runs on the pinned Node: its children find that Node first, too. */
export function toolEnvironment(node, extra = {}) {
  const folders = [path.dirname(node), path.join(root, 'node_modules', '.bin'), process.env.PATH ?? ''];
  return { ...process.env, PATH: [...new Set(folders)].join(path.delimiter), ...extra };
}
