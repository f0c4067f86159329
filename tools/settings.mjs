/**
 * The settings of Dryrun: one table of data, from which values are checked, explained and documented
 * (`node tools/settings.mjs --write` renews the table in docs/OPERATING.md; a test keeps the two equal).
 */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stop } from './process/terminal.mjs';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

function isLoopback(host) {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    (net.isIPv4(name) && name.startsWith('127.'))
  );
}

function isNetwork(entry) {
  const [address, bits, ...more] = entry.split('/');
  const version = net.isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && bits >= 1 && bits <= (version === 4 ? 32 : 128));
}

function urlOrUndefined(value) {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}

function checkPublicUrl(value) {
  const url = urlOrUndefined(value);
  if (!url || !['http:', 'https:'].includes(url.protocol)) return 'is not a web address';
  if (url.username || url.password) return 'must not hold a user name or password';
  if (url.pathname !== '/' || url.search || url.hash) return 'must be the bare address, without a path behind it';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'is a plain http address of another machine, where people could not stay signed in safely';
  }
  return undefined;
}

function checkDatabaseUrl(value) {
  const url = urlOrUndefined(value);
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol))
    return 'is not the address of a PostgreSQL database';
  if (!url.hostname && !url.searchParams.has('host')) return 'names no host';
  if (url.pathname.length < 2) return 'names no database after the host';
  return undefined;
}

const isWholeDisk = (folder) => path.resolve('/dryrun', folder) === path.parse(path.resolve(folder)).root;

/**
 * name · fallback (what holds when nothing is given; undefined: nothing) · about (for the documentation) ·
 * check(value) → what is wrong with it, if anything · write (what to write instead) · secret (never shown).
 */
export const table = [
  {
    name: 'PORT',
    fallback: '3000',
    about: 'Port of the website and its API.',
    check: (value) => (/^\d{1,5}$/.test(value) && value >= 1 && value <= 65535 ? undefined : 'is not a port number'),
    write: 'a whole number from 1 to 65535, for example PORT=3000',
  },
  {
    name: 'HOST',
    fallback: '127.0.0.1',
    about:
      'Address to listen on. `127.0.0.1` is this machine only, `0.0.0.0` is every network (then `DEMO=off` and `PUBLIC_URL` are needed).',
    check: (value) =>
      value === 'localhost' || net.isIP(value) ? undefined : 'is not an address that a server can listen on',
    write: 'HOST=127.0.0.1 for this machine only, or HOST=0.0.0.0 for every network',
  },
  {
    name: 'PUBLIC_URL',
    fallback: undefined,
    unset: '`http://HOST:PORT`',
    about:
      'The address that people type, without a path. Links in mails use it; anything but this machine needs https.',
    check: checkPublicUrl,
    write: 'an address such as PUBLIC_URL=https://dryrun.example.org',
  },
  {
    name: 'DATABASE_URL',
    fallback: undefined,
    unset: 'the embedded PostgreSQL',
    about: 'A PostgreSQL database (16 or newer) of your own, instead of the embedded one.',
    check: checkDatabaseUrl,
    write: 'an address such as DATABASE_URL=postgresql://user:password@host:5432/dryrun',
    secret: true,
  },
  {
    name: 'DATA_DIR',
    fallback: '.data',
    about:
      'Folder of everything that must survive: the embedded database, generated secrets, logs. Relative to the project.',
    check: (value) => (isWholeDisk(value) ? 'is the root of the whole disk' : undefined),
    write: 'a folder that only Dryrun uses, for example DATA_DIR=.data',
  },
  {
    name: 'DEMO',
    fallback: 'on',
    about: 'A seeded academy in which anybody signs in with one tap; only on this machine. `off` for a real academy.',
    check: (value) => (['on', 'off'].includes(value) ? undefined : 'is neither on nor off'),
    write: 'DEMO=on or DEMO=off',
  },
  {
    name: 'SESSION_SECRET',
    fallback: undefined,
    unset: 'made once and kept in `DATA_DIR/session-secret`',
    about: 'Signs the sign-in cookies; at least 32 characters. Several servers on one database need the same.',
    check: (value) => (value.length < 32 ? 'is too short to be a secret' : undefined),
    write: 'at least 32 random characters, or leave it out and Dryrun makes one',
    secret: true,
  },
  {
    name: 'TRUSTED_PROXIES',
    fallback: undefined,
    unset: 'none',
    about:
      'Proxies in front of Dryrun, as addresses or networks (`10.0.0.0/8, 192.0.2.7`). Only they are believed about whom they speak for; without it every visitor behind a proxy shares one limit of sign-in attempts.',
    check: (value) =>
      value.split(',').every((entry) => isNetwork(entry.trim())) ? undefined : 'is not a list of addresses',
    write: 'addresses or networks, for example TRUSTED_PROXIES=10.0.0.0/8',
  },
  {
    name: 'DRAIN_SECONDS',
    fallback: '0',
    about:
      'How long a server that gets SIGTERM still serves while `/readyz` already answers 503. Behind a balancer: more than the time it needs to notice.',
    check: (value) => (/^\d{1,3}$/.test(value) && value <= 300 ? undefined : 'is not a number of seconds'),
    write: 'a whole number of seconds from 0 to 300, for example DRAIN_SECONDS=10',
  },
  {
    name: 'SMTP_URL',
    fallback: undefined,
    unset: 'what _Settings → Mail_ says',
    about:
      'The mail server: `smtps://user:password@host:465` (TLS) or `smtp://user:password@host:587` (STARTTLS; `?security=none` for a mail catcher). Given here, the page only shows it. Without any, mails wait in the outbox.',
    check: (value) =>
      ['smtp:', 'smtps:'].includes(urlOrUndefined(value)?.protocol) ? undefined : 'is not the address of a mail server',
    write: 'an address such as SMTP_URL=smtps://user:password@mail.example.org:465, or leave it out',
    secret: true,
  },
  {
    name: 'MAIL_FROM',
    fallback: undefined,
    unset: 'needed with `SMTP_URL`',
    about: 'From whom mails come, as `Name <address>` or an address.',
    check: (value) => (/^[^\r\n@]*@[^\r\n@]+$/.test(value) ? undefined : 'holds no mail address'),
    write: 'MAIL_FROM="Dryrun <dryrun@example.org>"',
  },
  {
    name: 'JOBS',
    fallback: 'on',
    about:
      'Whether the server also does jobs, timers and mails. `off` for replicas that leave them to a worker (`node dist/apps/api/worker.js`).',
    check: (value) => (['on', 'off'].includes(value) ? undefined : 'is neither on nor off'),
    write: 'JOBS=on or JOBS=off',
  },
  {
    name: 'MEETING_URL_TEMPLATE',
    fallback: undefined,
    unset: 'mentors give their own links',
    about:
      'Where mocks meet whose mentor gave no link of their own, for example `https://meet.example.org/dryrun-{interview}`. `{interview}` becomes a name that only this mock has and nobody can guess. A link given for one mock, or a mentor’s usual link, comes first.',
    check: (value) => {
      const filled = urlOrUndefined(value.replaceAll('{interview}', 'x'));
      if (filled?.protocol !== 'https:' || /[{}\s]/.test(value.replaceAll('{interview}', 'x')))
        return 'is not an address that begins with https:// and has no placeholder but {interview}';
      if (!/^https:\/\/[^/?#{]+[/?#].*\{interview\}/.test(value))
        return 'has no {interview} behind the host, so that all mocks would meet in one place';
      return undefined;
    },
    write: 'an address such as MEETING_URL_TEMPLATE=https://meet.example.org/dryrun-{interview}, or leave it out',
  },
  {
    name: 'METRICS_TOKEN',
    fallback: undefined,
    unset: '`/metrics` answers this machine only',
    about: 'Whoever sends it as `Authorization: Bearer …` may read `/metrics` (Prometheus).',
    check: (value) => (value.length < 16 ? 'is too short to be a secret' : undefined),
    write: 'at least 16 random characters, or leave it out',
    secret: true,
  },
  {
    name: 'BACKUPS',
    fallback: 'on',
    about: 'Whether a verified backup is made every night; the last seven are kept.',
    check: (value) => (['on', 'off'].includes(value) ? undefined : 'is neither on nor off'),
    write: 'BACKUPS=on or BACKUPS=off',
  },
  {
    name: 'BACKUP_DIR',
    fallback: undefined,
    unset: '`DATA_DIR/backups`',
    about: 'Folder of the backups. Another disk than that of `DATA_DIR` is wise. Relative to the project.',
    check: (value) => (isWholeDisk(value) ? 'is the root of the whole disk' : undefined),
    write: 'a folder that only Dryrun uses, for example BACKUP_DIR=/mnt/backups/dryrun',
  },
  {
    name: 'LOG_LEVEL',
    fallback: 'info',
    about: 'How much the server writes to `DATA_DIR/logs/api.log`.',
    check: (value) => (logLevels.includes(value) ? undefined : 'is no log level'),
    write: `one of ${logLevels.join(', ')}`,
  },
];

/** A `.env` file: `NAME=value` lines, comments, optional `export`, optional quotes. */
export function parseEnvFile(text, file = '.env') {
  const values = {};
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return;
    const match = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(line);
    if (!match)
      throw new Stop(
        `Line ${index + 1} of ${file} is not understood; write NAME=value, or begin the line with # to leave it out.`,
      );
    const quoted = /^(?:"([^"]*)"|'([^']*)')\s*(?:#.*)?$/.exec(match[2]);
    values[match[1]] = quoted ? (quoted[1] ?? quoted[2]) : match[2].replace(/\s+#.*$/, '').trim();
  });
  return values;
}

function refuse({ name, write, secret }, value, problem) {
  return `${name}${secret ? '' : ` is "${value}": that`} ${problem}. Write ${write}.`;
}

function checkTogether({ HOST, PUBLIC_URL, DEMO }) {
  const open = [];
  if (!isLoopback(HOST)) open.push(`HOST is ${HOST}`);
  if (PUBLIC_URL && !isLoopback(new URL(PUBLIC_URL).hostname)) open.push(`PUBLIC_URL is ${PUBLIC_URL}`);
  if (open.length === 0) return undefined;
  if (DEMO === 'on') {
    return `DEMO is on, so anybody who reaches Dryrun could sign in as anybody, and ${open.join(' and ')}, which others can reach. Write DEMO=off for a real academy, or leave HOST and PUBLIC_URL out to keep the demo on this machine.`;
  }
  if (!PUBLIC_URL) {
    return `HOST is ${HOST}, so people come from elsewhere, but PUBLIC_URL does not say under which address. Write an address such as PUBLIC_URL=https://dryrun.example.org.`;
  }
  return undefined;
}

/**
 * The settings in force: environment first, then `.env` at the root, then the table's own. An empty value counts as none.
 * `values` has a string (or undefined) per name and its folders absolute; `given` is all of `.env`, for the server's further settings.
 */
export function readSettings({ root, env = process.env }) {
  const file = path.join(root, '.env');
  const given = fs.existsSync(file) ? parseEnvFile(fs.readFileSync(file, 'utf8')) : {};
  const values = {};
  const problems = [];
  for (const setting of table) {
    const value = env[setting.name]?.trim() || given[setting.name] || setting.fallback;
    const problem = value === undefined ? undefined : setting.check(value);
    if (problem) problems.push(refuse(setting, value, problem));
    values[setting.name] = value;
  }
  const together = problems.length === 0 ? checkTogether(values) : undefined;
  if (together) problems.push(together);
  if (problems.length > 0) throw new Stop(problems.join('\n'));
  values.DATA_DIR = path.resolve(root, values.DATA_DIR);
  if (values.DATA_DIR === root) {
    throw new Stop(
      'DATA_DIR is the project itself: its files and the data would mix. Write a folder that only Dryrun uses, for example DATA_DIR=.data.',
    );
  }
  values.BACKUP_DIR = path.resolve(root, values.BACKUP_DIR ?? path.join(values.DATA_DIR, 'backups'));
  return { values, given };
}

/** The secret that signs cookies: the given one, else one made once and kept for our eyes only. Needs DATA_DIR. */
export function sessionSecret(values) {
  if (values.SESSION_SECRET) return values.SESSION_SECRET;
  const file = path.join(values.DATA_DIR, 'session-secret');
  if (fs.existsSync(file)) {
    const kept = fs.readFileSync(file, 'utf8').trim();
    if (kept.length >= 32) return kept;
  }
  const made = randomBytes(32).toString('hex');
  fs.writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

/** The table as Markdown, its columns aligned as Prettier would, for docs/OPERATING.md. */
export function settingsMarkdown() {
  const rows = [
    ['setting', 'when not given', 'what it is'],
    ...table.map(({ name, fallback, unset, about }) => [`\`${name}\``, unset ?? `\`${fallback}\``, about]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`);
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
}

const marks = ['<!-- settings: made by tools/settings.mjs -->', '<!-- end of settings -->'];

/** The document with the table between its two marks renewed. */
export function withSettingsTable(document) {
  const [before, rest] = document.split(marks[0]);
  const after = rest?.split(marks[1])[1];
  if (after === undefined) throw new Error(`The marks ${marks.join(' and ')} are missing.`);
  return `${before}${marks[0]}\n\n${settingsMarkdown()}\n\n${marks[1]}${after}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--write')) {
  const document = fileURLToPath(new URL('../docs/OPERATING.md', import.meta.url));
  fs.writeFileSync(document, withSettingsTable(fs.readFileSync(document, 'utf8')));
}
