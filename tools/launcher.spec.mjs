import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { tryLock } from './process/lock.mjs';
import { isAlive, until } from './process/processes.mjs';
import { standIn, temporaryFolder } from './stand-in.mjs';

/** For the whole file, on a machine that is busy with other things. */
const timeout = 600_000;

function postmasterOf(world) {
  const file = path.join(world.dataDir, 'postgres', 'postmaster.pid');
  return fs.existsSync(file) ? Number.parseInt(fs.readFileSync(file, 'utf8'), 10) : undefined;
}

/** A small disk needs a mount, and that needs root with all its rights. */
const mount = (size, folder, more = '') =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `${more}size=${size},mode=755`, 'tmpfs', folder]).status === 0;
const remount = (size, folder) => mount(size, folder, 'remount,');

function canMount() {
  if (process.platform !== 'linux' || process.getuid() !== 0) return false;
  const folder = temporaryFolder();
  const isMounted = mount('1m', folder);
  if (isMounted) spawnSync('umount', [folder]);
  fs.rmSync(folder, { recursive: true });
  return isMounted;
}

describe('a start', { timeout }, () => {
  let world;
  beforeEach(async () => (world = await standIn()));
  afterEach(() => world.close());

  it('shows its five steps, serves, and at Ctrl-C leaves nothing behind but the data', async () => {
    const run = world.start();
    await run.isReady();
    for (const step of ['1/5 settings', '2/5 install', '3/5 build', '4/5 database', '5/5 server']) {
      assert.ok(run.output.includes(step), run.output);
    }
    assert.match(run.output, /counting the visits/);
    assert.ok(run.output.includes(`Dryrun is ready:  http://127.0.0.1:${world.port}`));
    const { pid, visits, owner, secret } = await world.visit();
    assert.equal(visits, 1);
    assert.equal(owner, 'dryrun');
    assert.equal(secret, fs.readFileSync(path.join(world.dataDir, 'session-secret'), 'utf8').trim());
    const postmaster = postmasterOf(world);
    assert.ok(isAlive(postmaster));

    assert.equal(await run.stop('SIGINT'), 0);
    assert.equal(isAlive(pid), false);
    assert.equal(isAlive(postmaster), false);
    assert.equal(fs.existsSync(path.join(world.dataDir, 'launcher.lock')), false);
    assert.match(fs.readFileSync(path.join(world.dataDir, 'logs', 'api.log'), 'utf8'), /asked to stop/);

    const again = world.start();
    await again.isReady();
    assert.equal((await world.visit()).visits, 2);
    assert.equal((await world.visit()).secret, secret);
    assert.equal(await again.stop('SIGTERM'), 0);
    assert.equal(postmasterOf(world), undefined);
  });

  it('prints the link that sets up an academy where there is none, and writes it into no file', async () => {
    const run = world.start({ STAND_IN: 'blank', DEMO: 'off' });
    await run.isReady();
    await until(() => run.output.includes('Ctrl-C stops it'), 5_000);
    assert.ok(run.output.includes(`http://127.0.0.1:${world.port}/setup/works-once`), run.output);
    for (const name of ['logs/api.log', 'launcher.lock'])
      assert.ok(!fs.readFileSync(path.join(world.dataDir, name), 'utf8').includes('works-once'), name);
  });

  it('keeps its secrets readable for their owner alone, and is not led astray by PostgreSQL variables of the host', async () => {
    const run = world.start({ PGDATA: '/nowhere', PGPORT: '1', PGHOST: 'nowhere.invalid', PGUSER: 'stranger' });
    await run.isReady();
    assert.equal((await world.visit()).owner, 'dryrun');
    for (const name of ['session-secret', 'postgres-password', 'logs/api.log', 'logs/postgres.log']) {
      assert.equal(fs.statSync(path.join(world.dataDir, name)).mode & 0o077, 0, name);
    }
  });

  it('stops in order when its terminal is closed', async () => {
    const run = world.start();
    await run.isReady();
    const { pid } = await world.visit();
    run.child.stdout.destroy();
    run.child.stderr.destroy();
    assert.equal(await run.stop('SIGHUP'), 0);
    assert.equal(isAlive(pid), false);
    assert.equal(postmasterOf(world), undefined);
  });

  it('recovers from a launcher that was killed, with all data', async () => {
    const killed = world.start();
    await killed.isReady();
    const before = await world.visit();
    const postmaster = postmasterOf(world);
    await killed.stop('SIGKILL');
    assert.ok(isAlive(postmaster), 'the database outlives a killed launcher');

    const run = world.start();
    await run.isReady();
    assert.match(run.output, /left behind by a launcher that was killed/);
    assert.equal((await world.visit()).visits, 2);
    assert.equal(isAlive(before.pid), false);
    assert.equal(isAlive(postmaster), false);
  });

  it('recovers from a launcher that was killed while its server hangs and holds the port', async () => {
    const killed = world.start({ STAND_IN: 'clinging' });
    await killed.isReady();
    const { pid } = await world.visit();
    await killed.stop('SIGKILL');
    assert.ok(isAlive(pid));

    const run = world.start({ PATIENCE: '1000' });
    await run.isReady();
    assert.equal(isAlive(pid), false);
    assert.notEqual((await world.visit()).pid, pid);
  });

  it('ends a server that does not stop when asked, once its time is over', async () => {
    const run = world.start({ STAND_IN: 'stubborn', PATIENCE: '1500' });
    await run.isReady();
    const { pid } = await world.visit();
    const began = Date.now();
    assert.equal(await run.stop('SIGINT'), 0);
    assert.ok(Date.now() - began >= 1500);
    assert.equal(isAlive(pid), false);
    assert.equal(postmasterOf(world), undefined);
  });

  it('names what holds the port, before it does any work', async () => {
    const stranger = net.createServer().listen(world.port, '127.0.0.1');
    await new Promise((resolve) => stranger.once('listening', resolve));
    const run = world.start();
    assert.equal(await run.ended, 1);
    stranger.close();
    assert.ok(run.output.includes(`Port ${world.port} is taken by process ${process.pid}`), run.output);
    assert.ok(!run.output.includes('1/5'), run.output);
    assert.equal(fs.existsSync(world.dataDir), false);
  });

  it('leaves a server of the same project alone that runs on the port with another data folder', async () => {
    const first = world.start();
    await first.isReady();
    const { pid } = await world.visit();
    const second = world.start({ DATA_DIR: 'other' });
    assert.equal(await second.ended, 1);
    assert.ok(second.output.includes(`Port ${world.port} is taken by process ${pid}`), second.output);
    assert.equal((await world.visit()).pid, pid);
  });

  it('refuses a second start on the same data folder and says where the first one is', async () => {
    const first = world.start();
    await first.isReady();
    const second = world.start({ PORT: '1' });
    assert.equal(await second.ended, 1);
    const address = `http://127.0.0.1:${world.port}`;
    assert.ok(second.output.includes(`already runs from this data folder (process ${first.child.pid}`), second.output);
    assert.ok(second.output.includes(`open ${address}`), second.output);
    assert.equal((await world.visit()).visits, 1);
  });

  it('lets exactly one of two simultaneous starts through', async () => {
    const both = [world.start(), world.start()];
    await Promise.race(both.map((run) => run.ended));
    const [lost, won] = both[0].code === undefined ? [both[1], both[0]] : both;
    assert.equal(lost.code, 1);
    assert.match(lost.output, /already (being started|runs)/);
    await won.isReady();
    assert.equal((await world.visit()).visits, 1);
  });

  it('says why the server did not start, with its last words, and stops the database', async () => {
    const run = world.start({ STAND_IN: 'broken' });
    assert.equal(await run.ended, 1);
    assert.match(run.output, /The server did not start \(it ended with code 7\)/);
    assert.match(run.output, /the moon is not full/);
    assert.equal(postmasterOf(world), undefined);
  });

  it('stops when the server crashes later, and shows its warnings on the way', async () => {
    const run = world.start();
    await run.isReady();
    await world.visit('/warn');
    await until(() => run.output.includes('warning: the tea is cold'), 5_000);
    assert.match(run.output, /warning: the tea is cold/);
    await world.visit('/crash').catch(() => undefined);
    assert.equal(await run.ended, 1);
    assert.match(run.output, /The server ended by itself \(it ended with code 9\)/);
    assert.equal(postmasterOf(world), undefined);
  });

  it('stops the server when the database is killed, and finds everything again at the next start', async () => {
    const run = world.start();
    await run.isReady();
    const { pid } = await world.visit();
    process.kill(postmasterOf(world), 'SIGKILL');
    assert.equal(await run.ended, 1);
    assert.match(run.output, /PostgreSQL ended by itself/);
    assert.equal(isAlive(pid), false);
    const again = world.start();
    await again.isReady();
    assert.equal((await world.visit()).visits, 2);
  });

  it('stops in order when it is asked to in the middle of a first start', async () => {
    const run = world.start();
    await until(() => run.output.includes('3/5'), 30_000);
    assert.equal(await run.stop('SIGTERM'), 130);
    assert.ok(!run.output.includes('Dryrun is ready'));
    assert.equal(postmasterOf(world), undefined);
    const again = world.start();
    await again.isReady();
    assert.equal((await world.visit()).visits, 1);
  });

  it('ends at a bad setting with a sentence, before anything is made', async () => {
    const run = world.start({ PORT: 'eighty', DEMO: 'yes' });
    assert.equal(await run.ended, 1);
    assert.match(run.output, /PORT is "eighty": that is not a port number\. Write a whole number from 1 to 65535/);
    assert.match(run.output, /DEMO is "yes": that is neither on nor off\. Write DEMO=on or DEMO=off\./);
    assert.equal(fs.existsSync(world.dataDir), false);
  });

  it('says what is wrong with a DATA_DIR that cannot be used', async () => {
    fs.writeFileSync(path.join(world.root, 'notes.txt'), 'mine');
    const file = world.start({ DATA_DIR: 'notes.txt' });
    assert.equal(await file.ended, 1);
    assert.ok(
      file.output.includes(`DATA_DIR is ${path.join(world.root, 'notes.txt')}, which is a file; write`),
      file.output,
    );
    const below = world.start({ DATA_DIR: 'notes.txt/data' });
    assert.equal(await below.ended, 1);
    assert.match(below.output, /DATA_DIR is .*notes\.txt\/data, and it cannot be made \(ENOTDIR\); write/);
    assert.equal(fs.readFileSync(path.join(world.root, 'notes.txt'), 'utf8'), 'mine');
  });

  it('says that the disk is full, and starts with all data once there is room', { skip: !canMount() }, async () => {
    fs.mkdirSync(world.dataDir);
    mount('40m', world.dataDir);
    try {
      const full = world.start();
      assert.equal(await full.ended, 1);
      assert.match(full.output, /The disk that holds .*\.data is full \(\d+ MB free, at least 64 MB needed\)/);
      remount('160m', world.dataDir);
      const first = world.start();
      await first.isReady();
      assert.equal((await world.visit()).visits, 1);
      await first.stop();
      const filler = path.join(world.dataDir, 'filler');
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1M'], { stdio: 'ignore' });
      const again = world.start();
      assert.equal(await again.ended, 1);
      assert.match(again.output, /the disk.* is full/i);
      fs.rmSync(filler);
      const last = world.start();
      await last.isReady();
      assert.equal((await world.visit()).visits, 2);
      await last.stop();
    } finally {
      for (const run of world.runs) await run.stop();
      spawnSync('umount', [world.dataDir]);
    }
  });

  it(
    'refuses a user whom the system does not know, which PostgreSQL would',
    { skip: process.getuid?.() !== 0 },
    async () => {
      fs.chownSync(world.root, 64_321, 64_321);
      const run = world.start({}, { uid: 64_321, gid: 64_321 });
      assert.equal(await run.ended, 1);
      assert.match(run.output, /a user \(number 64321\) who has no entry in \/etc\/passwd; start as one who has/);
    },
  );

  it('refuses to start beside a command that is at work in the data folder, and names it', async () => {
    fs.mkdirSync(world.dataDir);
    const lock = tryLock(path.join(world.dataDir, 'launcher.lock'), { command: 'restore' });
    const run = world.start();
    assert.equal(await run.ended, 1);
    lock.release();
    assert.ok(
      run.output.includes(`npm run restore is at work in this data folder (process ${process.pid}); start again`),
      run.output,
    );
  });

  it('says what is wrong with a DATABASE_URL that nobody answers, without its password', async () => {
    const run = world.start({ DATABASE_URL: 'postgresql://me:hush-hush@127.0.0.1:9/academy' });
    assert.equal(await run.ended, 1);
    assert.match(
      run.output,
      /The database of DATABASE_URL \(127\.0\.0\.1:9\/academy\) cannot be used: nobody answers there\./,
    );
    assert.ok(!run.output.includes('hush-hush'));
  });
});
