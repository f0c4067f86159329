/** The product's database on the embedded server, and a first look at one that somebody else runs. Uses the `pg` package, so only after the install. */
import { createHmac } from 'node:crypto';
import { Stop } from '../process/terminal.mjs';

const name = 'dryrun';
const oldestMajor = 16;

async function connect(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const ownersPassword = (password) => createHmac('sha256', password).update(name).digest('hex');

/** The owner's address of the database on a server that `startPostgres` or `findPostgres` returned. */
export function embeddedUrl({ port, password }) {
  return `postgresql://${name}:${ownersPassword(password)}@127.0.0.1:${port}/${name}`;
}

/**
 * The database `dryrun` with its owner of the same name, made on the first start. The server of the product is that
 * owner and no superuser: it makes its tables and the trusted extensions. Beyond its own database it may only make further
 * ones, because a backup is verified by restoring it into one that is dropped again.
 * @param {{ url: string, port: number, password: string }} server as `startPostgres` returned it
 * @returns {Promise<string>} the owner's address of the database
 */
export async function ensureDatabase(server) {
  const client = await connect(server.url);
  try {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [name]);
    const verb = role.rowCount === 0 ? 'create' : 'alter';
    await client.query(`${verb} role ${name} login createdb password '${ownersPassword(server.password)}'`);
    const database = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (database.rowCount === 0) await client.query(`create database ${name} owner ${name}`);
  } finally {
    await client.end();
  }
  return embeddedUrl(server);
}

const reasons = {
  ECONNREFUSED: 'nobody answers there',
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'its host could not be looked up',
  ETIMEDOUT: 'it does not answer',
  '28P01': 'user or password is wrong',
  28000: 'it does not let this user in',
  '3D000': 'there is no database of that name on it; create it first',
  53300: 'it has no connection left',
};

/** Stops with a sentence unless DATABASE_URL leads to a PostgreSQL that is new enough. Never shows the password. */
export async function checkDatabase(url) {
  const { host, pathname } = new URL(url);
  const where = `${host}${pathname}`;
  let client;
  try {
    client = await connect(url);
  } catch (error) {
    const reason = reasons[error.code] ?? reasons[error.errors?.[0]?.code] ?? error.message;
    throw new Stop(`The database of DATABASE_URL (${where}) cannot be used: ${reason}.`);
  }
  try {
    const { rows } = await client.query('show server_version_num');
    const major = Math.floor(Number(rows[0].server_version_num) / 10_000);
    if (major < oldestMajor) {
      throw new Stop(
        `The database of DATABASE_URL (${where}) is PostgreSQL ${major}; Dryrun needs ${oldestMajor} or newer.`,
      );
    }
  } finally {
    await client.end();
  }
}
