import { feedbackEndpoints as e, type FeedbackView } from '@dryrun/contracts/feedback.contract';
import { completeCard, holdMock, releasedMock, type HeldMock } from '../../../test/held-mock.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

let world: World;
let asha: TestClient;
const UNKNOWN = '01890000-0000-7000-8000-000000000000';

beforeAll(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  // Only the mocks of each test: the seeded history of these people would be their "last time".
  await world.query(
    `delete from scorecard where interview_id in (select id from interview where learner_id in ($1, $2))`,
    [await world.person('asha'), await world.person('zoya')],
  );
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.query(`delete from scorecard where interview_id in (select id from interview where learner_id = $1)`, [
    await world.person('asha'),
  ]);
  await world.query(`update interview set state = 'void' where learner_id = $1`, [await world.person('asha')]);
});

const read = async (client: TestClient, mock: HeldMock): Promise<FeedbackView> =>
  (await client.call(e.feedback, { params: { interviewId: mock.id } })).body;
const lastTimes = (view: FeedbackView) => view.released?.rows.map((r) => r.lastTime?.level ?? null);

describe('released feedback', () => {
  it('has a row per focus dimension with level, words, anchor, prompting and examples; knowledge stands apart', async () => {
    const mock = await holdMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-18T08:00:00Z' });
    const params = { interviewId: mock.id };
    const [first = '', second = ''] = mock.focus;
    const card = completeCard(mock, { [first]: 3, [second]: null, [mock.beside]: 4 });
    await asha.call(e.predict, { params, body: { levels: [{ dimension: first, level: 4 }] } });
    await (
      await world.as('dev')
    ).call(e.submitScorecard, {
      params,
      body: {
        ...card,
        ratings: card.ratings.map((r) => (r.dimension === first ? { ...r, wasPrompted: true, examples: [] } : r)),
      },
    });
    const view = await read(asha, mock);
    const anchors = Object.fromEntries(view.dimensions.map((d) => [d.id, d.anchors]));
    expect(view.released?.rows.map((r) => r.dimension)).toEqual([...mock.focus, mock.beside]);
    expect(view.released?.rows[0]).toMatchObject({
      level: 3,
      levelName: view.levelNames[2],
      anchor: anchors[first]?.[3],
      wasPrompted: true,
      predicted: 4,
      examples: [],
      lastTime: null,
    });
    expect(view.released?.rows[1]).toMatchObject({
      level: null,
      levelName: 'Not observed',
      anchor: '',
      wasPrompted: null,
      predicted: null,
    });
    expect(view.released?.knowledge.map((k) => k.points.map((p) => p.coverage))).toEqual([['unaided', 'missed']]);
    expect(view.released).toMatchObject({ strengths: card.strengths, note: card.note, recommendation: 'close' });
    expect(view.released?.nextSteps).toMatchObject([
      { state: 'offered', dueOn: '2026-11-25', mentorName: 'Dev Malhotra', dimension: { id: first } },
    ]);
    expect(view.dimensions.map((d) => d.id)).toEqual(mock.focus);
  });

  it('compares with the latest earlier mock in which the dimension was observed; a gap is skipped, never a low score', async () => {
    const at = (day: number) => ({ learner: 'asha', mentor: 'dev', at: `2026-11-0${day}T08:00:00Z` });
    const first = await releasedMock(world, at(2), {});
    const [a = '', b = '', c = ''] = first.focus;
    const second = await releasedMock(world, at(4), { [a]: 4, [b]: null, [c]: 3 });
    const third = await releasedMock(world, at(6), { [a]: null, [b]: 3 });
    expect(lastTimes(await read(asha, first))).toEqual(first.focus.map(() => null));
    expect(lastTimes(await read(asha, second))).toEqual(first.focus.map(() => 2));
    expect(lastTimes(await read(asha, third))).toEqual([4, 2, 3, 2].slice(0, first.focus.length));
    expect((await read(asha, third)).released?.rows[1]?.lastTime?.heldAt).toBe('2026-11-02T08:00:00.000Z');
  });

  it('orders by when mocks were held, not by when they were graded', async () => {
    const graded = async (day: number, level: 1 | 2 | 3 | 4) => {
      const wish = { learner: 'asha', mentor: 'dev', at: `2026-11-0${day}T08:00:00Z` };
      const probe = await holdMock(world, { ...wish, state: 'void' });
      return releasedMock(world, wish, Object.fromEntries(probe.focus.map((d) => [d, level])));
    };
    const [last, earliest, middle] = [await graded(6, 4), await graded(2, 1), await graded(4, 3)];
    expect(lastTimes(await read(asha, last))?.[0]).toBe(3);
    expect(lastTimes(await read(asha, middle))?.[0]).toBe(1);
    expect(lastTimes(await read(asha, earliest))?.[0]).toBeNull();
  });

  it('takes nothing from a mock of which the feedback is not released', async () => {
    const unreleased = await holdMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-02T08:00:00Z' });
    await (
      await world.as('dev')
    ).call(e.submitScorecard, { params: { interviewId: unreleased.id }, body: completeCard(unreleased) });
    const mock = await releasedMock(world, { learner: 'asha', mentor: 'meera', at: '2026-11-04T08:00:00Z' });
    expect(lastTimes(await read(asha, mock))?.[0]).toBeNull();
  });

  it('never takes numbers across batches', async () => {
    await world.query(
      `insert into role_grant (id, person_id, role, batch_id, granted_at) values (gen_random_uuid(), $1, 'learner', $2, now()) on conflict do nothing`,
      [await world.person('asha'), await world.batch('batch-02')],
    );
    await releasedMock(world, { learner: 'asha', mentor: 'samir', batch: 'batch-02', at: '2026-11-02T08:00:00Z' });
    const mock = await releasedMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-04T08:00:00Z' });
    expect(lastTimes(await read(await world.as('kavya'), mock))?.[0]).toBeNull();
  });

  it('tells a mentor nothing of what other mentors gave; learner and staff see it', async () => {
    const by = (mentor: string, day: number) =>
      releasedMock(world, { learner: 'asha', mentor, at: `2026-11-0${day}T08:00:00Z` });
    await by('claire', 2);
    const mock = await by('dev', 4);
    const byLead = await by('meera', 6);
    expect(lastTimes(await read(asha, mock))?.[0]).toBe(2);
    expect(lastTimes(await read(await world.as('kavya'), mock))?.[0]).toBe(2);
    expect(lastTimes(await read(await world.as('dev'), mock))?.[0]).toBeNull();
    expect(lastTimes(await read(await world.as('meera'), byLead))?.[0]).toBe(2);
  });

  it('says who can see it, once per person and with every reason', async () => {
    const mock = await releasedMock(world, { learner: 'asha', mentor: 'meera', at: '2026-11-04T08:00:00Z' });
    expect((await read(asha, mock)).released?.seenBy).toEqual([
      { name: 'Asha Kulkarni', role: 'Learner' },
      { name: 'Meera Iyer', role: 'Mentor of this mock · Lead mentor' },
      { name: 'Kavya Nair', role: 'Cohort admin' },
      { name: 'Arjun Rao', role: 'Academy admin' },
    ]);
  });

  it('is seen by exactly the people it names, and for the others does not exist', async () => {
    const mock = await releasedMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-04T08:00:00Z' });
    const view = await read(asha, mock);
    const names = view.released?.seenBy.map((s) => s.name);
    const people = await world.query<{ key: string; name: string }>(
      'select demo_key as key, name from person where demo_key is not null',
    );
    for (const { key, name } of people) {
      const client = await world.as(key);
      const answer = await client.call(e.feedback, { params: { interviewId: mock.id } });
      if (names?.includes(name)) expect([key, answer.status, answer.body.released !== null]).toEqual([key, 200, true]);
      else {
        const unknown = await client.call(e.feedback, { params: { interviewId: UNKNOWN } });
        const same = ({ status, problem }: typeof unknown) => ({ status, ...problem, traceId: '' });
        expect([key, same(answer)]).toEqual([key, same(unknown)]);
        expect(answer.status).toBe(404);
      }
    }
    expect(names).toHaveLength(5);
  });

  it('notes in the audit who of the staff read it, and no reading of the two who took part', async () => {
    const mock = await releasedMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-04T08:00:00Z' });
    const unreleased = await holdMock(world, { learner: 'asha', mentor: 'claire', at: '2026-11-05T08:00:00Z' });
    for (const key of ['asha', 'dev', 'kavya', 'meera']) {
      await read(await world.as(key), mock);
      await read(await world.as(key), unreleased);
    }
    const lines = await world.query<{ key: string; subject: string }>(
      `select p.demo_key as key, a.subject_id as subject from audit_entry a join person p on p.id = a.actor_id
       where a.action = 'feedback.read' and a.subject_id = any($1) and a.person_id = $2 order by 1`,
      [[mock.id, unreleased.id], await world.person('asha')],
    );
    expect(lines).toEqual([
      { key: 'kavya', subject: mock.id },
      { key: 'meera', subject: mock.id },
    ]);
  });
});

describe('whoever will interview the learner again, or owes them a scorecard', () => {
  it.each([
    ['scheduled', true],
    ['running', true],
    ['awaiting_feedback', true],
    ['void', false],
    ['missed', false],
  ] as const)('with a mock that is %s: numbers withheld is %s', async (state, isWithheld) => {
    const given = await releasedMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-04T08:00:00Z' });
    await holdMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-20T08:00:00Z', state });
    const view = await read(await world.as('dev'), given);
    expect(view).toMatchObject({ state: 'released', isWithheld });
    expect(view.released === null).toBe(isWithheld);
    expect(await read(asha, given)).toMatchObject({ isWithheld: false, released: { recommendation: 'close' } });
    expect(await read(await world.as('kavya'), given)).toMatchObject({ isWithheld: false });
  });

  it('sees none of what others gave either, though she leads the mentors', async () => {
    const given = await releasedMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-04T08:00:00Z' });
    const meera = await world.as('meera');
    expect(await read(meera, given)).toMatchObject({ isWithheld: false, released: { recommendation: 'close' } });
    const next = await holdMock(world, { learner: 'asha', mentor: 'meera', at: '2026-11-18T08:00:00Z' });
    expect(await read(meera, given)).toMatchObject({ isWithheld: true, released: null });
    await meera.call(e.submitScorecard, { params: { interviewId: next.id }, body: completeCard(next) });
    expect(await read(meera, given)).toMatchObject({ isWithheld: false, released: { recommendation: 'close' } });
  });
});

describe('my feedback', () => {
  it('lists the held mocks of the learner, latest first, and where each stands', async () => {
    const released = await releasedMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-04T08:00:00Z' });
    const submitted = await holdMock(world, { learner: 'asha', mentor: 'claire', at: '2026-11-17T08:00:00Z' });
    await (
      await world.as('claire')
    ).call(e.submitScorecard, { params: { interviewId: submitted.id }, body: completeCard(submitted) });
    const owed = await holdMock(world, { learner: 'asha', mentor: 'meera', at: '2026-11-18T08:00:00Z' });
    await holdMock(world, { learner: 'asha', mentor: 'meera', at: '2026-11-19T08:00:00Z', state: 'scheduled' });
    const { body } = await asha.call(e.myFeedback);
    expect(body.items.map((i) => [i.interviewId, i.state, i.canPredict, i.releasedAt !== null])).toEqual([
      [owed.id, 'awaiting_scorecard', true, false],
      [submitted.id, 'awaiting_prediction', true, false],
      [released.id, 'released', false, true],
    ]);
    expect(body.items[0]).toMatchObject({
      viewerIs: 'learner',
      otherPerson: { name: 'Meera Iyer' },
      dueAt: '2026-11-19T08:45:00.000Z',
    });
  });

  it('lists for the mentor what they gave and owe, and whom', async () => {
    const claire = await world.as('claire');
    const owed = await holdMock(world, { learner: 'asha', mentor: 'claire', at: '2026-11-18T08:00:00Z' });
    const { body } = await claire.call(e.myFeedback);
    expect(body.items.find((i) => i.interviewId === owed.id)).toMatchObject({
      viewerIs: 'mentor',
      otherPerson: { name: 'Asha Kulkarni' },
      state: 'awaiting_scorecard',
      canPredict: false,
    });
    const own = await world.query<{ id: string }>(
      `select interview_id as id from feedback_standing where mentor_id = $1`,
      [claire.personId],
    );
    expect(new Set(body.items.map((i) => i.interviewId))).toEqual(new Set(own.map((r) => r.id)));
  });

  it('loses what belongs to a role that was taken away', async () => {
    await releasedMock(world, { learner: 'asha', mentor: 'jonas', at: '2026-11-04T08:00:00Z' });
    const jonas = await world.as('jonas');
    expect((await jonas.call(e.myFeedback)).body.items.length).toBeGreaterThan(0);
    await world.query(`update role_grant set role = 'learner' where person_id = $1 and role = 'mentor'`, [
      jonas.personId,
    ]);
    expect((await jonas.call(e.myFeedback)).body.items).toEqual([]);
  });
});
