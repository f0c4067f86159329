import { startThrowAway } from '../../../tools/postgres.mjs';

/**
 * One PostgreSQL for all module tests: the one named by TEST_DATABASE_URL, else a throw-away server of our own.
 * The seeded template database is built once by the first spec that needs it (see harness.ts).
 */
export default async function globalSetup() {
  process.env.TEST_TEMPLATE = `dryrun_template_${process.pid}`;
  if (process.env.TEST_DATABASE_URL) return;
  const server = await startThrowAway();
  process.env.TEST_DATABASE_URL = server.url;
  globalThis.__dryrunPostgres = server;
}
