import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupEndpoints as e } from '@dryrun/contracts/backups.contract';
import { startWorld, type World } from '../../../test/harness.ts';
import { withBackupLock } from '../../platform/backup/backup-connection.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { NIGHTLY_TIMER } from './run-backups.ts';

const HOUR = 3_600_000;

let bare: World;
let world: World;
let folder: string;

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'dryrun-backups-')), 'backups');
  bare = await startWorld();
  // Where no room is left (as on /proc), a backup is verified by its checksums alone, which is quick.
  world = await bare.replica({ backupDir: folder, backsUpNightly: true, databasePlace: '/proc' });
});
afterEach(async () => {
  await world.close();
  await bare.close();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

const jobs = () => world.app.get(Jobs, { strict: false });
const night = () => jobs().runTimer(NIGHTLY_TIMER);
const files = () => (existsSync(folder) ? readdirSync(folder).sort() : []);
const admin = () => world.as('arjun');
const list = async () => (await (await admin()).call(e.list)).body;

describe('backing up now', () => {
  it('makes one verified file and says so in the list', async () => {
    const asked = await (await admin()).call(e.make);
    expect(asked.body).toMatchObject({
      cause: 'asked',
      state: 'waiting',
      askedBy: expect.stringContaining('Arjun') as string,
      isFileThere: false,
    });
    expect(files()).toEqual([]);
    await jobs().runDue();
    expect(files()).toEqual(['dryrun-20261118-103000Z.dryrun.gz']);
    expect(statSync(folder).mode & 0o077).toBe(0);
    const { state, runs } = await list();
    expect(state).toBe('ok');
    expect(runs).toMatchObject([
      { id: asked.body.id, state: 'ok', verifiedBy: 'checksums', fileName: files()[0], isFileThere: true, error: null },
    ]);
    expect(runs[0]?.bytes).toBeGreaterThan(10_000);
    expect(runs[0]?.rows).toBeGreaterThan(1_000);
  });

  it('restores it into a database of its own for a check, and drops that', async () => {
    const roomy = await bare.replica({ backupDir: folder, backsUpNightly: true });
    await (await roomy.as('arjun')).call(e.make);
    await roomy.app.get(Jobs, { strict: false }).runDue();
    expect((await (await roomy.as('arjun')).call(e.list)).body.runs).toMatchObject([
      { state: 'ok', verifiedBy: 'restored' },
    ]);
    const [mine] = await world.query<{ oid: string }>(
      'select oid::text from pg_database where datname = current_database()',
    );
    expect(await world.query(`select 1 from pg_database where datname like 'dryrun_check_${mine?.oid}_%'`)).toEqual([]);
    await roomy.close();
  });

  it('asked for twice is one backup, and asked for again later is another one', async () => {
    const client = await admin();
    const [first, second] = await Promise.all([client.call(e.make), client.call(e.make)]);
    expect(second.body.id).toBe(first.body.id);
    await jobs().runDue();
    world.clock.advance(HOUR);
    expect((await client.call(e.make)).body.id).not.toBe(first.body.id);
    await jobs().runDue();
    expect(files()).toHaveLength(2);
  });

  it('is audited with who asked', async () => {
    const client = await admin();
    await client.call(e.make);
    expect(await world.query(`select actor_id from audit_entry where action = 'backup.ask'`)).toEqual([
      { actor_id: client.personId },
    ]);
  });

  it('is for academy admins alone, who alone see the list, and a refusal changes nothing', async () => {
    const others = await Promise.all(['asha', 'dev', 'meera', 'kavya', 'leela'].map((key) => world.as(key)));
    const before = await world.fingerprint();
    for (const client of others) {
      expect((await client.call(e.make)).problem?.code).toBe('forbidden');
      expect((await client.call(e.list)).problem?.code).toBe('forbidden');
    }
    expect((await world.anonymous.call(e.make)).problem?.code).toBe('not_signed_in');
    expect(await world.fingerprint()).toBe(before);
  });

  it('without a folder is refused with what to set, and nothing changes', async () => {
    const client = await bare.as('arjun');
    const before = await bare.fingerprint();
    expect((await client.call(e.make)).problem).toMatchObject({
      code: 'no_backup_folder',
      detail: expect.stringContaining('BACKUP_DIR') as string,
    });
    expect(await bare.fingerprint()).toBe(before);
    expect((await client.call(e.list)).body).toMatchObject({
      state: 'off',
      folder: null,
      nextAt: null,
      isNightly: false,
    });
  });

  it('that fails says why in words, leaves no file, and is announced', async () => {
    writeFileSync(folder, 'a file in its place');
    await (await admin()).call(e.make);
    await jobs().runDue();
    const { state, runs } = await list();
    expect(state).toBe('failing');
    expect(runs[0]).toMatchObject({
      state: 'failed',
      verifiedBy: null,
      fileName: null,
      error: expect.stringMatching(/^No backup was made.*set BACKUP_DIR to a folder/) as string,
    });
    expect(
      await world.query(`select payload ->> 'cause' as cause from outbox_event where type = 'backups.failed'`),
    ).toEqual([{ cause: 'asked' }]);
  });
});

describe('a backup that a killed process left behind', () => {
  const leaveRunning = () =>
    world.query(
      `insert into backup_run (id, cause, state, created_at) values (gen_random_uuid(), 'nightly', 'running', $1)`,
      [world.clock.now()],
    );

  it('does not stand in the way of the next one, and is shown as interrupted', async () => {
    await leaveRunning();
    mkdirSync(folder);
    writeFileSync(join(folder, 'nightly-20261117-210000Z.dryrun.gz.unfinished'), 'half');
    await (await admin()).call(e.make);
    await jobs().runDue();
    const { runs } = await list();
    expect(runs.map((run) => run.state).sort()).toEqual(['failed', 'ok']);
    expect(runs.find((run) => run.state === 'failed')?.error).toContain('stopped while this backup was being made');
    expect(files()).toEqual(['dryrun-20261118-103000Z.dryrun.gz']);
  });

  it('is left alone while its process lives', async () => {
    await leaveRunning();
    await withBackupLock(world.databaseUrl, 'leave', async () => {
      expect((await (await admin()).call(e.make)).body.state).toBe('running');
      await night();
      expect((await list()).runs).toMatchObject([{ state: 'running' }]);
    });
    expect(files()).toEqual([]);
  });
});

describe('the nightly backup', () => {
  it('is made when it is due, once, and seven are kept; nothing else in the folder is touched', async () => {
    await night();
    await night();
    expect(files()).toEqual(['nightly-20261118-103000Z.dryrun.gz']);
    expect((await list()).nextAt).toBe('2026-11-18T21:00:00.000Z');
    writeFileSync(join(folder, 'my-own.dryrun.gz'), 'mine');
    for (let n = 0; n < 8; n += 1) {
      world.clock.advance(24 * HOUR);
      await night();
    }
    expect(files()).toEqual([
      'my-own.dryrun.gz',
      ...[20, 21, 22, 23, 24, 25, 26].map((day) => `nightly-202611${day}-103000Z.dryrun.gz`),
    ]);
    const { runs } = await list();
    expect(runs).toHaveLength(9);
    expect(runs.map((run) => run.isFileThere)).toEqual([...Array<boolean>(7).fill(true), false, false]);
  }, 60_000);

  it('that failed removes no older one, is tried again after an hour, and then is well', async () => {
    await world.close();
    world = await bare.replica({ backupDir: folder, backsUpNightly: true });
    await night();
    world.clock.advance(24 * HOUR);
    // Only a restore finds out that these rows would not fit.
    await world.query(`alter table enrolment rename to enrolment_gone`);
    await world.query(`create view enrolment as select * from enrolment_gone`);
    await night();
    expect((await list()).state).toBe('failing');
    expect(files()).toHaveLength(1);
    await world.query('drop view enrolment');
    await world.query('alter table enrolment_gone rename to enrolment');
    await night();
    expect(files()).toHaveLength(1);
    world.clock.advance(HOUR);
    await night();
    expect(files()).toHaveLength(2);
    expect((await list()).state).toBe('ok');
  });

  it('is not made where it is switched off, though one can be asked for', async () => {
    const off = await bare.replica({ backupDir: folder, backsUpNightly: false });
    await off.app.get(Jobs, { strict: false }).runTimer(NIGHTLY_TIMER);
    expect(files()).toEqual([]);
    expect((await (await off.as('arjun')).call(e.list)).body).toMatchObject({
      state: 'off',
      isNightly: false,
      folder,
      nextAt: null,
    });
    await (await off.as('arjun')).call(e.make);
    await off.app.get(Jobs, { strict: false }).runDue();
    expect(files()).toHaveLength(1);
    await off.close();
  });
});
