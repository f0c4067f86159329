/** Loopback ports: a free one, and who holds a taken one. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import net from 'node:net';
import { commandOf, parentOf, stopProcess, until } from './processes.mjs';
import { Stop, note } from './terminal.mjs';

function listen(port, host) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address.port));
    });
  });
}

/** A port that nobody listens on right now. */
export function freePort(host = '127.0.0.1') {
  return listen(0, host);
}

/** Undefined when the port can be listened on, else the system's error code (EADDRINUSE, EACCES, EADDRNOTAVAIL …). */
export async function whyTaken(port, host) {
  try {
    await listen(port, host);
    return undefined;
  } catch (error) {
    return error.code ?? 'unknown';
  }
}

/** Socket inodes that listen on the port, from the kernel's tables: state 0A is LISTEN, the local address ends in :PORT in hex. */
function listeningInodes(port) {
  const inodes = new Set();
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    let text;
    try {
      text = readFileSync(table, 'utf8');
    } catch {
      continue;
    }
    for (const line of text.split('\n').slice(1)) {
      const columns = line.trim().split(/\s+/);
      if (columns[1]?.endsWith(suffix) && columns[3] === '0A') inodes.add(columns[9]);
    }
  }
  return inodes;
}

function holderFromProc(port) {
  const inodes = listeningInodes(port);
  if (inodes.size === 0) return undefined;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    let descriptors;
    try {
      descriptors = readdirSync(`/proc/${pid}/fd`);
    } catch {
      continue;
    }
    for (const descriptor of descriptors) {
      try {
        const target = readlinkSync(`/proc/${pid}/fd/${descriptor}`);
        if (target.startsWith('socket:[') && inodes.has(target.slice(8, -1))) return Number(pid);
      } catch {
        // The descriptor was closed while we looked.
      }
    }
  }
  return undefined;
}

function holderFromLsof(port) {
  const { stdout } = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8' });
  const pid = Number.parseInt(stdout ?? '', 10);
  return Number.isInteger(pid) ? pid : undefined;
}

/** The process that listens on the port, where we may see it. */
export function holderOfPort(port) {
  return (process.platform === 'linux' ? holderFromProc(port) : undefined) ?? holderFromLsof(port);
}

/** Who listens on the port, as words for a person: "process 4711 (python3 -m http.server)". */
export function describeHolder(port) {
  const pid = holderOfPort(port);
  if (pid === undefined) return 'another process (of another user, so its name is not visible)';
  const command = commandOf(pid);
  return `process ${pid}${command ? ` (${command.length > 90 ? `${command.slice(0, 90)}…` : command})` : ''}`;
}

/**
 * Is this process a server of ours whose launcher is gone? Its command line names the script and, as `--launcher=4711`,
 * the launcher; a process whose parent died has another parent. A server whose launcher lives is never touched.
 */
function isOrphan(pid, script) {
  const command = commandOf(pid) ?? '';
  const launcher = /--launcher=(\d+)/.exec(command)?.[1];
  return command.includes(script) && launcher !== undefined && parentOf(pid) !== Number(launcher);
}

/** A second start looks whether the port is free by listening for a moment, as this one does: longer than that is somebody. */
const MOMENT = 600;

/**
 * Another start's look is over in a moment. A server whose launcher was killed sees its channel close and leaves; one that hangs is
 * helped. True: the port is free now.
 */
async function becomesFree(port, host, script, patience) {
  const isFree = async () => (await whyTaken(port, host)) === undefined;
  const pid = holderOfPort(port);
  if (pid === undefined || !isOrphan(pid, script)) return (await until(isFree, MOMENT, 100)) === true;
  note(`waiting for the server (process ${pid}) of a launcher that was killed`);
  if (await until(isFree, patience, 200)) return true;
  await stopProcess(pid, [
    ['SIGTERM', 5_000],
    ['SIGKILL', 5_000],
  ]);
  return (await until(isFree, 2_000)) === true;
}

/** Stops with a sentence unless PORT can be listened on at HOST. `script` tells a leftover server of ours from a stranger; it has `patience` ms to leave. */
export async function checkPort({ PORT, HOST }, script, patience) {
  const port = Number(PORT);
  const why = await whyTaken(port, HOST);
  if (why === undefined || (why === 'EADDRINUSE' && (await becomesFree(port, HOST, script, patience)))) return;
  if (why === 'EADDRINUSE') {
    const other = port === 3000 ? 3001 : 3000;
    throw new Stop(
      `Port ${port} is taken by ${describeHolder(port)}; stop that, or choose another port: PORT=${other} npm start.`,
    );
  }
  if (why === 'EACCES') {
    throw new Stop(`Port ${port} may only be used by root; choose one above 1023, for example PORT=3000.`);
  }
  throw new Stop(
    `Dryrun cannot listen on HOST=${HOST} (${why}); write HOST=127.0.0.1, or an address that this machine has.`,
  );
}
