/** A lock file with its holder's process: it frees itself when that process is gone, however it went. */
import fs from 'node:fs';
import path from 'node:path';
import { identityOf, isAlive, until } from './processes.mjs';

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(error.code) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Numbers of processes are given out again: the same number with another start time is somebody else. */
function isHeld(holder) {
  return holder !== undefined && isAlive(holder.pid) && identityOf(holder.pid) === holder.identity;
}

/** Who holds the lock now: what they wrote into it (at least `pid`), or undefined. */
export function holderOf(file) {
  const holder = read(file);
  return isHeld(holder) ? holder : undefined;
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
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  const content = { pid: process.pid, identity: identityOf(process.pid), since: new Date().toISOString(), ...facts };
  fs.writeFileSync(mine, JSON.stringify(content));
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

/** Do something alone: wait for whoever does it now (told through `onWait`), then do it. */
export async function alone(file, onWait, body) {
  let lock = tryLock(file);
  if (lock.holder) {
    onWait(lock.holder);
    lock = await until(() => ((lock = tryLock(file)).holder ? undefined : lock), 20 * 60_000, 300);
    if (!lock) throw new Error(`Waited twenty minutes for ${file}; remove that file if nothing is at work.`);
  }
  try {
    return await body();
  } finally {
    lock.release();
  }
}
