import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { outcomeEndpoints as e } from '@dryrun/contracts/outcomes.contract';
import { BATCH_01, BATCH_02, GOAL, refused } from '../../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../../test/harness.ts';

const AT = '2026-11-17T03:00:00.000Z';

let world: World;
let asha: TestClient;
let dev: TestClient;
let kavya: TestClient;
let batchId: string;
let questionIds: string[];

beforeEach(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  dev = await world.as('dev');
  kavya = await world.as('kavya');
  batchId = await world.batch(BATCH_01);
  const options = await dev.call(e.logOptions, { params: { batchId } });
  questionIds = options.body.questions
    .filter((q) => q.track === 'kubernetes')
    .slice(0, 2)
    .map((q) => q.versionId);
});
afterEach(() => world.close());

const log = (client: TestClient, over: Record<string, unknown> = {}, batch = batchId, key?: string) =>
  client.call(
    e.logMock,
    {
      params: { batchId: batch },
      body: {
        learnerId: asha.personId ?? '',
        mentorId: dev.personId ?? '',
        goal: { ...GOAL, note: '' },
        startsAt: AT,
        minutes: 40,
        askedVersionIds: questionIds,
        otherQuestions: 'How would you find a leaking pod?',
        ...over,
      },
    },
    key === undefined ? {} : { key },
  );

describe('writing a mock down that was held elsewhere', () => {
  it('makes its scorecard due from now on, with the questions that were asked', async () => {
    const done = await log(dev);
    expect([done.status, done.body.state]).toEqual([201, 'awaiting_feedback']);
    expect(done.body).toMatchObject({
      startsAt: AT,
      minutes: 40,
      feedbackDueAt: new Date(world.clock.now().getTime() + 24 * 3_600_000).toISOString(),
    });
    const params = { interviewId: done.body.id };
    const card = (await dev.call(feedbackEndpoints.scorecard, { params })).body;
    expect(card.questions.map((q) => q.questionVersionId)).toEqual(questionIds);
    expect((await asha.call(e.outcome, { params })).body.logged).toMatchObject({
      by: { id: dev.personId },
      questions: 'How would you find a leaking pod?',
    });
  });

  it('counts the questions as asked on the day of the mock, so that none is asked again', async () => {
    const { body } = await log(dev);
    await world.settle();
    const seen = await world.query<{ id: string; at: Date }>(
      `select question_version_id as id, at from exposure where interview_id = $1 and how = 'asked' order by question_version_id`,
      [body.id],
    );
    expect(seen.map((s) => s.id)).toEqual([...questionIds].sort());
    expect(seen.every((s) => s.at.toISOString() === AT)).toBe(true);
  });

  it('uses no quota and takes no time', async () => {
    const before = (await asha.call(bookingEndpoints.quota, { params: { batchId } })).body;
    const { body } = await log(dev);
    expect((await asha.call(bookingEndpoints.quota, { params: { batchId } })).body).toEqual(before);
    expect(await world.query('select 1 from booking where reference_id = $1', [body.id])).toEqual([]);
    expect((await asha.call(bookingEndpoints.booking, { params: { interviewId: body.id } })).body.times).toEqual([]);
  });

  it('pins the versions and rules of this moment, and is audited with who wrote it down', async () => {
    const { body } = await log(kavya);
    const [row] = await world.query(
      `select i.policy = b.policy as "isPinned", i.confirmed_at is not null as "isConfirmed" from interview i join batch b on b.id = i.batch_id where i.id = $1`,
      [body.id],
    );
    expect(row).toEqual({ isPinned: true, isConfirmed: true });
    expect(
      await world.query(
        `select actor_id, person_id, after from audit_entry where subject_id = $1 and action = 'interview.log'`,
        [body.id],
      ),
    ).toMatchObject([{ actor_id: kavya.personId, person_id: asha.personId, after: { startsAt: AT, minutes: 40 } }]);
  });

  it('refuses a second one at the same time, whoever writes it, even at the same moment', async () => {
    const answers = await Promise.all([log(dev), log(kavya), log(dev)]);
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409]);
    const again = await refused(world, () => log(kavya, { startsAt: '2026-11-17T03:30:00.000Z' }));
    expect(again.problem?.code).toBe('time_overlaps');
    expect(again.problem?.['interviewId']).toBe(answers.find((a) => a.status === 201)?.body.id);
    expect((await log(dev, { startsAt: '2026-11-17T03:40:00.000Z' })).status).toBe(201);
  });

  it('happens once for one key', async () => {
    const key = 'one-mock-written-down';
    const [first, second] = [await log(dev, {}, batchId, key), await log(dev, {}, batchId, key)];
    expect(second.body.id).toBe(first.body.id);
  });

  it('names what makes no sense, and saves nothing then', async () => {
    const faults = async (over: Record<string, unknown>) =>
      (await refused(world, () => log(kavya, over))).problem?.errors?.map((f) => f.pointer);
    expect(await faults({ startsAt: '2026-11-18T10:00:00.000Z' })).toEqual(['/body/startsAt']);
    expect(await faults({ startsAt: '2026-09-01T10:00:00.000Z' })).toEqual(['/body/startsAt']);
    expect(await faults({ mentorId: kavya.personId })).toEqual(['/body/mentorId']);
    expect(await faults({ askedVersionIds: [questionIds[0], questionIds[0]] })).toEqual(['/body/askedVersionIds/1']);
    expect(await faults({ askedVersionIds: ['01890000-0000-7000-8000-000000000000'] })).toEqual([
      '/body/askedVersionIds/0',
    ]);
    expect(await faults({ goal: { ...GOAL, track: 'no-such-track' } })).toEqual(['/body/goal/track']);
  });

  it('is for mentors about their own mocks and for whoever runs the batch', async () => {
    const jonas = await world.as('jonas');
    const other = await refused(world, () => log(jonas));
    expect(other.problem?.errors?.map((f) => f.pointer)).toEqual(['/body/mentorId']);
    for (const [key, status] of [
      ['asha', 403],
      ['ravi', 403],
      ['zoya', 404],
    ] as const)
      expect([key, (await refused(world, async () => log(await world.as(key)))).status]).toEqual([key, status]);
  });

  it('does not know learners of another batch', async () => {
    const elsewhere = await world.batch(BATCH_02);
    expect((await refused(world, () => log(dev, {}, elsewhere))).status).toBe(404);
    const zoya = await world.person('zoya');
    expect((await refused(world, () => log(kavya, { learnerId: zoya }))).status).toBe(404);
  });

  it('offers a mentor themself, and whoever runs the batch all of its mentors', async () => {
    const of = async (client: TestClient) => (await client.call(e.logOptions, { params: { batchId } })).body;
    expect((await of(dev)).mentors.map((m) => m.id)).toEqual([dev.personId]);
    expect((await of(kavya)).mentors.length).toBeGreaterThan(1);
    expect((await of(dev)).learners.map((l) => l.id)).toContain(asha.personId);
    expect((await asha.call(e.logOptions, { params: { batchId } })).status).toBe(403);
  });

  it('is scored like any other mock', async () => {
    const { body } = await log(dev);
    const answer = await dev.call(interviewEndpoints.get, { params: { interviewId: body.id } });
    expect(answer.body).toMatchObject({ state: 'awaiting_feedback', needsOutcome: false, cancelled: null });
    expect(
      (await dev.call(feedbackEndpoints.myFeedback)).body.items.find((i) => i.interviewId === body.id),
    ).toMatchObject({
      state: 'awaiting_scorecard',
      heldAt: AT,
    });
  });
});
