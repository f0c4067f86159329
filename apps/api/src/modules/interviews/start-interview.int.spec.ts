import { interviewEndpoints as e } from '@dryrun/contracts/interviews.contract';
import { mockOf, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

let world: World;
let dev: TestClient;
let neha: TestClient;
let interviewId: string;
let startsAt: number;

beforeEach(async () => {
  world = await startWorld();
  dev = await world.as('dev');
  neha = await world.as('neha');
  ({ id: interviewId, startsAt } = await mockOf(world, 'neha', 'scheduled'));
});
afterEach(() => world.close());

const start = (client = dev) => client.call(e.start, { params: { interviewId } });

describe('starting the clock of a mock', () => {
  it('makes it run, for both people', async () => {
    const now = world.clock.now().toISOString();
    const started = await start();
    expect(started.body).toMatchObject({
      state: 'running',
      startedAt: now,
      viewerIs: 'mentor',
      can: { start: false, weMet: true, cancel: false },
    });
    expect((await neha.call(e.stage, { params: { interviewId } })).body).toMatchObject({
      state: 'running',
      startedAt: now,
      shown: null,
    });
  });

  it('changes nothing the second time, and keeps the first moment', async () => {
    const first = (await start()).body.startedAt;
    world.clock.advance(120_000);
    const before = await world.fingerprint();
    const again = await start();
    expect([again.status, again.body.startedAt]).toEqual([200, first]);
    expect(await world.fingerprint()).toBe(before);
  });

  it('opens fifteen minutes before the booked time, that moment included', async () => {
    world.clock.set(new Date(startsAt - 15 * 60_000 - 1));
    const early = await refused(world, () => start());
    expect([early.status, early.problem?.code]).toEqual([409, 'too_early']);
    expect(early.problem).toMatchObject({ opensAt: new Date(startsAt - 15 * 60_000).toISOString() });
    world.clock.set(new Date(startsAt - 15 * 60_000));
    expect((await start()).status).toBe(200);
  });

  it('is refused for a mock that is over or cancelled', async () => {
    interviewId = (await mockOf(world, 'ravi', 'awaiting_feedback')).id;
    const mentor = await world.query<{ key: string }>(
      'select p.demo_key as key from interview i join person p on p.id = i.mentor_id where i.id = $1',
      [interviewId],
    );
    const client = await world.as(mentor[0]?.key ?? '');
    expect((await refused(world, () => start(client))).problem?.code).toBe('interview_state');
  });

  it('is the mentor’s alone: the learner and staff may see the mock but not start it, others do not see it', async () => {
    for (const [key, status] of [
      ['neha', 403],
      ['meera', 403],
      ['kavya', 403],
      ['arjun', 403],
      ['claire', 404],
      ['ravi', 404],
      ['samir', 404],
      ['zoya', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => start(client))).status]).toEqual([key, status]);
    }
  });

  it('is not the mentor’s any more once they lost the role in the batch', async () => {
    await world.query(`delete from role_grant where person_id = $1`, [dev.personId]);
    expect((await refused(world, () => start())).status).toBe(404);
  });
});
