/** The steps of a start, each with its line, and what follows when one of the processes ends. */
import fs from 'node:fs';
import path from 'node:path';
import { apiEnded, startApi } from './api.mjs';
import { ensureBuilt } from './build.mjs';
import { checkDatabase, ensureDatabase } from './postgres/database.mjs';
import { checkPort } from './process/port.mjs';
import { ensureInstalled, root as projectRoot, toolEnvironment } from './install.mjs';
import { holderOf, tryLock } from './process/lock.mjs';
import { startPostgres } from './postgres.mjs';
import { readSettings, sessionSecret } from './settings.mjs';
import { Stop, note, say, steps } from './process/terminal.mjs';

/** The file that tells a second start, and `npm run demo`, who runs in this DATA_DIR. */
export const launcherLock = (dataDir) => path.join(dataDir, 'launcher.lock');

function refuseSecond({ pid, url, since, command }) {
  if (command !== undefined)
    return new Stop(
      `npm run ${command} is at work in this data folder (process ${pid}); start again when it has ended.`,
    );
  return new Stop(
    url
      ? `Dryrun already runs from this data folder (process ${pid}, since ${since}): open ${url}, or stop it with Ctrl-C there.`
      : `Dryrun is already being started from this data folder (process ${pid}); wait for it, or stop it with Ctrl-C there.`,
  );
}

/** Make DATA_DIR, or stop with a sentence when it cannot be made, is a file, or may not be written to. */
export function makeDataDir(folder) {
  const refuse = (fault) => {
    throw new Stop(
      `DATA_DIR is ${folder}, ${fault}; write a folder that this user may write to, such as DATA_DIR=.data.`,
    );
  };
  const isNew = !fs.existsSync(folder);
  try {
    if (isNew) fs.mkdirSync(folder, { recursive: true });
    if (!fs.statSync(folder).isDirectory()) refuse('which is a file');
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
  } catch (error) {
    if (error instanceof Stop) throw error;
    const reasons = { EROFS: 'the file system is read-only', ENOSPC: 'the disk is full' };
    refuse(`and it cannot be ${isNew ? 'made' : 'written to'} (${reasons[error.code] ?? error.code})`);
  }
  // Root lends PostgreSQL another user, who must be able to walk in; what is secret in there has rights of its own.
  if (isNew && process.getuid?.() === 0) fs.chmodSync(folder, 0o755);
}

/** The environment of the server and its tasks: `.env`, the settings in force, and what only the launcher knows. */
export function serverEnvironment({ root, node, values, given, database }) {
  const chosen = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...toolEnvironment(node),
    ...chosen,
    DATABASE_URL: database.url,
    // Where the embedded database lies: a check of a backup looks for room there.
    ...(database.place && { DATABASE_PLACE: database.place }),
    SESSION_SECRET: sessionSecret(values),
    CONTENT_DIR: path.join(root, 'content'),
    WEB_DIR: path.join(root, 'dist', 'apps', 'web'),
    NODE_ENV: 'production',
  };
}

/** The database's address, and `ended`, which rejects when the embedded server goes away on its own. */
async function bringUpDatabase({ DATABASE_URL, DATA_DIR }, onEnd) {
  if (DATABASE_URL) {
    await checkDatabase(DATABASE_URL);
    return { url: DATABASE_URL, ended: new Promise(() => undefined) };
  }
  const server = await startPostgres({ dataDir: DATA_DIR });
  onEnd(() => server.stop());
  const ended = server.exited.then(() => {
    throw new Stop(
      `PostgreSQL ended by itself, so Dryrun stops (its words are in ${server.log}). What was saved stays saved: start again.`,
    );
  });
  ended.catch(() => undefined);
  return { url: await ensureDatabase(server), place: server.place, ended };
}

/**
 * Start everything and stay until we are asked to stop or a process ends by itself. The server has `patience`
 * milliseconds to finish its work when it is asked to stop, or has lost its launcher. Tests, which have no packages and no product, give their own.
 */
export async function launch(
  { asked, checkpoint, onEnd },
  {
    root = projectRoot,
    script = 'dist/apps/api/main.js',
    install = ensureInstalled,
    build = ensureBuilt,
    patience = 10_000,
  } = {},
) {
  const print = steps(5);
  const step = (name, text) => {
    checkpoint();
    print(name, text);
  };

  const { values, given } = readSettings({ root });
  const server = path.join(root, script);
  const lockFile = launcherLock(values.DATA_DIR);
  const other = holderOf(lockFile);
  if (other) throw refuseSecond(other);
  await checkPort(values, server, patience);
  makeDataDir(values.DATA_DIR);
  const lock = tryLock(lockFile);
  if (lock.holder) throw refuseSecond(lock.holder);
  onEnd(lock.release);
  const shown = path.relative(root, values.DATA_DIR);
  const where = shown.startsWith('..') ? values.DATA_DIR : shown;
  step('settings', `port ${values.PORT}, data in ${where}, demo ${values.DEMO}`);

  const { node, installed } = await install({
    onInstall: () => note('installing the packages; the first time this takes a few minutes'),
  });
  step('install', installed ? 'packages installed' : 'packages are up to date');

  const built = await build({ root, node, onBuild: (application) => note(`building apps/${application}`) });
  step('build', built.length > 0 ? `built ${built.join(' and ')}` : 'nothing changed since the last one');

  const { ended, ...database } = await bringUpDatabase(values, onEnd);
  step('database', values.DATABASE_URL ? 'DATABASE_URL answers' : 'the embedded PostgreSQL is ready');

  const log = path.join(values.DATA_DIR, 'logs', 'api.log');
  const env = serverEnvironment({ root, node, values, given, database });
  const api = startApi({ node, script: server, cwd: root, env, log, onProgress: note, onTrouble: note });
  onEnd(() => api.stop(patience));
  const answer = await Promise.race([api.ready, ended, asked]);
  step('server', 'answers');
  lock.update({ url: answer.url });
  say(`\n    Dryrun is ready:  ${answer.url}\n`);
  // Only here, never in a file: whoever has it becomes the academy's admin.
  if (answer.setupUrl)
    say(`    No academy lives here yet. Set yours up with this link, which works once:\n\n    ${answer.setupUrl}\n`);
  say('    Ctrl-C stops it; your data stays.\n');

  const crashed = api.exited.then((how) => {
    throw apiEnded('ended by itself', how, log);
  });
  crashed.catch(() => undefined);
  await Promise.race([asked, crashed, ended]);
}
