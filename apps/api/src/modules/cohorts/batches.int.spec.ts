import { cohortEndpoints as e, type BatchView, type CreateBatchBody } from '@dryrun/contracts/cohorts.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { peopleEndpoints } from '@dryrun/contracts/people.contract';
import { BATCH_01, book, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import { AS_MENTOR, bringIn, inviteOne, tokenOf, UNKNOWN } from '../../../test/people-steps.ts';
import { StartDueBatches } from './start-due-batches.ts';

const BATCH: CreateBatchBody = {
  name: 'Batch 03 · Pragati',
  focus: 'Platform interviews',
  startsOn: '2026-11-18',
  weeks: 8,
  timeZone: 'Asia/Kolkata',
  capacity: 10,
  mocksPerWeek: 2,
  noticeMinutes: 60,
  iInterview: false,
};

let world: World;
let arjun: TestClient;

beforeEach(async () => {
  world = await startWorld();
  arjun = await world.as('arjun');
});
afterEach(() => world.close());

const create = (client: TestClient, over: Partial<CreateBatchBody> = {}, key?: string) =>
  client.call(e.createBatch, { body: { ...BATCH, ...over } }, key === undefined ? {} : { key });
const move = (
  client: TestClient,
  batchId: string,
  event: 'start' | 'pause' | 'resume' | 'complete' | 'archive' | 'cancel',
) => client.call(e.moveBatch, { params: { batchId }, body: { event } });
const update = (
  client: TestClient,
  { id, name, focus, startsOn, weeks, timeZone, capacity, version }: BatchView,
  over: object = {},
) =>
  client.call(e.updateBatch, {
    params: { batchId: id },
    body: { name, focus, startsOn, weeks, timeZone, capacity, version, ...over },
  });

describe('making a batch', () => {
  it('opens it for people with the shipped rules and what was chosen, once per key', async () => {
    const answers = await Promise.all([create(arjun, {}, 'one-and-the-same'), create(arjun, {}, 'one-and-the-same')]);
    expect(answers.map((a) => a.status)).toEqual([201, 201]);
    expect(answers[0]?.body.id).toBe(answers[1]?.body.id);
    expect(answers[0]?.body).toMatchObject({
      state: 'enrolling',
      capacity: 10,
      learnerCount: 0,
      policy: { mocksPerWeek: 2, noticeMinutes: 60, horizonDays: 14 },
    });
  });

  it('starts at once for an admin who interviews too, in every track and level', async () => {
    const { body } = await create(arjun, { iInterview: true });
    expect(body.state).toBe('active');
    expect(body.mentors).toMatchObject([{ name: 'Arjun Rao', levels: ['junior', 'mid', 'senior'] }]);
    expect(body.mentors[0]?.tracks).toContain('kubernetes');
  });

  it('starts when its first mentor says yes, or on its first day when the mentor was earlier', async () => {
    const now = (await create(arjun)).body;
    expect(now.state).toBe('enrolling');
    await bringIn(world, arjun, now.id, 'omar@example.org', AS_MENTOR);
    expect((await arjun.call(e.batch, { params: { batchId: now.id } })).body.state).toBe('active');

    const later = (await create(arjun, { name: 'Later', startsOn: '2026-11-20' })).body;
    await bringIn(world, arjun, later.id, 'pia@example.org', AS_MENTOR);
    const state = async () => (await arjun.call(e.batch, { params: { batchId: later.id } })).body.state;
    const timer = world.app.get(StartDueBatches, { strict: false });
    world.clock.set('2026-11-19T18:29:59Z');
    await timer.run();
    expect(await state()).toBe('enrolling');
    // Midnight in Kolkata.
    world.clock.set('2026-11-19T18:30:00Z');
    await timer.run();
    expect(await state()).toBe('active');
  });

  it('is for academy admins, and refuses what cannot be', async () => {
    for (const key of ['kavya', 'meera', 'dev', 'asha', 'leela']) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => create(client))).status]).toEqual([key, 403]);
    }
    for (const [over, pointer] of [
      [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
      [{ name: ' ' }, 'name'],
      [{ weeks: 0 }, 'weeks'],
      [{ capacity: 0 }, 'capacity'],
      [{ startsOn: '2026-02-30' }, 'startsOn'],
    ] as const)
      expect((await refused(world, () => create(arjun, over))).problem?.errors?.[0]?.pointer).toBe(`/body/${pointer}`);
  });
});

describe('changing a batch', () => {
  it('changes what was sent, leaves the other rules alone, and writes both into the audit', async () => {
    const batchId = await world.batch(BATCH_01);
    const before = (await arjun.call(e.batch, { params: { batchId } })).body;
    const { body } = await update(await world.as('kavya'), before, {
      name: 'Batch 01',
      capacity: 20,
      weeks: 9,
    });
    expect(body).toMatchObject({
      name: 'Batch 01',
      capacity: 20,
      version: before.version + 1,
      policy: before.policy,
      weeks: 9,
    });
    const lines = await world.query(
      `select before->>'weeks' as before, after->>'weeks' as after from audit_entry where action = 'batch.update' and batch_id = $1`,
      [batchId],
    );
    expect(lines).toEqual([{ before: '12', after: '9' }]);
  });

  it('refuses a stale tab, and everybody who does not run the batch', async () => {
    const batchId = await world.batch(BATCH_01);
    const kavya = await world.as('kavya');
    const view = (await kavya.call(e.batch, { params: { batchId } })).body;
    await update(kavya, view, { name: 'First' });
    expect((await refused(world, () => update(kavya, view, { name: 'Second' }))).problem?.code).toBe('stale_version');
    for (const [key, status] of [
      ['meera', 403],
      ['asha', 403],
      ['imran', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => update(client, view))).status]).toEqual([key, status]);
    }
  });
});

describe('the life of a batch', () => {
  it('cannot start without a mentor, and says what is missing', async () => {
    const { id } = (await create(arjun)).body;
    const answer = await refused(world, () => move(arjun, id, 'start'));
    expect([answer.status, answer.problem?.code, answer.problem?.['missing']]).toEqual([
      409,
      'batch_not_ready',
      ['mentor'],
    ]);
  });

  it('goes through its states with its learners, and stops taking people at its end', async () => {
    const batchId = await world.batch(BATCH_01);
    const kavya = await world.as('kavya');
    const token = tokenOf(await inviteOne(kavya, batchId, 'late@example.org'));
    for (const [event, state] of [
      ['pause', 'paused'],
      ['resume', 'active'],
      ['complete', 'completed'],
      ['archive', 'archived'],
    ] as const)
      expect((await move(kavya, batchId, event)).body.state).toBe(state);
    const states = await world.query<{ state: string }>('select distinct state from enrolment where batch_id = $1', [
      batchId,
    ]);
    expect(states).toEqual([{ state: 'completed' }]);
    expect((await refused(world, () => move(kavya, batchId, 'resume'))).problem?.code).toBe('batch_state');
    const answer = await refused(world, () =>
      world.anonymous.call(peopleEndpoints.acceptAsNew, {
        body: { token, name: 'Late', timeZone: 'Asia/Kolkata', password: 'four quiet paper boats' },
      }),
    );
    expect(answer.problem?.code).toBe('batch_state');
    // What was learned there stays readable.
    expect((await (await world.as('asha')).call(e.batch, { params: { batchId } })).status).toBe(200);
  });

  it('cancels the coming mocks of a batch that is cancelled', async () => {
    const batchId = await world.batch(BATCH_01);
    const asha = await world.as('asha');
    const mock = await book(asha, batchId, {
      startsAt: '2026-11-26T14:00:00.000Z',
      mentorId: await world.person('dev'),
    });
    await move(arjun, batchId, 'cancel');
    await world.settle();
    expect((await asha.call(interviewEndpoints.get, { params: { interviewId: mock.id } })).body).toMatchObject({
      state: 'void',
      cancelled: { by: 'admin' },
    });
  });
});

describe('roles in a batch', () => {
  const set = (
    client: TestClient,
    batchId: string,
    personId: string,
    roles: ('mentor' | 'leadMentor' | 'cohortAdmin')[],
    qualification = AS_MENTOR.qualification,
  ) => client.call(peopleEndpoints.setRoles, { params: { batchId, personId }, body: { roles, qualification } });

  it('are set by a cohort admin, take effect with the next request, and are written down', async () => {
    const batchId = await world.batch(BATCH_01);
    const kavya = await world.as('kavya');
    const jonas = await world.as('jonas');
    const personId = jonas.personId ?? '';
    expect((await set(kavya, batchId, personId, ['mentor', 'cohortAdmin'])).body).toMatchObject({
      roles: ['mentor', 'cohortAdmin'],
      qualification: { tracks: ['aws', 'linux'], levels: ['mid', 'senior'] },
    });
    expect((await jonas.call(peopleEndpoints.people, { params: { batchId } })).status).toBe(200);
    await set(kavya, batchId, personId, ['mentor']);
    expect((await jonas.call(peopleEndpoints.people, { params: { batchId } })).status).toBe(403);
    const lines = await world.query(
      `select action from audit_entry where person_id = $1 and actor_id = $2 order by at, id`,
      [personId, kavya.personId],
    );
    expect(lines.map((l) => (l as { action: string }).action)).toEqual([
      'grant.given',
      'mentor.qualify',
      'grant.taken',
    ]);
  });

  it('let a mentor’s coming mocks be cancelled, and told, when the role is taken', async () => {
    const batchId = await world.batch(BATCH_01);
    const asha = await world.as('asha');
    const dev = await world.person('dev');
    const mock = await book(asha, batchId, { startsAt: '2026-11-26T14:00:00.000Z', mentorId: dev });
    await set(await world.as('kavya'), batchId, dev, []);
    await world.settle();
    const seen = (await asha.call(interviewEndpoints.get, { params: { interviewId: mock.id } })).body;
    expect(seen).toMatchObject({
      state: 'void',
      cancelled: { by: 'admin', reason: expect.stringContaining('no longer mentors') as string },
    });
  });

  it('let an admin interview too', async () => {
    const batchId = await world.batch(BATCH_01);
    const kavya = await world.as('kavya');
    await set(kavya, batchId, kavya.personId ?? '', ['mentor', 'cohortAdmin']);
    expect((await kavya.call(e.batch, { params: { batchId } })).body.mentors.map((m) => m.name)).toContain(
      'Kavya Nair',
    );
  });

  it('are refused without a track, for strangers to the batch, and to everybody who does not run it', async () => {
    const batchId = await world.batch(BATCH_01);
    const kavya = await world.as('kavya');
    const jonas = await world.person('jonas');
    expect(
      (await refused(world, () => set(kavya, batchId, jonas, ['mentor'], { tracks: [], levels: ['mid'] }))).problem
        ?.errors?.[0]?.pointer,
    ).toBe('/body/qualification/tracks');
    const samir = await world.person('samir');
    const [stranger, unknown] = [
      await refused(world, () => set(kavya, batchId, samir, ['mentor'])),
      await set(kavya, batchId, UNKNOWN, ['mentor']),
    ];
    expect({ ...stranger.problem, traceId: '' }).toEqual({ ...unknown.problem, traceId: '' });
    for (const [key, status] of [
      ['meera', 403],
      ['jonas', 403],
      ['asha', 403],
      ['imran', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => set(client, batchId, jonas, ['cohortAdmin']))).status]).toEqual([
        key,
        status,
      ]);
    }
  });

  it('ask for a fresh sign-in', async () => {
    const batchId = await world.batch(BATCH_01);
    const kavya = await world.as('kavya');
    world.clock.advance(16 * 60_000);
    expect(
      (await refused(world, async () => set(kavya, batchId, await world.person('jonas'), ['mentor']))).problem?.code,
    ).toBe('recent_sign_in_needed');
  });
});
