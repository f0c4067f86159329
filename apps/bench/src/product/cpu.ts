import { readdirSync, readFileSync } from 'node:fs';

/** Nanoseconds that the threads of a process have run; 0 for one that is gone. */
function ranFor(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce(
      (sum, task) => sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
      0,
    );
  } catch {
    return 0;
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => {
      try {
        return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/status`, 'utf8'))?.[1]) === pid;
      } catch {
        return false;
      }
    });
}

/** CPU microseconds so far of processes, with the backends of a PostgreSQL among their children. Linux only. */
export const cpuOf = (...pids: readonly number[]): number =>
  pids.flatMap((pid) => [pid, ...childrenOf(pid)]).reduce((sum, pid) => sum + ranFor(pid), 0) / 1000;
