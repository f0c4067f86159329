import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { outcomeEndpoints as e } from '@dryrun/contracts/outcomes.contract';
import { BATCH_01, book, refused } from '../../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../../test/harness.ts';

const MINUTE = 60_000;
const STARTS_AT = '2026-11-26T14:00:00.000Z';

let world: World;
let asha: TestClient;
let dev: TestClient;
let mock: InterviewView;

beforeEach(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  dev = await world.as('dev');
  mock = await book(asha, await world.batch(BATCH_01), { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
  at(-5);
});
afterEach(() => world.close());

/** Minutes after the booked start. */
const at = (minutes: number, ms = 0) => world.clock.set(new Date(Date.parse(STARTS_AT) + minutes * MINUTE + ms));
const params = () => ({ interviewId: mock.id });
const late = (client: TestClient, minutes = 10) =>
  client.call(e.sayLate, { params: params(), body: { minutes: minutes as 10 } });
const seen = async (client: TestClient) => (await client.call(e.outcome, { params: params() })).body.late;

describe('running late', () => {
  it('is seen by the other at once, with when to expect them', async () => {
    await late(asha);
    const notice = {
      by: 'learner',
      minutes: 10,
      expectedAt: '2026-11-26T14:10:00.000Z',
      at: '2026-11-26T13:55:00.000Z',
    };
    expect(await seen(dev)).toEqual([notice]);
    world.clock.advance(1);
    await late(dev, 5);
    expect(await seen(asha)).toMatchObject([notice, { by: 'mentor', minutes: 5 }]);
    const news = await world.query(
      `select payload from outbox_event where subject_id = $1 and type = 'interview.late' order by at, id`,
      [mock.id],
    );
    expect(news).toMatchObject([
      { payload: { by: 'learner', minutes: 10, expectedAt: '2026-11-26T14:10:00.000Z' } },
      { payload: { by: 'mentor', minutes: 5 } },
    ]);
  });

  it('replaces what was said before; the same again changes nothing', async () => {
    await late(asha, 5);
    await late(asha, 15);
    expect(await seen(asha)).toMatchObject([{ by: 'learner', minutes: 15 }]);
    const before = await world.fingerprint();
    expect((await late(asha, 15)).status).toBe(200);
    expect(await world.fingerprint()).toBe(before);
  });

  it('is open from two hours before the start until the mock begins or is over', async () => {
    at(-120, -1);
    expect((await refused(world, () => late(asha))).problem?.code).toBe('too_early');
    at(-120);
    expect((await late(asha, 5)).status).toBe(200);
    at(45);
    expect((await refused(world, () => late(asha))).problem?.code).toBe('interview_state');
    at(3);
    await dev.call(interviewEndpoints.start, { params: params() });
    expect((await refused(world, () => late(asha))).problem?.code).toBe('interview_state');
  });

  it('takes 5, 10 or 15 minutes and nothing else', async () => {
    for (const minutes of [0, 7, 60, -5])
      expect((await refused(world, () => late(asha, minutes))).problem?.errors).toMatchObject([
        { pointer: '/body/minutes' },
      ]);
  });

  it('is about one time: a mock that was moved afterwards has nobody late', async () => {
    await late(asha);
    await world.query(
      `update interview set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day' where id = $1`,
      [mock.id],
    );
    expect(await seen(dev)).toEqual([]);
  });

  it('is for the two people alone: staff cannot say it for them, and for others the mock does not exist', async () => {
    for (const [key, status] of [
      ['kavya', 403],
      ['meera', 403],
      ['ravi', 404],
      ['zoya', 404],
    ] as const)
      expect([key, (await refused(world, async () => late(await world.as(key)))).status]).toEqual([key, status]);
    expect((await refused(world, () => late(world.anonymous))).status).toBe(401);
  });
});
