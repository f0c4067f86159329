/**
 * The project's other commands on the pinned Node, installed and built first where they need it:
 * `npm run demo reset` · `npm run let-in -- ADDRESS` · `npm run backup [-- FILE]` · `npm run restore -- FILE` · `npm run pictures` · `npm run cases -- slots FILE` · `npm run content -- check|load|diff|export [FOLDER]` ·
 * `npm run proofs -- NAME --mutants` · `npm run bench -- NAME` · `npm run lint|typecheck|build`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { checkDatabase, embeddedUrl, ensureDatabase } from './postgres/database.mjs';
import { ensureInstalled, root, toolEnvironment } from './install.mjs';
import { launcherLock, makeDataDir, serverEnvironment } from './launcher.mjs';
import { holderOf, tryLock } from './process/lock.mjs';
import { findPostgres, startPostgres } from './postgres.mjs';
import { runVisibly } from './process/processes.mjs';
import { readSettings } from './settings.mjs';
import { supervise } from './process/supervise.mjs';
import { Stop, note } from './process/terminal.mjs';

/** Why a command that finds somebody else in the data folder cannot do its work, if so: other commands take their database away when they end. */
function whyNotBeside(holder, command, isAlone) {
  const who = `process ${holder.pid}`;
  if (holder.command !== undefined)
    return `npm run ${holder.command} is at work in this data folder (${who}); try again when it has ended. Nothing was changed.`;
  if (isAlone)
    return `Dryrun runs from this data folder (${who}); stop it with Ctrl-C there, then run npm run ${command} again. Nothing was changed.`;
  return undefined;
}

/** The database of the running Dryrun (unless the command must be alone), or of one started for this command. */
async function databaseFor(values, command, onEnd, isAlone) {
  if (values.DATABASE_URL) {
    await checkDatabase(values.DATABASE_URL);
    return { url: values.DATABASE_URL };
  }
  const lockFile = launcherLock(values.DATA_DIR);
  // Looked at before it is taken: beside a running Dryrun nothing is written, so a full disk can still be backed up elsewhere.
  const holder = holderOf(lockFile);
  const lock = holder ? { holder } : tryLock(lockFile, { command });
  if (lock.holder) {
    const why = whyNotBeside(lock.holder, command, isAlone);
    if (why) throw new Stop(why);
    const running = findPostgres(values.DATA_DIR);
    if (!running)
      throw new Stop(`Dryrun is being started just now (process ${lock.holder.pid}); try again when it is ready.`);
    return { url: embeddedUrl(running), place: running.place };
  }
  onEnd(lock.release);
  const server = await startPostgres({ dataDir: values.DATA_DIR });
  onEnd(() => server.stop());
  return { url: await ensureDatabase(server), place: server.place };
}

/** A task of the built API on the database of this installation. */
async function databaseTask(task, command, { node, checkpoint, onEnd }, { isAlone = false } = {}) {
  const { values, given } = readSettings({ root });
  await ensureBuilt({ root, node, onBuild: (application) => note(`building apps/${application}`) });
  checkpoint();
  makeDataDir(values.DATA_DIR);
  const database = await databaseFor(values, command, onEnd, isAlone);
  checkpoint();
  const env = serverEnvironment({ root, node, values, given, database });
  return runVisibly(node, ['--enable-source-maps', 'dist/apps/api/task.js', ...task], { cwd: root, env });
}

/** A file as the person named it: from where they stand, though npm runs us at the root. */
const fromWhereTheyStand = (file) => path.resolve(process.env.INIT_CWD ?? root, file);

/** `dryrun-20261128-184354Z.dryrun.gz`: sorts by time. */
const backupName = (now) =>
  `dryrun-${now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)}Z.dryrun.gz`;

/** Where a backup goes: the file that was named, a file in the folder that was named, or one in BACKUP_DIR. */
function backupFile(named) {
  const target = named === undefined ? readSettings({ root }).values.BACKUP_DIR : fromWhereTheyStand(named);
  const isFolder = named === undefined || fs.statSync(target, { throwIfNoEntry: false })?.isDirectory();
  return isFolder ? path.join(target, backupName(new Date())) : target;
}

const commands = {
  async demo({ node, args: [verb, ...rest], checkpoint, onEnd }) {
    if (verb !== 'reset' || rest.length > 0)
      throw new Stop('The demo knows one command: npm run demo reset.', { code: 2 });
    return databaseTask(['demo-reset'], 'demo', { node, checkpoint, onEnd });
  },

  async backup(call) {
    const [file, ...rest] = call.args;
    if (rest.length > 0 || file?.startsWith('-'))
      throw new Stop('Write: npm run backup, or npm run backup -- FILE.', { code: 2 });
    return databaseTask(['backup', backupFile(file)], 'backup', call);
  },

  async restore(call) {
    const [file, ...rest] = call.args;
    if (file === undefined || rest.length > 0 || file.startsWith('-'))
      throw new Stop('Write: npm run restore -- FILE, with a file that npm run backup made.', { code: 2 });
    if (!fs.existsSync(fromWhereTheyStand(file)))
      throw new Stop(`There is no file ${fromWhereTheyStand(file)}.`, { code: 2 });
    return databaseTask(['restore', fromWhereTheyStand(file)], 'restore', call, { isAlone: true });
  },

  /** The last way in: a sign-in link for somebody who is here, made by whoever runs the server. */
  async 'let-in'(call) {
    const [address, option, ...rest] = call.args;
    const isKnown = option === undefined || option === '--without-second-step';
    if (!address?.includes('@') || !isKnown || rest.length > 0)
      throw new Stop('Write: npm run let-in -- ADDRESS, or npm run let-in -- ADDRESS --without-second-step.', {
        code: 2,
      });
    return databaseTask([option ? 'let-in-without-second-step' : 'let-in', address], 'let-in', call);
  },

  async pictures({ node, args, checkpoint }) {
    await ensureBuilt({ root, node, onBuild: (application) => note(`building apps/${application}`) });
    checkpoint();
    return runVisibly(node, ['apps/e2e/src/pictures.ts', ...args], { cwd: root, env: toolEnvironment(node) });
  },

  /** Writes docs/openapi.json anew from the contracts. */
  async openapi({ node, checkpoint }) {
    await ensureBuilt({ root, node, onBuild: (application) => note(`building apps/${application}`) });
    checkpoint();
    return runVisibly(node, ['dist/apps/api/openapi.js', 'docs/openapi.json'], {
      cwd: root,
      env: toolEnvironment(node),
    });
  },

  async proofs({ node, args, checkpoint }) {
    await ensureBuilt({ root, node, onBuild: (application) => note(`building apps/${application}`) });
    checkpoint();
    const script = path.join('apps', 'proofs', 'src', 'main.ts');
    return runVisibly(node, ['--no-warnings', script, ...args], { cwd: root, env: toolEnvironment(node) });
  },

  async bench({ node, args, checkpoint }) {
    await ensureBuilt({ root, node, onBuild: (application) => note(`building apps/${application}`) });
    checkpoint();
    const script = path.join('apps', 'bench', 'src', 'main.ts');
    return runVisibly(node, ['--no-warnings', script, ...args], { cwd: root, env: toolEnvironment(node) });
  },

  cases: (call) => commandLine('cases', call),

  /** `check` reads files alone; the others compare them with the database, or change it. */
  content(call) {
    const [action, folder, ...rest] = call.args;
    if (!['load', 'diff', 'export'].includes(action)) return commandLine('content', call);
    if (rest.length > 0 || folder?.startsWith('-')) throw new Stop(`Write: content ${action} [FOLDER].`, { code: 2 });
    const named = folder === undefined ? [] : [fromWhereTheyStand(folder)];
    if (action !== 'export' && named.length > 0 && !fs.existsSync(named[0]))
      throw new Stop(`There is no folder ${folder}.`, { code: 2 });
    return databaseTask([`content-${action}`, ...named], 'content', call);
  },

  async nx({ node, args: [target, ...rest] }) {
    if (!target) throw new Stop('Name the target: node tools/run.mjs nx lint.', { code: 2 });
    const uncached = process.env.CI === 'true' ? ['--skip-nx-cache'] : [];
    const nx = path.join('node_modules', 'nx', 'dist', 'bin', 'nx.js');
    const args = [nx, 'run-many', '-t', target, '--output-style=stream', ...uncached, ...rest];
    return runVisibly(node, args, { cwd: root, env: toolEnvironment(node, { NX_DAEMON: 'false' }) });
  },
};

function commandLine(name, { node, args }) {
  const script = path.join(root, 'apps', 'cli', 'src', 'main.ts');
  // A file is named from where the person stands, though npm runs us at the root; without one it is the project's own.
  const stands = process.env.INIT_CWD;
  const cwd = args.length > 1 && stands && fs.existsSync(stands) ? stands : root;
  return runVisibly(node, ['--no-warnings', script, name, ...args], { cwd, env: toolEnvironment(node) });
}

await supervise(async (life) => {
  const [name, ...args] = process.argv.slice(2);
  if (!Object.hasOwn(commands, name ?? '')) {
    throw new Stop(`There is no command "${name ?? ''}"; the commands are ${Object.keys(commands).join(', ')}.`, {
      code: 2,
    });
  }
  const { node } = await ensureInstalled({ onInstall: () => note('installing the packages') });
  life.checkpoint();
  return commands[name]({ ...life, node, args });
});
