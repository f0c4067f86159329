import type { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { restoreSnapshot } from '../../platform/backup/restore-snapshot.ts';
import type { SnapshotEnd, SnapshotHeader } from '../../platform/backup/snapshot-format.ts';
import { secretMark } from '../../platform/backup/take-snapshot.ts';

interface Restore {
  databaseUrl: string;
  sessionSecret: string;
  file: string;
  now: Date;
}

/**
 * Fills an unused database with an academy from a backup. Mail is paused afterwards, so that what waited in the outbox on
 * that day does not reach people a second time before somebody has looked. Everybody has to sign in again.
 *
 * @returns `isSameSecret`: can what was sealed there (mail password, second factors) be opened here?
 * @throws BackupFault
 */
export async function restoreBackup({
  databaseUrl,
  sessionSecret,
  file,
  now,
}: Restore): Promise<{ header: SnapshotHeader; end: SnapshotEnd; isSameSecret: boolean }> {
  const { header, end } = await restoreSnapshot({
    databaseUrl,
    file,
    inhabitants: 'person',
    // The job queue holds only wake-ups of what our own tables say is to be done.
    schemas: ['pgboss'],
    afterRows: (client, { madeAt }) => finish(client, now, madeAt),
  });
  return { header, end, isSameSecret: header.secretMark === secretMark(sessionSecret) };
}

async function finish(client: Client, now: Date, madeAt: string): Promise<void> {
  await pauseMail(client, now);
  await client.query(
    `insert into audit_entry (id, at, actor_id, action, subject_type, subject_id, person_id, batch_id, after)
     values ($1, $2, null, 'backup.restore', 'installation', $1, null, null, $3)`,
    [uuid(), now, JSON.stringify({ madeAt })],
  );
}

/** Older backups know no stored settings, and no mail either. */
async function pauseMail(client: Client, now: Date): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(
    `select to_regclass('stored_setting') is not null as exists`,
  );
  if (!rows[0]?.exists) return;
  await client.query(
    `insert into stored_setting (key, value, updated_at) values ('mail.paused', 'true', $1)
     on conflict (key) do update set value = excluded.value, sealed = null, updated_at = excluded.updated_at, updated_by = null`,
    [now],
  );
}
