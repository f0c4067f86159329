import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import pg from 'pg';
import { ensureDatabase } from './postgres/database.mjs';
import { freePort } from './process/port.mjs';
import { checkRoom, runningServer } from './postgres/cluster.mjs';
import { serverFor, serverUser } from './postgres/place.mjs';
import { findPostgres, startPostgres, startThrowAway } from './postgres.mjs';
import { isAlive, run, stopProcess, until } from './process/processes.mjs';
import { temporaryFolder } from './stand-in.mjs';

const timeout = 600_000;

async function ask(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', { timeout }, () => {
  let dataDir;
  let server;
  before(async () => {
    dataDir = temporaryFolder();
    server = await startPostgres({ dataDir });
  });
  after(async () => {
    await server.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  it('is PostgreSQL 18 in UTF-8 and UTC, durable, with Unicode letters under a collation that no system library changes', async () => {
    const facts = await ask(
      server.url,
      `select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
              current_setting('timezone') as zone, current_setting('fsync') as fsync, upper('é') as letter,
              datlocprovider as provider, datlocale as locale
         from pg_database where datname = current_database()`,
    );
    assert.deepEqual(
      { ...facts, version: facts.version.split('.')[0] },
      { version: '18', encoding: 'UTF8', zone: 'UTC', fsync: 'on', letter: 'É', provider: 'b', locale: 'C.UTF-8' },
    );
  });

  it('listens on loopback only and lets nobody in without the password', async () => {
    const { addresses, sockets } = await ask(
      server.url,
      `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets`,
    );
    assert.deepEqual({ addresses, sockets }, { addresses: '127.0.0.1', sockets: '' });
    await assert.rejects(ask(`postgres://postgres:guess@127.0.0.1:${server.port}/postgres`, 'select 1'), {
      code: '28P01',
    });
  });

  it('gives the product a database of its own whose owner is no superuser and may make the extensions it needs', async () => {
    const url = await ensureDatabase(server);
    assert.equal(await ensureDatabase(server), url);
    const facts = await ask(
      url,
      `select current_user as role, rolsuper as superuser, rolcreatedb as createdb from pg_roles where rolname = current_user`,
    );
    assert.deepEqual({ ...facts }, { role: 'dryrun', superuser: false, createdb: true });
    for (const extension of ['btree_gist', 'citext', 'pg_trgm', 'pgcrypto', 'unaccent']) {
      await ask(url, `create extension if not exists ${extension}`);
    }
  });

  it('is found by another command while it runs', () => {
    assert.deepEqual(findPostgres(dataDir), {
      url: server.url,
      port: server.port,
      place: dataDir,
      password: server.password,
    });
  });
});

describe('a data folder that cannot be used', { timeout }, () => {
  const folders = [];
  const folder = () => {
    const made = temporaryFolder();
    folders.push(made);
    return made;
  };
  afterEach(() => {
    for (const made of folders.splice(0)) fs.rmSync(made, { recursive: true, force: true });
  });

  it('made by another major version is left alone', async () => {
    const dataDir = folder();
    const cluster = path.join(dataDir, 'postgres');
    fs.mkdirSync(cluster);
    fs.writeFileSync(path.join(cluster, 'PG_VERSION'), '17\n');
    await assert.rejects(startPostgres({ dataDir }), /was made by PostgreSQL 17, and this Dryrun brings PostgreSQL 18/);
    assert.deepEqual(fs.readdirSync(cluster), ['PG_VERSION']);
  });

  it('holding something else is left alone', async () => {
    const dataDir = folder();
    fs.mkdirSync(path.join(dataDir, 'postgres'));
    fs.writeFileSync(path.join(dataDir, 'postgres', 'holiday.jpg'), '');
    await assert.rejects(startPostgres({ dataDir }), /holds files but no PostgreSQL database/);
  });

  it('on a full disk is named with the room that is left', () => {
    const statfs = () => ({ bavail: 3, bsize: 1024 * 1024 });
    assert.throws(
      () => checkRoom('/some/folder', statfs),
      /\/some\/folder is full \(3 MB free, at least 64 MB needed\)/,
    );
    checkRoom('/some/folder', () => ({ bavail: 65, bsize: 1024 * 1024 }));
  });

  it('whose password is lost says which file to bring back', async () => {
    const dataDir = folder();
    const server = await startPostgres({ dataDir });
    await server.stop();
    fs.rmSync(path.join(dataDir, 'postgres-password'));
    await assert.rejects(startPostgres({ dataDir }), /postgres-password is missing/);
  });

  it('on which somebody else runs a server is refused, and that server lives on', async () => {
    const dataDir = folder();
    const first = await startPostgres({ dataDir });
    await first.stop();
    const cluster = path.join(dataDir, 'postgres');
    const user = serverUser(cluster);
    const binary = path.join(serverFor(dataDir, user).native, 'bin', 'postgres');
    const port = await freePort();
    const foreign = spawn(binary, ['-D', cluster, '-p', String(port), '-k', ''], {
      ...user,
      cwd: '/',
      stdio: 'ignore',
    });
    try {
      await until(() => runningServer(cluster)?.status === 'ready', 20_000);
      const expected = new RegExp(`Another PostgreSQL server \\(process ${foreign.pid}, port ${port}\\)`);
      await assert.rejects(startPostgres({ dataDir }), expected);
      assert.ok(isAlive(foreign.pid));
    } finally {
      await stopProcess(foreign.pid, [['SIGINT', 20_000]]);
    }
  });

  it('with the number of a long gone server in postmaster.pid starts, and leaves the process that has the number now alone', async () => {
    const dataDir = folder();
    const first = await startPostgres({ dataDir });
    await first.stop();
    const user = serverUser(path.join(dataDir, 'postgres'));
    const bystander = spawn('sleep', ['60'], { ...user, stdio: 'ignore' });
    try {
      fs.writeFileSync(
        path.join(dataDir, 'postgres', 'postmaster.pid'),
        `${bystander.pid}\n${dataDir}/postgres\n1\n5432\n\n\n\nready\n`,
      );
      const second = await startPostgres({ dataDir });
      assert.ok(isAlive(bystander.pid));
      await second.stop();
    } finally {
      bystander.kill();
    }
  });

  it('whose first start was cut off half-way begins anew', async () => {
    const dataDir = folder();
    fs.mkdirSync(path.join(dataDir, 'postgres.unfinished'));
    fs.writeFileSync(path.join(dataDir, 'postgres.unfinished', 'PG_VERSION'), '18\n');
    const server = await startPostgres({ dataDir });
    assert.equal((await ask(server.url, 'select 1 as one')).one, 1);
    await server.stop();
  });
});

describe('a throw-away server', { timeout }, () => {
  it('is fast rather than safe, and its folder goes with it', async () => {
    const server = await startThrowAway();
    const { fsync, connections } = await ask(
      server.url,
      `select current_setting('fsync') as fsync, current_setting('max_connections') as connections`,
    );
    assert.deepEqual({ fsync, connections }, { fsync: 'off', connections: '200' });
    await server.stop();
    assert.equal(isAlive(server.pid), false);
    assert.equal(fs.existsSync(server.dataDir), false);
  });

  it('that a killed run left behind is removed by the next one', async () => {
    const here = path.dirname(new URL(import.meta.url).pathname);
    const child = spawn(process.execPath, [path.join(here, 'postgres.mjs'), '--dev'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    const url = await until(() => /^postgres:\S+/m.exec(output)?.[0], 30_000);
    const { folder } = await ask(url, `select current_setting('data_directory') as folder`);
    child.kill('SIGKILL');
    await until(() => !isAlive(child.pid), 5_000);

    const next = await startThrowAway();
    await next.stop();
    assert.equal(fs.existsSync(folder), false);
    const processes = await run('ps', ['-eo', 'args']);
    assert.ok(!processes.output.includes(folder));
  });
});
