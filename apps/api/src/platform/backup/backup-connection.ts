import { Client } from 'pg';

/** Waits as long as it takes, unlike the pool of requests; text forms that do not depend on the server's own settings. */
const OPTIONS = [
  'statement_timeout=0',
  'lock_timeout=60s',
  'idle_in_transaction_session_timeout=0',
  'datestyle=ISO',
  'intervalstyle=postgres',
  'timezone=UTC',
  'bytea_output=hex',
  'extra_float_digits=1',
  'synchronize_seqscans=off',
];

/** The session that a backup or restore uses. The name tells it from a server of Dryrun on the same database. */
export const BACKUP_APPLICATION = 'dryrun-backup';

/** Runs `work` on a connection of its own, closed afterwards whatever happened. */
export async function withBackupConnection<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: BACKUP_APPLICATION,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: OPTIONS.map((option) => `-c ${option}`).join(' '),
  });
  // A connection that breaks while nothing is asked of it would otherwise end the process; the next query tells.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Advisory lock of a session that backs up: held, somebody is at it in this database, and whatever half a backup left is theirs. */
export const BACKUP_LOCK = 4_207_002;

/**
 * Runs `work` while no other process backs this database up. The lock falls with its connection when the process dies.
 *
 * @param whenTaken `wait` for the other one, or `leave` without doing anything
 */
export async function withBackupLock(
  databaseUrl: string,
  whenTaken: 'wait' | 'leave',
  work: () => Promise<void>,
): Promise<void> {
  await withBackupConnection(databaseUrl, async (client) => {
    const { rows } = await client.query<{ isOurs: boolean }>('select pg_try_advisory_lock($1) as "isOurs"', [
      BACKUP_LOCK,
    ]);
    if (!rows[0]?.isOurs) {
      if (whenTaken === 'leave') return;
      await client.query('set lock_timeout = 0');
      await client.query('select pg_advisory_lock($1)', [BACKUP_LOCK]);
    }
    await work();
  });
}
