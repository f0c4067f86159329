import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { insightEndpoints as e, type ProgressView } from '@dryrun/contracts/insights.contract';
import { completeCard, holdMock, releasedMock } from '../../../test/held-mock.ts';
import { startWorld, type World } from '../../../test/harness.ts';

let world: World;
let batchId: string;
let ashaId: string;

beforeAll(async () => {
  world = await startWorld();
  batchId = await world.batch('batch-01');
  ashaId = await world.person('asha');
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.query('delete from scorecard where interview_id in (select id from interview where learner_id = $1)', [
    ashaId,
  ]);
  await world.query(`update interview set state = 'void' where learner_id = $1`, [ashaId]);
});

const progress = async (key: string, personId = ashaId) =>
  (await world.as(key)).call(e.progress, { params: { batchId, personId } });
const points = (view: ProgressView, dimension: string) =>
  view.dimensions.find((d) => d.dimension === dimension)?.points.map((p) => p.level);

describe('progress', () => {
  it('is each move over time by when the mock was held, whenever it was graded; not observed is no point', async () => {
    const probe = await holdMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-01T08:00:00Z', state: 'void' });
    const [a = '', b = ''] = probe.focus;
    const third = await releasedMock(
      world,
      { learner: 'asha', mentor: 'dev', at: '2026-11-06T08:00:00Z' },
      { [a]: 4, [b]: 3 },
    );
    const first = await releasedMock(
      world,
      { learner: 'asha', mentor: 'claire', at: '2026-11-02T08:00:00Z' },
      { [a]: 1, [b]: 2 },
    );
    const second = await releasedMock(
      world,
      { learner: 'asha', mentor: 'meera', at: '2026-11-04T08:00:00Z' },
      { [a]: 3, [b]: null },
    );
    const { body } = await progress('asha');
    expect(body).toMatchObject({
      learner: { id: ashaId, name: 'Asha Kulkarni' },
      heldCount: 3,
      minimum: 3,
      isWithheld: false,
    });
    expect(body.dimensions.map((d) => d.dimension).sort()).toEqual([...probe.focus].sort());
    expect(points(body, a)).toEqual([1, 3, 4]);
    expect(points(body, b)).toEqual([2, 3]);
    expect(body.dimensions.find((d) => d.dimension === a)?.points.map((p) => p.interviewId)).toEqual([
      first.id,
      second.id,
      third.id,
    ]);
    expect(body.knowledge.map((k) => [k.heldAt, k.unaided, k.raised])).toEqual([
      ['2026-11-02T08:00:00.000Z', 1, 2],
      ['2026-11-04T08:00:00.000Z', 1, 2],
      ['2026-11-06T08:00:00.000Z', 1, 2],
    ]);
  });

  it('counts and shows only what is released', async () => {
    await releasedMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-02T08:00:00Z' });
    const waiting = await holdMock(world, { learner: 'asha', mentor: 'claire', at: '2026-11-18T08:00:00Z' });
    const before = (await progress('asha')).text;
    await (
      await world.as('claire')
    ).call(feedbackEndpoints.submitScorecard, { params: { interviewId: waiting.id }, body: completeCard(waiting) });
    expect((await progress('asha')).text).toBe(before);
    await (
      await world.as('asha')
    ).call(feedbackEndpoints.predict, { params: { interviewId: waiting.id }, body: { levels: [] } });
    expect((await progress('asha')).body.heldCount).toBe(2);
  });

  it('of another batch of the same person stays there', async () => {
    const other = await world.batch('batch-02');
    await world.query(
      `insert into role_grant (id, person_id, role, batch_id, granted_at) values (gen_random_uuid(), $1, 'learner', $2, now())`,
      [ashaId, other],
    );
    await releasedMock(world, { learner: 'asha', mentor: 'samir', batch: 'batch-02', at: '2026-11-02T08:00:00Z' });
    expect((await progress('kavya')).body).toMatchObject({ heldCount: 0, dimensions: [], knowledge: [] });
  });

  it('is for the learner and the staff of the batch; for everybody else, the mentors too, it does not exist', async () => {
    await releasedMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-02T08:00:00Z' });
    const expected = {
      asha: 200,
      meera: 200,
      kavya: 200,
      arjun: 200,
      dev: 404,
      claire: 404,
      ravi: 404,
      leela: 404,
      zoya: 404,
      samir: 404,
      imran: 404,
    };
    for (const [key, status] of Object.entries(expected)) {
      const answer = await progress(key);
      expect([key, answer.status]).toEqual([key, status]);
      if (status !== 404) continue;
      const unknown = await progress(key, '01890000-0000-7000-8000-000000000000');
      expect({ ...answer.problem, traceId: '' }).toEqual({ ...unknown.problem, traceId: '' });
    }
  });

  it('exists only for people who are or were learners of that batch', async () => {
    for (const key of ['dev', 'kavya', 'zoya'])
      expect([key, (await progress('arjun', await world.person(key))).status]).toEqual([key, 404]);
    await world.query(`update enrolment set state = 'applied' where person_id = $1 and batch_id = $2`, [
      ashaId,
      batchId,
    ]);
    expect((await progress('kavya')).status).toBe(404);
    await world.query(`update enrolment set state = 'completed' where person_id = $1 and batch_id = $2`, [
      ashaId,
      batchId,
    ]);
    expect((await progress('kavya')).status).toBe(200);
    await world.query(`update enrolment set state = 'active' where person_id = $1 and batch_id = $2`, [
      ashaId,
      batchId,
    ]);
  });

  it('keeps its numbers from a lead mentor who will interview the learner or owes them a scorecard', async () => {
    await releasedMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-02T08:00:00Z' });
    expect((await progress('meera')).body.dimensions.length).toBeGreaterThan(0);
    const next = await holdMock(world, { learner: 'asha', mentor: 'meera', at: '2026-11-18T08:00:00Z' });
    expect((await progress('meera')).body).toEqual({
      learner: expect.objectContaining({ id: ashaId }),
      heldCount: 1,
      minimum: 3,
      isWithheld: true,
      dimensions: [],
      knowledge: [],
    });
    expect((await progress('kavya')).body).toMatchObject({ isWithheld: false });
    await (
      await world.as('meera')
    ).call(feedbackEndpoints.submitScorecard, { params: { interviewId: next.id }, body: completeCard(next) });
    expect((await progress('meera')).body.dimensions.length).toBeGreaterThan(0);
  });

  it('is noted in the audit when staff read it, not when the learner does', async () => {
    const count = async () =>
      (await world.query(`select 1 from audit_entry where action = 'progress.read' and person_id = $1`, [ashaId]))
        .length;
    const before = await count();
    await progress('asha');
    await progress('dev');
    expect(await count()).toBe(before);
    await progress('kavya');
    expect(await count()).toBe(before + 1);
  });
});
