/** The server process: started with a channel to us, its log kept in a file, its warnings shown, its end explained. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { lastLines, stopProcess } from './process/processes.mjs';
import { Stop } from './process/terminal.mjs';

const warnings = ['warn', 'error', 'fatal'];

/** A log line (JSON of Nest or pino) fit for the terminal: warnings and errors, in words; undefined for the rest. */
export function worthShowing(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, message, msg, err } = JSON.parse(line);
    const name = typeof level === 'number' ? { 40: 'warn', 50: 'error', 60: 'fatal' }[level] : level;
    if (!warnings.includes(name)) return undefined;
    const words = [message, msg, err?.message, line].find((text) => typeof text === 'string' && text !== '');
    return `${name === 'warn' ? 'warning' : 'error'}: ${words}`;
  } catch {
    return undefined;
  }
}

/** Keep the previous run's log as `.1`, so that a crash can still be read after a restart. */
function rotate(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (fs.existsSync(file)) fs.renameSync(file, `${file}.1`);
}

/**
 * Start the built server. `ready` resolves to its address and, while no academy lives there, the link that sets one up, or
 * rejects with a Stop when it ends before; `exited` resolves when it is gone. It leaves by itself when our channel to it closes.
 * @param {{ node: string, script: string, cwd: string, env: Record<string, string>, log: string, onProgress(text: string): void, onTrouble(line: string): void }} options
 */
export function startApi({ node, script, cwd, env, log, onProgress, onTrouble }) {
  rotate(log);
  const file = fs.openSync(log, 'w', 0o600);
  // The last word tells a later start whose server this is, should we be killed.
  const child = spawn(node, ['--enable-source-maps', script, `--launcher=${process.pid}`], {
    cwd,
    env,
    // A session of its own: at Ctrl-C we ask it to stop, once, and in our order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      fs.writeSync(file, `${line}\n`);
      const words = worthShowing(line);
      if (words) onTrouble(words);
    });
  }
  const exited = new Promise((resolve) => {
    child.on('error', (cause) => resolve(cause.message));
    child.on('close', (code, signal) => {
      fs.closeSync(file);
      resolve(signal ? `signal ${signal}` : `code ${code}`);
    });
  });
  const ready = new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message?.type === 'progress') onProgress(message.text);
      if (message?.type === 'ready') resolve({ url: message.url, setupUrl: message.setupUrl ?? undefined });
    });
    void exited.then((how) => reject(apiEnded('did not start', how, log)));
  });
  ready.catch(() => undefined);
  return {
    pid: child.pid,
    ready,
    exited,
    async stop(patience) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const signals = [
        ['SIGTERM', patience],
        ['SIGKILL', 5_000],
      ];
      await stopProcess(child.pid, signals);
      await exited;
    },
  };
}

/** Why the server is gone, with its last words. */
export function apiEnded(what, how, log) {
  return new Stop(`The server ${what} (it ended with ${how}); its last words are below, all of them in ${log}.`, {
    detail: lastLines(log, 15) || '(it said nothing)',
  });
}
