/** Loopback ports: a free one, and who holds a taken one. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import net from 'node:net';
import { commandOf } from './processes.mjs';

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
    let text = '';
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
    let descriptors = [];
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

/** Who listens on the port, as words for a person: "process 4711 (python3 -m http.server)". */
export function describeHolder(port) {
  const pid = (process.platform === 'linux' ? holderFromProc(port) : undefined) ?? holderFromLsof(port);
  if (pid === undefined) return 'another process (of another user, so its name is not visible)';
  const command = commandOf(pid);
  return `process ${pid}${command ? ` (${command.length > 90 ? `${command.slice(0, 90)}…` : command})` : ''}`;
}
