import { interviewEndpoints as e, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, book, enrolLearners, hold, refused } from '../../../test/booking-steps.ts';
import { savesTheirHours } from '../../../test/hours-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const HOUR = 3_600_000;
const STARTS_AT = '2026-11-26T14:00:00.000Z';
const UNKNOWN = '01890000-0000-7000-8000-000000000000';

let world: World;
let asha: TestClient;
let dev: TestClient;
let batchId: string;
let mock: InterviewView;

beforeEach(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  dev = await world.as('dev');
  batchId = await world.batch(BATCH_01);
  mock = await book(asha, batchId, { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
});
afterEach(() => world.close());

const cancel = (client: TestClient, interviewId = mock.id, reason = 'The release moved.') =>
  client.call(e.cancel, { params: { interviewId }, body: { reason } });
const before = (hours: number, ms = 0) => world.clock.set(new Date(Date.parse(STARTS_AT) - hours * HOUR + ms));

describe('cancelling a booked mock', () => {
  it('frees the time for others and tells both people who did it and why', async () => {
    const done = await cancel(asha);
    const cancelled = {
      by: 'learner',
      at: world.clock.now().toISOString(),
      reason: 'The release moved.',
      isLate: false,
    };
    expect(done.body).toMatchObject({
      state: 'void',
      cancelled,
      meetingUrl: null,
      can: { cancel: false, start: false, weMet: false },
    });
    expect((await dev.call(e.get, { params: { interviewId: mock.id } })).body.cancelled).toEqual(cancelled);
    const [racer] = await enrolLearners(world, batchId, 1);
    expect((await hold(racer ?? asha, batchId, { startsAt: STARTS_AT, mentorId: dev.personId ?? '' })).status).toBe(
      201,
    );
  });

  it('by its mentor closes the time to everybody, until they save their hours again', async () => {
    const { slug: format } = mock.goal.format;
    const query = { format, track: mock.goal.track.slug, level: mock.goal.level };
    const isOpen = async () =>
      (await asha.call(e.slots, { params: { batchId }, query })).body.items.some(
        (slot) => slot.startsAt === STARTS_AT && slot.mentors.some((m) => m.id === dev.personId),
      );
    await cancel(dev);
    expect(await isOpen()).toBe(false);
    const [racer] = await enrolLearners(world, batchId, 1);
    const wanted = { startsAt: STARTS_AT, mentorId: dev.personId ?? '' };
    expect((await refused(world, () => hold(racer ?? asha, batchId, wanted))).problem?.code).toBe('slot_taken');
    expect((await savesTheirHours(dev)).status).toBe(200);
    expect(await isOpen()).toBe(true);
    expect((await hold(racer ?? asha, batchId, wanted)).status).toBe(201);
  });

  it('is announced and audited once, with who and when', async () => {
    await cancel(dev);
    const news = await world.query(
      `select payload from outbox_event where subject_id = $1 and type = 'interview.cancelled'`,
      [mock.id],
    );
    expect(news).toMatchObject([
      { payload: { by: 'mentor', isLate: false, learnerId: asha.personId, startsAt: STARTS_AT } },
    ]);
    const lines = await world.query(
      `select actor_id, before, after from audit_entry where subject_id = $1 and action = 'interview.cancel'`,
      [mock.id],
    );
    expect(lines).toMatchObject([
      { actor_id: dev.personId, before: { state: 'scheduled' }, after: { state: 'void', by: 'mentor' } },
    ]);
  });

  it('is free until six hours before, that moment included, and late afterwards', async () => {
    expect(mock.freeChangeUntil).toBe(new Date(Date.parse(STARTS_AT) - 6 * HOUR).toISOString());
    before(6);
    expect((await cancel(asha)).body.cancelled?.isLate).toBe(false);
    world.clock.set('2026-11-19T08:00:00Z');
    const next = await book(asha, batchId, { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
    before(6, 1);
    expect((await cancel(asha, next.id)).body.cancelled?.isLate).toBe(true);
  });

  it('goes by the rules that were pinned, not by those the batch has now', async () => {
    await world.query(`update batch set policy = policy || '{"freeChangeMinutes": 0}' where id = $1`, [batchId]);
    before(1);
    expect((await cancel(asha)).body.cancelled?.isLate).toBe(true);
  });

  it('by staff is neither the learner’s nor the mentor’s lapse', async () => {
    before(1);
    expect((await cancel(await world.as('kavya'))).body.cancelled).toMatchObject({ by: 'admin', isLate: false });
  });

  it('is over for the two people once the mock began', async () => {
    before(0);
    for (const client of [asha, dev]) {
      const answer = await refused(world, () => cancel(client));
      expect([answer.status, answer.problem?.code]).toEqual([409, 'interview_state']);
    }
    expect((await asha.call(e.get, { params: { interviewId: mock.id } })).body.can.cancel).toBe(false);
  });

  it('happens once: the second time there is nothing to cancel', async () => {
    await cancel(asha);
    expect((await refused(world, () => cancel(dev))).problem?.code).toBe('interview_state');
  });

  it('happens once when both press at the same moment', async () => {
    const answers = await Promise.all([cancel(asha), cancel(dev), cancel(asha), cancel(dev)]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409, 409]);
    expect(
      await world.query(`select 1 from outbox_event where subject_id = $1 and type = 'interview.cancelled'`, [mock.id]),
    ).toHaveLength(1);
  });
});

describe('who may cancel', () => {
  it('is nobody outside the mock but the staff of its batch: for others it does not exist', async () => {
    for (const key of ['ravi', 'claire', 'zoya', 'samir', 'imran', 'leela']) {
      const client = await world.as(key);
      const answer = await refused(world, () => cancel(client));
      const unknown = await cancel(client, UNKNOWN);
      expect([key, { ...answer.problem, traceId: '' }]).toEqual([key, { ...unknown.problem, traceId: '' }]);
      expect([key, answer.headers['content-type']]).toEqual([key, unknown.headers['content-type']]);
      expect([key, answer.status]).toEqual([key, 404]);
    }
    expect((await refused(world, () => cancel(world.anonymous))).status).toBe(401);
  });

  it('is the lead mentor, the cohort admin and the academy admin too', async () => {
    for (const key of ['meera', 'kavya', 'arjun']) {
      const view = (await (await world.as(key)).call(e.get, { params: { interviewId: mock.id } })).body;
      expect([key, view.viewerIs, view.can.cancel]).toEqual([key, 'overseer', true]);
    }
  });
});
