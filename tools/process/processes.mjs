/** Facts about processes and children, on Linux from /proc, elsewhere from `ps`. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

const onLinux = process.platform === 'linux';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name stands in parentheses and may itself hold spaces and parentheses.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** Is there such a process, and is it more than a zombie waiting to be collected? */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return !onLinux || (statFields(pid)?.[0] ?? 'Z') !== 'Z';
}

function ps(pid, column) {
  const { stdout } = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}

/**
 * A text that is the same for as long as this very process lives, and another one once its number is given to
 * somebody else: boot and start time. Undefined when there is no such process.
 */
export function identityOf(pid) {
  if (!isAlive(pid)) return undefined;
  if (!onLinux) return ps(pid, 'lstart');
  const ticks = statFields(pid)?.[19];
  if (ticks === undefined) return undefined;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${ticks}`;
}

/** The number of the process that started this one, or of the one that took it in when that one died. */
export function parentOf(pid) {
  return Number((onLinux ? statFields(pid)?.[1] : ps(pid, 'ppid')) ?? 0);
}

/** The command line of a process, words joined by spaces. */
export function commandOf(pid) {
  if (!onLinux) return ps(pid, 'command');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The working folder of a process where we may know it (same user or root, Linux). */
export function folderOf(pid) {
  try {
    return onLinux ? readlinkSync(`/proc/${pid}/cwd`) : undefined;
  } catch {
    return undefined;
  }
}

/** Poll until `condition` is truthy; its value, or undefined once `ms` have passed. */
export async function until(condition, ms, every = 50) {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() >= deadline) return undefined;
    await sleep(every);
  }
}

/** Children of `run` and `runVisibly` that have not ended yet. */
const children = new Set();

function track(child) {
  children.add(child);
  child.once('close', () => children.delete(child));
  child.once('error', () => children.delete(child));
  return child;
}

/** Ask every such child to end: for when we are asked ourselves. */
export function endChildren() {
  for (const child of children) child.kill('SIGTERM');
}

/** Run to the end with output collected; `onStart` gets the process number. Never rejects: a command that cannot start has code 127. */
export function run(command, args, options = {}) {
  const { input, onStart, ...rest } = options;
  return new Promise((resolve) => {
    let output = '';
    const child = track(
      spawn(command, args, { ...rest, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] }),
    );
    if (child.pid !== undefined) onStart?.(child.pid);
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) => resolve({ code: code ?? 128, signal, output }));
    if (input !== undefined) child.stdin.end(input);
  });
}

/** Run with our terminal as its own; resolves to the exit code (128 when a signal ended it, 127 when it cannot start). */
export function runVisibly(command, args, { onStart, ...options } = {}) {
  return new Promise((resolve) => {
    const child = track(spawn(command, args, { stdio: 'inherit', ...options }));
    if (child.pid !== undefined) onStart?.(child.pid);
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 128));
  });
}

/** Ask a process to stop, then insist: true when it is gone. Signals: [signal, milliseconds to wait after it] in order. */
export async function stopProcess(pid, signals) {
  for (const [signal, ms] of signals) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code === 'ESRCH') return true;
      throw error;
    }
    if (await until(() => !isAlive(pid), ms)) return true;
  }
  return !isAlive(pid);
}

/** The last lines of a log file, for the person who has to find out why. */
export function lastLines(file, count) {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}
