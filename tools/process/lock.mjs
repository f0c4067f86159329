/** A lock file with its holder's process: it frees itself when that process and its worker are gone, however they went. */
import fs from 'node:fs';
import path from 'node:path';
import { identityOf, isAlive, until } from './processes.mjs';
import { Stop } from './terminal.mjs';

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(error.code) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Numbers of processes are given out again: the same number with another start time is somebody else. */
const isThere = (process) =>
  process !== undefined && isAlive(process.pid) && identityOf(process.pid) === process.identity;

/** A worker (npm, say) goes on when the command that started it is killed, and holds the lock until it is done. */
const isHeld = (holder) => holder !== undefined && (isThere(holder) || isThere(holder.worker));

/** Who holds the lock now: what they wrote into it (at least `pid`, of a process that lives), or undefined. */
export function holderOf(file) {
  const holder = read(file);
  if (!isHeld(holder)) return undefined;
  return isThere(holder) ? holder : { ...holder, pid: holder.worker.pid };
}

/** A file with this content, or none. */
function writeWhole(file, content) {
  try {
    fs.writeFileSync(file, content);
  } catch (error) {
    if (error.syscall === 'write') fs.rmSync(file, { force: true });
    throw error;
  }
}

/** Put a dead holder's file out of the way; a living one's, taken by mistake in a race, goes back. */
function removeStale(file) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (isHeld(read(aside))) {
    try {
      fs.linkSync(aside, file);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
  fs.rmSync(aside, { force: true });
}

/**
 * Take the lock: `{ release, update }`, or `{ holder }` when a living process has it. `facts` are written beside our
 * process number for whoever meets the lock; `update(facts)` adds more later.
 */
export function tryLock(file, facts = {}) {
  const mine = `${file}.${process.pid}`;
  const content = { pid: process.pid, identity: identityOf(process.pid), since: new Date().toISOString(), ...facts };
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    writeWhole(mine, JSON.stringify(content));
  } catch (error) {
    // A failed write does not tell its file by itself.
    throw Object.assign(error, { path: file });
  }
  try {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      try {
        // A hard link appears at once and whole, and only one of two can make it.
        fs.linkSync(mine, file);
        return {
          release: () => fs.rmSync(file, { force: true }),
          update(more) {
            Object.assign(content, more);
            fs.writeFileSync(mine, JSON.stringify(content));
            fs.renameSync(mine, file);
          },
        };
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const holder = holderOf(file);
      if (holder) return { holder };
      removeStale(file);
    }
    throw new Error(`The lock ${file} changes hands faster than it can be taken.`);
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

function tryLockOf(file, what) {
  try {
    return tryLock(file);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    throw new Stop(
      `${what}, and this user may not write to ${path.dirname(path.dirname(file))}; give it the rights, or let the user who owns that folder start Dryrun once.`,
    );
  }
}

/**
 * Do something alone: wait for whoever does it now (told through `onWait`), then do it. `what` must be done, for the person
 * who may not. `body` gets a function that takes the number of its worker, which holds the lock should we be killed.
 */
export async function alone(file, what, onWait, body) {
  let lock = tryLockOf(file, what);
  if (lock.holder) {
    onWait(lock.holder);
    lock = await until(() => ((lock = tryLock(file)).holder ? undefined : lock), 20 * 60_000, 300);
    if (!lock) throw new Error(`Waited twenty minutes for ${file}; remove that file if nothing is at work.`);
  }
  try {
    return await body((pid) => lock.update({ worker: { pid, identity: identityOf(pid) } }));
  } finally {
    lock.release();
  }
}
