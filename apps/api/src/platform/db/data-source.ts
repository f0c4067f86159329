import { Client, type ClientConfig, type Pool } from 'pg';
import { DataSource, type EntityTarget, type MigrationInterface, type ObjectLiteral } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.ts';

/**
 * A connection whose loss ends the statements on it and never the process: between two statements of a transaction nobody else
 * listens, and an `error` without a listener would be the end of the server. It takes one statement at a time: reads that are
 * asked for together share the one connection of a transaction, and pg 9 will no longer queue them itself.
 */
class SteadyClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
    this.query = inTurn((...statement) => (super.query as (...s: unknown[]) => unknown).apply(this, statement));
  }
}

/** Statements that answer by a promise wait for the one before; one with a callback or a stream has the connection to itself. */
function inTurn(ask: (...statement: unknown[]) => unknown): Client['query'] {
  let last: Promise<void> | null = null;
  return ((...statement: unknown[]) => {
    const answer = last ? last.then(() => ask(...statement)) : ask(...statement);
    if (!(answer instanceof Promise)) return answer;
    const over = () => {
      if (last === turn) last = null;
    };
    const turn: Promise<void> = answer.then(over, over);
    last = turn;
    return answer;
  }) as Client['query'];
}

/** Options shared by the server, its tasks and the tests. No synchronisation ever: the schema is what the migrations say. */
export function createDataSource(
  databaseUrl: string,
  entities: EntityTarget<ObjectLiteral>[],
  poolSize = 10,
  {
    migrations = MIGRATIONS,
    applicationName = 'dryrun',
  }: { migrations?: (new () => MigrationInterface)[]; applicationName?: string } = {},
): DataSource {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    entities: entities as never[],
    migrations,
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    poolSize,
    applicationName,
    extra: {
      Client: SteadyClient,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 10_000,
      // A stuck lock becomes a problem document instead of a request that hangs for ever.
      options: '-c lock_timeout=15s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s',
    },
  });
}

/** The connections that TypeORM holds: the application has one pool, and libraries with SQL of their own share it. */
export function poolOf(source: DataSource): Pool {
  return (source.driver as unknown as { master: Pool }).master;
}
