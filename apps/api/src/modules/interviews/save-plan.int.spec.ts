import { interviewEndpoints as e, type PlanView } from '@dryrun/contracts/interviews.contract';
import { mockOf, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const UNKNOWN = '01890000-0000-7000-8000-000000000000';

let world: World;
let dev: TestClient;
let interviewId: string;
let plan: PlanView;

beforeEach(async () => {
  world = await startWorld();
  dev = await world.as('dev');
  interviewId = (await mockOf(world, 'neha', 'scheduled')).id;
  plan = (await dev.call(e.plan, { params: { interviewId } })).body;
});
afterEach(() => world.close());

type Wanted = { questionVersionId: string; pushbackIds: string[] }[];
const save = (items: Wanted, version = plan.version, client = dev) =>
  client.call(e.savePlan, { params: { interviewId }, body: { version, items } });
const asItIs = (): Wanted =>
  plan.items.map((i) => ({
    questionVersionId: i.questionVersionId,
    pushbackIds: i.pushbacks.filter((p) => p.isPlanned).map((p) => p.id),
  }));
const item = (n: number) => {
  const found = asItIs()[n];
  if (!found) throw new Error('the plan of this mock is too short for these tests');
  return found;
};
const spare = () => ({ questionVersionId: plan.spares[0]?.questionVersionId ?? '', pushbackIds: [] });

describe('choosing the questions of a mock', () => {
  it('takes the order, the questions and the pushbacks that the mentor wants', async () => {
    const saved = await save([{ ...item(1), pushbackIds: [] }, spare()]);
    expect(saved.status).toBe(200);
    expect(saved.body.version).toBe(plan.version + 1);
    expect(saved.body.items.map((i) => i.questionVersionId)).toEqual([
      item(1).questionVersionId,
      spare().questionVersionId,
    ]);
    expect(saved.body.items[0]?.pushbacks.some((p) => p.isPlanned)).toBe(false);
    expect(saved.body.items[1]?.reason).toMatchObject({
      code: 'chosen_by_mentor',
      sentence: expect.stringMatching(/^Chosen by the mentor\. /) as string,
    });
    expect(saved.body.spares.map((s) => s.questionVersionId)).toContain(item(0).questionVersionId);
    expect(saved.body.spares.map((s) => s.questionVersionId)).not.toContain(spare().questionVersionId);
    expect((await dev.call(e.plan, { params: { interviewId } })).body).toEqual(saved.body);
  });

  it('keeps ids and reasons of questions that stay, so that what was shown stays shown', async () => {
    await dev.call(e.start, { params: { interviewId } });
    await dev.call(e.show, { params: { interviewId }, body: { planItemId: plan.items[0]?.id ?? '' } });
    const saved = await save([spare(), item(0)]);
    expect(saved.body.items[1]).toMatchObject({ id: plan.items[0]?.id, reason: plan.items[0]?.reason });
    expect((await dev.call(e.stage, { params: { interviewId } })).body.shown?.title).toBe(
      plan.items[0]?.question.title,
    );
  });

  it('does not take back a question that the learner has seen', async () => {
    await dev.call(e.start, { params: { interviewId } });
    await dev.call(e.show, { params: { interviewId }, body: { planItemId: plan.items[0]?.id ?? '' } });
    const answer = await refused(world, () => save([item(1)]));
    expect([answer.status, answer.problem?.errors?.map((f) => f.pointer)]).toEqual([400, ['/body/items']]);
  });

  it('never lets a question be asked of a learner again: not one from an earlier mock, not one of another coming mock', async () => {
    const [asked] = await world.query<{ id: string }>(
      `select e.question_version_id as id from exposure e where e.learner_id = $1 and e.how = 'asked' order by e.at desc limit 1`,
      [plan.learner.id],
    );
    const reused = await refused(world, () => save([{ questionVersionId: asked?.id ?? '', pushbackIds: [] }]));
    expect(reused.problem?.errors).toMatchObject([
      { pointer: '/body/items/0/questionVersionId', message: expect.stringContaining('not fresh') as string },
    ]);
    expect((await save([spare()])).status).toBe(200);
    const other = await world.query<{ id: string }>(
      `insert into interview (id, batch_id, learner_id, mentor_id, state, goal, starts_at, ends_at, format_version_id, rubric_version_id, policy, created_at)
       select gen_random_uuid(), batch_id, learner_id, mentor_id, 'scheduled', goal, starts_at + interval '7 days', ends_at + interval '7 days',
              format_version_id, rubric_version_id, policy, created_at from interview where id = $1 returning id`,
      [interviewId],
    );
    interviewId = other[0]?.id ?? '';
    const next = (await dev.call(e.plan, { params: { interviewId } })).body;
    expect(next.spares.map((s) => s.questionVersionId)).not.toContain(spare().questionVersionId);
    expect((await refused(world, () => save([spare()], 0))).problem?.code).toBe('invalid_input');
  });

  it('names every fault: twice the same question, unknown ones, and pushbacks of other questions', async () => {
    const answer = await refused(world, () =>
      save([
        item(0),
        item(0),
        { questionVersionId: UNKNOWN, pushbackIds: [] },
        { ...item(1), pushbackIds: ['nothing-like-it'] },
      ]),
    );
    expect(answer.problem?.errors?.map((f) => f.pointer)).toEqual([
      '/body/items/1/questionVersionId',
      '/body/items/2/questionVersionId',
      '/body/items/3/pushbackIds/0',
    ]);
  });

  it('is refused over a newer plan, also when two tabs save at the same moment', async () => {
    const answers = await Promise.all([save([item(0)]), save([item(1)])]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    const stale = await refused(world, () => save(asItIs()));
    expect(stale.problem?.code).toBe('stale_version');
  });

  it('ends with the mock', async () => {
    await dev.call(e.weMet, { params: { interviewId }, body: { minutes: 40, askedPlanItemIds: [] } });
    expect((await refused(world, () => save(asItIs()))).problem?.code).toBe('interview_state');
  });

  it('is the mentor’s: staff who may read the plan may not change it, and for the learner there is none', async () => {
    for (const [key, status] of [
      ['meera', 403],
      ['kavya', 403],
      ['arjun', 403],
      ['neha', 404],
      ['claire', 404],
      ['samir', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => save(asItIs(), plan.version, client))).status]).toEqual([key, status]);
    }
  });
});

describe('a plan that cannot be filled', () => {
  it('says so in words instead of repeating a question', async () => {
    await world.query(
      `insert into exposure (id, learner_id, question_item_id, question_version_id, how, interview_id, pushback_ids, at)
       select gen_random_uuid(), $1, i.id, i.current_version_id, 'asked', gen_random_uuid(), '{}', $2 from content_item i where i.kind in ('question', 'case-study')`,
      [plan.learner.id, world.clock.now()],
    );
    await world.query('delete from plan_item where interview_id = $1', [interviewId]);
    const empty = (await dev.call(e.plan, { params: { interviewId } })).body;
    expect(empty).toMatchObject({ items: [], spares: [] });
    expect(empty.shortage).toContain('No question could be planned');
  });
});
