import { interviewEndpoints as e } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, BATCH_02 } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const UNKNOWN = '01890000-0000-7000-8000-000000000000';

let world: World;
let batchId: string;

beforeAll(async () => {
  world = await startWorld();
  batchId = await world.batch(BATCH_01);
});
afterAll(() => world.close());

const list = async (client: TestClient, query: { batchId?: string; when?: 'upcoming' | 'past' | 'all' } = {}) =>
  (await client.call(e.list, { query })).body.items;

describe('the list of mocks', () => {
  it('holds those I take part in, and no others, whatever else I may read', async () => {
    for (const key of ['neha', 'dev', 'meera', 'kavya']) {
      const client = await world.as(key);
      const mine = await world.query<{ id: string }>(
        `select id from interview where state <> 'planned' and $1 in (learner_id, mentor_id) order by starts_at, id`,
        [client.personId],
      );
      expect([key, (await list(client)).map((i) => i.id)]).toEqual([key, mine.map((m) => m.id)]);
    }
  });

  it('splits into what is to come, soonest first, and what is past, newest first', async () => {
    const dev = await world.as('dev');
    const [all, upcoming, past] = [
      await list(dev),
      await list(dev, { when: 'upcoming' }),
      await list(dev, { when: 'past' }),
    ];
    expect(upcoming.length).toBeGreaterThan(0);
    expect(past.length).toBeGreaterThan(3);
    expect([...upcoming, ...past].map((i) => i.id).sort()).toEqual(all.map((i) => i.id).sort());
    const now = world.clock.now().toISOString();
    expect(upcoming.every((i) => i.endsAt > now)).toBe(true);
    expect(upcoming.map((i) => i.startsAt)).toEqual(upcoming.map((i) => i.startsAt).toSorted());
    expect(past.map((i) => i.startsAt)).toEqual(
      past
        .map((i) => i.startsAt)
        .toSorted()
        .reverse(),
    );
  });

  it('of a batch is everything for its staff, and one’s own for the others in it', async () => {
    const all = await world.query(`select 1 from interview where batch_id = $1 and state <> 'planned'`, [batchId]);
    for (const key of ['meera', 'kavya', 'arjun']) {
      const items = await list(await world.as(key), { batchId });
      expect([key, items.length]).toEqual([key, all.length]);
    }
    const neha = await world.as('neha');
    const own = await list(neha, { batchId });
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map((i) => i.learner.id))).toEqual(new Set([neha.personId]));
    expect(await list(await world.as('claire'), { batchId })).toEqual(await list(await world.as('claire')));
  });

  it('of a batch that is not mine is the answer of an unknown one', async () => {
    for (const key of ['zoya', 'samir', 'imran']) {
      const client = await world.as(key);
      const foreign = await client.call(e.list, { query: { batchId } });
      const unknown = await client.call(e.list, { query: { batchId: UNKNOWN } });
      expect([key, foreign.status]).toEqual([key, 404]);
      expect({ ...foreign.problem, traceId: '' }).toEqual({ ...unknown.problem, traceId: '' });
    }
  });

  it('is empty for somebody who takes part in none', async () => {
    expect(await list(await world.as('kavya'))).toEqual([]);
  });

  it('keeps the meeting link between the two people, while there is something to meet for', async () => {
    const dev = await world.as('dev');
    for (const i of await list(dev)) {
      const isComing = i.state === 'scheduled' || i.state === 'running';
      expect([i.state, i.meetingUrl]).toEqual([i.state, isComing ? 'https://meet.example.org/dev-malhotra' : null]);
    }
    for (const i of await list(await world.as('kavya'), { batchId })) expect(i.meetingUrl).toBeNull();
  });

  it('tells both people of a cancelled mock who cancelled it', async () => {
    const cancelled = (await list(await world.as('kavya'), { batchId })).filter((i) => i.state === 'void');
    expect(cancelled.length).toBeGreaterThan(0);
    for (const i of cancelled)
      expect(i.cancelled).toMatchObject({ by: 'learner', reason: expect.stringMatching(/\w/) as string });
  });
});

describe('one mock', () => {
  it('of another batch answers exactly like an unknown id, and so does one of others in mine', async () => {
    const ids = await world.query<{ id: string; batch: string; learner: string }>(
      `select i.id, b.slug as batch, p.demo_key as learner from interview i join batch b on b.id = i.batch_id join person p on p.id = i.learner_id`,
    );
    const compare = async (client: TestClient, interviewId: string) => {
      const [foreign, unknown] = [
        await client.call(e.get, { params: { interviewId } }),
        await client.call(e.get, { params: { interviewId: UNKNOWN } }),
      ];
      const shape = ({ status, problem, headers }: typeof foreign) => [
        status,
        { ...problem, traceId: '' },
        Object.keys(headers).sort(),
        headers['content-type'],
      ];
      expect(foreign.status).toBe(404);
      expect(shape(foreign)).toEqual(shape(unknown));
    };
    for (const key of ['zoya', 'samir', 'imran'])
      for (const { id } of ids.filter((i) => i.batch === BATCH_01).slice(0, 5)) await compare(await world.as(key), id);
    for (const key of ['asha', 'meera', 'kavya'])
      for (const { id } of ids.filter((i) => i.batch === BATCH_02).slice(0, 5)) await compare(await world.as(key), id);
    for (const { id } of ids.filter((i) => i.batch === BATCH_01 && i.learner !== 'asha').slice(0, 5))
      await compare(await world.as('asha'), id);
  });

  it('names no unreadable id: text that is no id answers like an unknown one', async () => {
    const asha = await world.as('asha');
    const answer = await asha.send('GET', '/api/interviews/not-an-id');
    const unknown = await asha.send('GET', `/api/interviews/${UNKNOWN}`);
    expect([answer.status, { ...answer.problem, traceId: '' }]).toEqual([
      unknown.status,
      { ...unknown.problem, traceId: '' },
    ]);
  });
});
