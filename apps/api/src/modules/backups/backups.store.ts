import { Injectable } from '@nestjs/common';
import type { BackupState, Verification } from '@dryrun/domain/backups/backup-run';
import { BACKUP_LOCK } from '../../platform/backup/backup-connection.ts';
import { Database, type Tx } from '../../platform/db/database.ts';

export interface BackupRun {
  id: string;
  cause: 'nightly' | 'asked';
  askedBy: string | null;
  state: BackupState;
  createdAt: Date;
  finishedAt: Date | null;
  fileName: string | null;
  bytes: number | null;
  rows: number | null;
  verifiedBy: Verification | null;
  error: string | null;
}

const COLUMNS = `id, cause, asked_by as "askedBy", state, created_at as "createdAt", finished_at as "finishedAt", file_name as "fileName",
  bytes::float8 as bytes, row_count::float8 as rows, verified_by as "verifiedBy", error`;

@Injectable()
export class BackupsStore {
  constructor(private readonly database: Database) {}

  listNewest(limit: number): Promise<BackupRun[]> {
    return this.database.read.query<BackupRun[]>(
      `select ${COLUMNS} from backup_run order by created_at desc, id desc limit $1`,
      [limit],
    );
  }

  /** The one that waits or runs; there is never more than one. */
  async findOpen(): Promise<BackupRun | null> {
    const [row] = await this.database.read.query<BackupRun[]>(
      `select ${COLUMNS} from backup_run where state in ('waiting', 'running')`,
    );
    return row ?? null;
  }

  /** When the last nightly one that succeeded, and the last one that failed, were due. */
  async findLast(): Promise<{ okAt: Date | null; failedAt: Date | null }> {
    const [row] = await this.database.read.query<{ okAt: Date | null; failedAt: Date | null }[]>(
      `select max(created_at) filter (where state = 'ok' and cause = 'nightly') as "okAt",
              max(created_at) filter (where state = 'failed' and cause = 'nightly') as "failedAt" from backup_run`,
    );
    return row ?? { okAt: null, failedAt: null };
  }

  /** null when one is open already. */
  async insert(
    tx: Tx,
    run: { id: string; cause: BackupRun['cause']; askedBy: string | null; createdAt: Date },
  ): Promise<BackupRun | null> {
    const [row] = await tx.query<BackupRun[]>(
      `insert into backup_run (id, cause, asked_by, state, created_at) values ($1, $2, $3, 'waiting', $4)
       on conflict do nothing returning ${COLUMNS}`,
      [run.id, run.cause, run.askedBy, run.createdAt],
    );
    return row ?? null;
  }

  /** The waiting one, now running; null when none waits. */
  async start(tx: Tx): Promise<BackupRun | null> {
    const [rows] = await tx.query<[BackupRun[], number]>(
      `update backup_run set state = 'running' where state = 'waiting' returning ${COLUMNS}`,
    );
    return rows[0] ?? null;
  }

  async settleOk(
    tx: Tx,
    id: string,
    result: { finishedAt: Date; fileName: string; bytes: number; rows: number; verifiedBy: Verification },
  ): Promise<void> {
    await tx.query(
      `update backup_run set state = 'ok', finished_at = $2, file_name = $3, bytes = $4, row_count = $5, verified_by = $6 where id = $1`,
      [id, result.finishedAt, result.fileName, result.bytes, result.rows, result.verifiedBy],
    );
  }

  async settleFailed(tx: Tx, id: string, finishedAt: Date, error: string): Promise<void> {
    await tx.query(`update backup_run set state = 'failed', finished_at = $2, error = $3 where id = $1`, [
      id,
      finishedAt,
      error,
    ]);
  }

  /** Settles what a killed process left running. Pre-condition: nobody holds the backup lock but us. */
  async settleInterrupted(tx: Tx, finishedAt: Date): Promise<void> {
    await tx.query(`update backup_run set state = 'failed', finished_at = $1, error = $2 where state = 'running'`, [
      finishedAt,
      'Dryrun was stopped while this backup was being made. Nothing is wrong with the others.',
    ]);
  }

  /** Does a process hold the backup lock of this database right now? */
  async isAtWork(): Promise<boolean> {
    const [row] = await this.database.read.query<unknown[]>(
      `select 1 from pg_locks where locktype = 'advisory' and granted and objid = $1 and classid = 0
         and database = (select oid from pg_database where datname = current_database())`,
      [BACKUP_LOCK],
    );
    return row !== undefined;
  }

  async deleteOlderThanNewest(tx: Tx, keep: number): Promise<void> {
    await tx.query(
      `delete from backup_run where id in (select id from backup_run order by created_at desc, id desc offset $1)`,
      [keep],
    );
  }

  /** The academy's zone; UTC until it has one. */
  async timeZone(): Promise<string> {
    const [row] = await this.database.read.query<{ zone: string }[]>('select time_zone as zone from installation');
    return row?.zone ?? 'UTC';
  }
}
