import { PgBoss, type ConnectionOptions } from 'pg-boss';
import type { DataSource } from 'typeorm';
import { poolOf } from '../db/data-source.ts';
import type { Tx } from '../db/database.ts';

/** The PostgreSQL schema that pg-boss owns. Its tables are made by its own migrations, never by ours. */
export const JOB_SCHEMA = 'pgboss';

interface BossOptions {
  /** Fetches, supervises and times jobs; otherwise it can only send them. */
  isWorking: boolean;
  /** Installs or upgrades pg-boss's schema while starting; otherwise starting only checks it. */
  isInstalling: boolean;
}

/** pg-boss on TypeORM's pool, so that the application has one pool and one place to size it. */
export function createBoss(source: DataSource, { isWorking, isInstalling }: BossOptions): PgBoss {
  const pool = poolOf(source);
  return new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: JOB_SCHEMA,
    migrate: isInstalling || isWorking,
    supervise: isWorking,
    schedule: isWorking,
    // A dead worker's job is taken over after its heartbeat (30 s) plus at most one such round.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    // A queue with a backlog is worked off without a pause between its jobs (`burstWhenReadyExceeds`), as soon as that is known.
    queueCacheIntervalSeconds: 5,
  });
}

/** Lets pg-boss write through the connection of a running transaction. */
export function bossDatabaseOf(tx: Tx): NonNullable<ConnectionOptions['db']> {
  const runner = tx.queryRunner;
  if (!runner) throw new Error('a transaction has a query runner');
  return {
    async executeSql(text, values) {
      const { records } = await runner.query(text, values as unknown[], true);
      return { rows: records as unknown[] };
    },
  };
}

/** Makes or upgrades the tables of the job queue. Part of preparing a database, so that starts are quick. */
export async function installJobs(source: DataSource): Promise<void> {
  const boss = createBoss(source, { isWorking: false, isInstalling: true });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.stop({ graceful: false });
}
