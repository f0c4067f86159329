import { setTimeout as wait } from 'node:timers/promises';
import { startWorld, type World } from '../../../test/harness.ts';
import { Database } from '../db/database.ts';
import { Jobs } from './jobs.ts';

let world: World;
let jobs: Jobs;
let database: Database;
beforeAll(async () => {
  world = await startWorld();
  jobs = world.app.get(Jobs, { strict: false });
  database = world.app.get(Database, { strict: false });
});
afterAll(() => world.close());

const seen: string[] = [];
let failures = 0;
/** A queue that every replica of these tests knows; created as the application would have at its start. */
async function queue(name: string): Promise<string> {
  jobs.work<{ word: string }>(name, ({ word }) => {
    if (failures > 0) {
      failures--;
      return Promise.reject(new Error('not today'));
    }
    seen.push(word);
    return Promise.resolve();
  });
  await jobs.makeQueues();
  return name;
}
beforeEach(() => seen.splice(0));

const count = async (name: string) =>
  (
    await world.query<{ state: string }>(`select state from pgboss.job where name = $1 order by created_on`, [name])
  ).map((j) => j.state);

describe('a job', () => {
  it('commits with the transaction that asked for it, and vanishes with one that fails', async () => {
    const name = await queue('test.with_its_cause');
    await database.write((tx) => jobs.enqueue(tx, name, { word: 'kept' }));
    const before = await world.fingerprint();
    await expect(
      database.write(async (tx) => {
        await jobs.enqueue(tx, name, { word: 'lost' });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await world.fingerprint()).toBe(before);
    await jobs.runDue();
    expect(seen).toEqual(['kept']);
    expect(await count(name)).toEqual(['completed']);
  });

  it('waits for its time by the application’s clock', async () => {
    const name = await queue('test.later');
    const startAfter = new Date(world.clock.now().getTime() + 3_600_000);
    await database.write((tx) => jobs.enqueue(tx, name, { word: 'later' }, { startAfter }));
    expect(await jobs.runDue()).toBe(0);
    world.clock.set(startAfter);
    expect(await jobs.runDue()).toBe(1);
    expect(seen).toEqual(['later']);
  });

  it('is added once while one with the same key waits, and again after that one ran', async () => {
    const name = await queue('test.once');
    const ask = (word: string, singletonKey?: string) =>
      database.write((tx) => jobs.enqueue(tx, name, { word }, singletonKey ? { singletonKey } : {}));
    for (const word of ['a', 'a again']) await ask(word, 'a');
    await ask('b', 'b');
    for (const word of ['c', 'd']) await ask(word);
    await jobs.runDue();
    expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    await ask('a after', 'a');
    await jobs.runDue();
    expect(seen.at(-1)).toBe('a after');
  });

  it('is refused when nobody does the jobs of its queue', async () => {
    await expect(database.write((tx) => jobs.enqueue(tx, 'test.nobody', {}))).rejects.toThrow(
      'nobody does the jobs of test.nobody',
    );
  });

  it('that fails is kept for another try, and after the last one is dead until somebody retries it', async () => {
    const name = await queue('test.fails');
    await database.write((tx) => jobs.enqueue(tx, name, { word: 'at last' }));
    failures = 1;
    await expect(jobs.runDue()).rejects.toThrow('not today');
    expect(await count(name)).toEqual(['retry']);
    await world.query(`update pgboss.job set retry_count = retry_limit, start_after = $2 where name = $1`, [
      name,
      world.clock.now(),
    ]);
    failures = 1;
    await expect(jobs.runDue()).rejects.toThrow('not today');
    expect(await count(name)).toEqual(['failed']);
    expect(await jobs.listDead()).toMatchObject([{ queue: name, data: { word: 'at last' }, error: 'not today' }]);

    const [dead] = await jobs.listDead();
    expect(await database.write((tx) => jobs.retryDead(tx, dead?.id ?? null))).toBe(1);
    expect(await jobs.listDead()).toEqual([]);
    await jobs.runDue();
    expect(seen).toEqual(['at last']);
  });
});

describe('a worker', () => {
  it('does jobs by itself, and a replica with JOBS=off does none but may ask for them', async () => {
    const worker = await world.replica({ runsJobs: true });
    try {
      const theirs = worker.app.get(Jobs, { strict: false });
      expect(theirs.isWorking).toBe(true);
      expect(jobs.isWorking).toBe(false);
      await world.query(`insert into stored_setting (key, value, updated_at) values ('mail.paused', 'true', now())`);
      // the world's clock is behind the database's, so what is due here is due there
      const at = new Date(Math.min(world.clock.now().getTime(), Date.now()));
      world.clock.set(at);
      await database.write((tx) => jobs.enqueue(tx, 'mail.deliver', { id: '01890000-0000-7000-8000-000000000000' }));
      for (let i = 0; i < 100 && (await count('mail.deliver')).some((s) => s !== 'completed'); i++) await wait(100);
      expect(await count('mail.deliver')).toEqual(['completed']);
    } finally {
      await worker.close();
    }
  });

  it('works a backlog off without pausing between its jobs', async () => {
    const done = async () => (await count('mail.deliver')).filter((s) => s === 'completed').length;
    await world.query(`delete from pgboss.job`);
    await database.write(async (tx) => {
      for (let i = 0; i < 80; i++)
        await jobs.enqueue(tx, 'mail.deliver', { id: '01890000-0000-7000-8000-000000000000' });
    });
    const worker = await world.replica({ runsJobs: true });
    try {
      // One poll in two seconds for each of four would take forty.
      for (let i = 0; i < 200 && (await done()) < 80; i++) await wait(100);
      expect(await done()).toBe(80);
    } finally {
      await worker.close();
    }
  }, 40_000);
});
