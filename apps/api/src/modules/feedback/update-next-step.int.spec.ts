import { feedbackEndpoints as e, type NextStepView } from '@dryrun/contracts/feedback.contract';
import { completeCard, holdMock, releasedMock, settled } from '../../../test/held-mock.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

let world: World;
let asha: TestClient;
let step: NextStepView;

beforeAll(async () => {
  world = await startWorld();
  asha = await world.as('asha');
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.query(`delete from scorecard where interview_id in (select id from interview where learner_id = $1)`, [
    await world.person('asha'),
  ]);
  await releasedMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-18T08:00:00Z' });
  const [offered] = await mine();
  if (!offered) throw new Error('nothing was offered');
  step = offered;
});

const mine = async () => (await asha.call(e.myNextSteps)).body.items;
const change = (state: 'accepted' | 'done' | 'declined', dueOn: string | null = null, client = asha) =>
  client.call(e.updateNextStep, { params: { nextStepId: step.id }, body: { state, dueOn } });

describe('a next step', () => {
  it('is taken on with a date of the learner’s own, then done', async () => {
    expect(step).toMatchObject({ state: 'offered', dueOn: '2026-11-25' });
    const accepted = await change('accepted', '2026-11-28');
    expect([accepted.status, accepted.body]).toEqual([200, { ...step, state: 'accepted', dueOn: '2026-11-28' }]);
    expect((await change('done')).body).toMatchObject({ state: 'done', dueOn: '2026-11-28' });
    expect(await mine()).toEqual([{ ...step, state: 'done', dueOn: '2026-11-28' }]);
    const audit = await world.query(
      `select before->>'state' as was, after->>'state' as becomes from audit_entry where subject_id = $1 order by at, id`,
      [step.id],
    );
    expect(audit).toEqual([
      { was: 'offered', becomes: 'accepted' },
      { was: 'accepted', becomes: 'done' },
    ]);
  });

  it('keeps the mentor’s date when it is taken on without another', async () => {
    expect((await change('accepted')).body).toMatchObject({ state: 'accepted', dueOn: '2026-11-25' });
  });

  it('changes nothing when the same is said twice', async () => {
    await change('accepted');
    const before = await settled(world);
    expect((await change('accepted')).status).toBe(200);
    expect(await settled(world)).toBe(before);
  });

  it('is not done before it was taken on, and not taken up again once it was declined', async () => {
    const before = await settled(world);
    const early = await change('done');
    expect([early.status, early.problem?.code, early.problem?.errors?.[0]?.pointer]).toEqual([
      409,
      'next_step_state',
      '/body/state',
    ]);
    expect(await settled(world)).toBe(before);
    await change('declined');
    expect((await change('accepted')).problem?.code).toBe('next_step_state');
  });

  it('ends in one state when two tabs decide differently at once', async () => {
    await change('accepted');
    const answers = await Promise.all([change('done'), change('declined'), change('done'), change('declined')]);
    const winners = new Set(answers.filter((a) => a.status === 200).map((a) => a.body.state));
    expect(winners.size).toBe(1);
    expect((await mine())[0]?.state).toBe([...winners][0]);
  });

  it('is changed by its learner only: who may read it is refused, for all others it does not exist', async () => {
    const before = await settled(world);
    const expected = {
      dev: 403,
      meera: 403,
      kavya: 403,
      arjun: 403,
      ravi: 404,
      claire: 404,
      leela: 404,
      zoya: 404,
      samir: 404,
      imran: 404,
    };
    for (const [key, status] of Object.entries(expected)) {
      const answer = await change('accepted', null, await world.as(key));
      expect([key, answer.status]).toEqual([key, status]);
    }
    expect(await settled(world)).toBe(before);
  });

  it('does not exist while its feedback is not released', async () => {
    const mock = await holdMock(world, { learner: 'asha', mentor: 'claire', at: '2026-11-18T09:00:00Z' });
    await (
      await world.as('claire')
    ).call(e.submitScorecard, { params: { interviewId: mock.id }, body: completeCard(mock) });
    const [hidden] = await world.query<{ id: string }>(
      'select n.id from next_step n join scorecard s on s.id = n.scorecard_id where s.interview_id = $1',
      [mock.id],
    );
    for (const key of ['asha', 'claire', 'meera', 'kavya', 'arjun']) {
      const answer = await (
        await world.as(key)
      ).call(e.updateNextStep, { params: { nextStepId: hidden?.id ?? '' }, body: { state: 'accepted', dueOn: null } });
      expect([key, answer.status]).toEqual([key, 404]);
    }
    expect(await mine()).toHaveLength(1);
    expect(await world.query('select 1 from open_next_step where learner_id = $1', [asha.personId])).toHaveLength(1);
  });
});

describe('my next steps', () => {
  it('are listed open ones first, the nearest date first, those taken on before those offered', async () => {
    const drills = [
      ['offered, no date', null, []],
      ['taken on, later', '2026-11-30', ['accepted']],
      ['done', '2026-11-20', ['accepted', 'done']],
      ['taken on, sooner', '2026-11-21', ['accepted']],
      ['declined', null, ['declined']],
    ] as const;
    await world.query(`delete from next_step where learner_id = $1`, [asha.personId]);
    for (const [i, [drill, dueOn, states]] of drills.entries()) {
      const mock = await releasedMock(world, { learner: 'asha', mentor: 'dev', at: `2026-11-1${i}T08:00:00Z` });
      await world.query(
        `update next_step set drill = $2, due_on = $3 where scorecard_id = (select id from scorecard where interview_id = $1)`,
        [mock.id, drill, dueOn],
      );
      step = (await mine()).find((s) => s.drill === drill) ?? step;
      for (const state of states) await change(state);
    }
    expect((await mine()).map((s) => s.drill)).toEqual([
      'taken on, sooner',
      'taken on, later',
      'offered, no date',
      'done',
      'declined',
    ]);
  });

  it('are nobody else’s: a mentor has none of their own', async () => {
    expect((await (await world.as('dev')).call(e.myNextSteps)).body.items).toEqual([]);
  });
});
