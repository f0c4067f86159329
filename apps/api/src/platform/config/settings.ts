import { isIP } from 'node:net';
import { z } from 'zod';
import { meetingTemplateFault } from '@dryrun/domain/interviews/meeting-template';
import { readSmtp, type GivenSmtp } from './smtp-url.ts';

const onOff = (fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'], 'must be on or off')
    .default(fallback)
    .transform((v) => v === 'on');

/** An address, or a network in CIDR notation that is not the whole world. */
function isNetwork(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

const SettingsSchema = z.object({
  PORT: z.coerce.number('must be a port number').int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be a full address such as https://dryrun.example.org' })
    .optional(),
  DATABASE_URL: z
    .string('must be given, for example postgresql://user:password@host:5432/dryrun')
    .regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  SESSION_SECRET: z.string('must be given').min(32, 'must have at least 32 characters'),
  DEMO: onOff('on'),
  TRUSTED_PROXIES: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    )
    .refine((list) => list.every(isNetwork), 'must list addresses or networks such as 10.0.0.0/8, separated by commas')
    .default([]),
  CONTENT_DIR: z.string('must name the folder of the content').min(1),
  WEB_DIR: z.string().min(1).optional(),
  DRAIN_SECONDS: z.coerce.number('must be a number of seconds').min(0).max(300).default(0),
  JOBS: onOff('on'),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'must look like smtps://user:password@mail.example.org:465, or smtp://… for STARTTLS',
    })
    .optional(),
  MAIL_FROM: z.string().optional(),
  MEETING_URL_TEMPLATE: z
    .string()
    .max(500, 'must have at most 500 characters')
    .superRefine((template, context) => {
      const fault = meetingTemplateFault(template);
      if (fault !== null) context.addIssue({ code: 'custom', message: fault });
    })
    .optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  BACKUPS: onOff('on'),
  BACKUP_DIR: z.string().min(1).optional(),
  DATABASE_PLACE: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Validated settings. `publicUrl` has no trailing slash; `isHttps` decides cookie names and HSTS. */
export interface Settings {
  port: number;
  host: string;
  publicUrl: string;
  isHttps: boolean;
  databaseUrl: string;
  sessionSecret: string;
  isDemo: boolean;
  /** Proxies whose X-Forwarded-For is believed; empty: nobody's, the client is whoever connects. */
  trustedProxies: readonly string[];
  contentDir: string;
  webDir: string | null;
  /** How long a server that is asked to stop still serves while `/readyz` already sends people elsewhere. */
  drainSeconds: number;
  /** Folder of backups; null: none can be made by the server. */
  backupDir: string | null;
  /** Folder of the database where it is on this machine and ours to look after; null: its disk is somebody else's care. */
  databasePlace: string | null;
  /** Is one made every night? Never without a folder. */
  backsUpNightly: boolean;
  logLevel: string;
  /** Where mocks meet whose mentor gave no link, with `{interview}` for a name of the mock's own; null: nowhere. */
  meetingUrlTemplate: string | null;
  /** Who bears it may read `/metrics`; null: only this machine may. */
  metricsToken: string | null;
  /** Does jobs, timers and events itself; otherwise it leaves them to a worker. */
  runsJobs: boolean;
  /** The mail server given in the environment, which then cannot be changed in the UI. */
  smtp: GivenSmtp | null;
}

/** Injection token of {@link Settings}. */
export const SETTINGS = Symbol('settings');

const isLoopback = (host: string) =>
  ['127.0.0.1', '::1', '[::1]', 'localhost'].includes(host) || host.endsWith('.localhost');

/**
 * Reads settings from an environment.
 * @throws an Error whose message is one sentence per bad setting, fit to be shown to the person who starts the server
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ''));
  const parsed = SettingsSchema.safeParse(given);
  if (!parsed.success) throw new Error(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('\n'));
  const s = parsed.data;
  const publicUrl = (s.PUBLIC_URL ?? `http://${s.HOST.includes(':') ? `[${s.HOST}]` : s.HOST}:${s.PORT}`).replace(
    /\/+$/,
    '',
  );
  if (s.DEMO && !(isLoopback(s.HOST) && isLoopback(new URL(publicUrl).hostname)))
    throw new Error(
      'DEMO: the demo signs anybody in with one tap, so it only runs on this machine. Set DEMO=off, or HOST and PUBLIC_URL to a loopback address.',
    );
  return {
    port: s.PORT,
    host: s.HOST,
    publicUrl,
    isHttps: publicUrl.startsWith('https:'),
    databaseUrl: s.DATABASE_URL,
    sessionSecret: s.SESSION_SECRET,
    isDemo: s.DEMO,
    trustedProxies: s.TRUSTED_PROXIES,
    contentDir: s.CONTENT_DIR,
    webDir: s.WEB_DIR ?? null,
    drainSeconds: s.DRAIN_SECONDS,
    backupDir: s.BACKUP_DIR ?? null,
    databasePlace: s.DATABASE_PLACE ?? null,
    backsUpNightly: s.BACKUPS && s.BACKUP_DIR !== undefined,
    logLevel: s.LOG_LEVEL,
    meetingUrlTemplate: s.MEETING_URL_TEMPLATE ?? null,
    metricsToken: s.METRICS_TOKEN ?? null,
    runsJobs: s.JOBS,
    smtp: readSmtp(s.SMTP_URL, s.MAIL_FROM),
  };
}
