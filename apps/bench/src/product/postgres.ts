import { join } from 'node:path';
import { ROOT } from './place.ts';

export interface StartedServer {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

interface Launcher {
  startThrowAway(): Promise<StartedServer>;
  startPostgres(options: { dataDir: string; settings?: Record<string, string> }): Promise<StartedServer>;
}

/** The launcher's own PostgreSQL, from the binaries that npm installed. */
const launcher = () => import(join(ROOT, 'tools/postgres.mjs')) as Promise<Launcher>;

/** Fast and forgetful. */
export const startThrowAway = async (): Promise<StartedServer> => (await launcher()).startThrowAway();

/** Durable: every commit waits for the disk, as it would at work. */
export const startDurable = async (
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<StartedServer> =>
  (await launcher()).startPostgres({ dataDir, settings: { max_connections: '100', ...settings } });
