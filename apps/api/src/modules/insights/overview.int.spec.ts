import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { insightEndpoints as e, type BatchOverviewView } from '@dryrun/contracts/insights.contract';
import { completeCard, holdMock, releasedMock } from '../../../test/held-mock.ts';
import { startWorld, WORLD_NOW, type World } from '../../../test/harness.ts';

const UNKNOWN = '01890000-0000-7000-8000-000000000000';
const HOUR = 3_600_000;
let world: World;
let batchId: string;

beforeAll(async () => {
  world = await startWorld();
  batchId = await world.batch('batch-01');
});
afterAll(() => world.close());
beforeEach(() => world.clock.set(WORLD_NOW));

const overview = async (key = 'kavya'): Promise<BatchOverviewView> =>
  (await (await world.as(key)).call(e.overview, { params: { batchId } })).body;
const learner = (view: BatchOverviewView, name: string) => {
  const found = view.learners.find((l) => l.person.name.startsWith(name));
  if (!found) throw new Error(`${name} is not in the overview`);
  return found;
};

describe('the overview of a batch', () => {
  it('shows every learner by name with their mocks in the batch week of their start', async () => {
    const view = await overview();
    expect(view.currentWeek).toBe(6);
    expect(view.weeks).toHaveLength(12);
    expect(view.weeks[0]).toEqual({ number: 1, startsOn: '2026-10-12' });
    expect(view.weeks[5]).toEqual({ number: 6, startsOn: '2026-11-16' });
    const enrolled = await world.query<{ name: string }>(
      'select p.name from enrolment e join person p on p.id = e.person_id where e.batch_id = $1',
      [batchId],
    );
    expect(view.learners.map((l) => l.person.name)).toEqual(enrolled.map((r) => r.name).sort());
    // 00:00 on Monday in Kolkata is still Sunday evening in UTC.
    await holdMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-15T18:29:00Z' });
    await holdMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-15T18:30:00Z' });
    const weeks = new Map(learner(await overview(), 'Asha').mocks.map((m) => [m.startsAt, m.week]));
    expect([weeks.get('2026-11-15T18:29:00.000Z'), weeks.get('2026-11-15T18:30:00.000Z')]).toEqual([5, 6]);
  });

  it('counts held mocks and open next steps, and leaves out what was cancelled or is only kept', async () => {
    const before = learner(await overview(), 'Neha');
    for (const state of ['void', 'planned'] as const)
      await holdMock(world, { learner: 'neha', mentor: 'meera', at: '2026-11-17T08:00:00Z', state });
    expect(learner(await overview(), 'Neha')).toEqual(before);
    const mock = await releasedMock(world, { learner: 'neha', mentor: 'meera', at: '2026-11-17T09:00:00Z' });
    const after = learner(await overview(), 'Neha');
    expect([after.held, after.openNextSteps, after.lastHeldAt]).toEqual([
      before.held + 1,
      before.openNextSteps + 1,
      '2026-11-17T09:00:00.000Z',
    ]);
    expect(after.mocks.find((m) => m.interviewId === mock.id)).toMatchObject({
      state: 'feedback_released',
      mentorName: 'Meera Iyer',
      week: 6,
    });
    await world.query(
      `update next_step set state = 'done' where scorecard_id = (select id from scorecard where interview_id = $1)`,
      [mock.id],
    );
    expect(learner(await overview(), 'Neha').openNextSteps).toBe(before.openNextSteps);
  });

  it('says in words who is slipping, and nothing about the others or about people who pause', async () => {
    const view = await overview();
    expect(learner(view, 'Tenzin').flags.map((f) => f.code)).toEqual(['never_met', 'no_mock_this_week']);
    expect(learner(view, 'Rohan').flags.map((f) => f.code)).toEqual(['two_weeks_without', 'no_mock_this_week']);
    expect(learner(view, 'Karthik').flags).toEqual([]);
    await world.query(
      `update enrolment set state = 'paused' where person_id = (select id from person where name like 'Tenzin%')`,
    );
    expect(learner(await overview(), 'Tenzin').flags).toEqual([]);
  });

  it('counts who has a mock this week', async () => {
    const view = await overview();
    const has = view.learners.filter(
      (l) => !l.flags.some((f) => f.code === 'no_mock_this_week') && !l.person.name.startsWith('Tenzin'),
    );
    expect(view.thisWeek).toEqual({ withMock: has.length, withoutMock: view.learners.length - has.length });
    expect(view.thisWeek.withMock).toBeGreaterThan(3);
    expect(view.thisWeek.withoutMock).toBeGreaterThan(1);
  });

  it('lists what mentors owe from the end of a mock on: the outcome, then the scorecard, until it is submitted', async () => {
    const mock = await holdMock(world, {
      learner: 'asha',
      mentor: 'claire',
      at: '2026-11-18T12:00:00Z',
      state: 'scheduled',
    });
    const owed = async () => (await overview()).owed.find((o) => o.interviewId === mock.id);
    const endsAt = new Date('2026-11-18T12:45:00Z').getTime();

    world.clock.set(new Date(endsAt - 1));
    expect(await owed()).toBeUndefined();
    world.clock.set(new Date(endsAt));
    const outcome = {
      kind: 'outcome',
      dueAt: '2026-11-19T12:45:00.000Z',
      isOverdue: false,
      learnerName: 'Asha Kulkarni',
      mentor: { name: 'Claire Okafor' },
    };
    expect(await owed()).toMatchObject(outcome);
    world.clock.advance(24 * HOUR);
    expect(await owed()).toMatchObject({ ...outcome, isOverdue: true });

    await world.query(`update interview set state = 'awaiting_feedback', ended_at = $2, minutes = 40 where id = $1`, [
      mock.id,
      '2026-11-18T12:40:00Z',
    ]);
    await world.query('update plan_item set asked_at = now() where interview_id = $1', [mock.id]);
    expect(await owed()).toMatchObject({ kind: 'scorecard', dueAt: '2026-11-19T12:40:00.000Z', isOverdue: true });
    const claire = await world.as('claire');
    const params = { interviewId: mock.id };
    await claire.call(feedbackEndpoints.saveScorecard, { params, body: { ...completeCard(mock), strengths: [] } });
    expect(await owed()).toMatchObject({ kind: 'scorecard' });
    await claire.call(feedbackEndpoints.submitScorecard, { params, body: { ...completeCard(mock), version: 1 } });
    expect(await owed()).toBeUndefined();
  });

  it('puts the most overdue first', async () => {
    const dueAts = (await overview()).owed.map((o) => o.dueAt);
    expect(dueAts.length).toBeGreaterThan(1);
    expect(dueAts).toEqual([...dueAts].sort());
  });

  it('is for those who oversee the batch: others of the batch are refused, for everybody else it does not exist', async () => {
    const expected = {
      kavya: 200,
      arjun: 200,
      asha: 403,
      dev: 403,
      meera: 403,
      zoya: 404,
      samir: 404,
      imran: 404,
      leela: 404,
    };
    for (const [key, status] of Object.entries(expected)) {
      const client = await world.as(key);
      const answer = await client.call(e.overview, { params: { batchId } });
      expect([key, answer.status]).toEqual([key, status]);
      if (status !== 404) continue;
      const unknown = await client.call(e.overview, { params: { batchId: UNKNOWN } });
      expect({ ...answer.problem, traceId: '' }).toEqual({ ...unknown.problem, traceId: '' });
    }
  });

  it('of one batch holds nobody of another', async () => {
    const other = (
      await (await world.as('imran')).call(e.overview, { params: { batchId: await world.batch('batch-02') } })
    ).body;
    const here = await overview();
    const names = (v: BatchOverviewView) => [...v.learners.map((l) => l.person.id), ...v.owed.map((o) => o.mentor.id)];
    expect(names(other).length).toBeGreaterThan(0);
    expect(names(other).filter((id) => names(here).includes(id))).toEqual([]);
  });
});
