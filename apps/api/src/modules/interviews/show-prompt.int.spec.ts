import { interviewEndpoints as e, type PlanView } from '@dryrun/contracts/interviews.contract';
import { mockOf, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

let world: World;
let dev: TestClient;
let neha: TestClient;
let interviewId: string;
let plan: PlanView;

beforeEach(async () => {
  world = await startWorld();
  dev = await world.as('dev');
  neha = await world.as('neha');
  interviewId = (await mockOf(world, 'neha', 'scheduled')).id;
  plan = (await dev.call(e.plan, { params: { interviewId } })).body;
});
afterEach(() => world.close());

const start = () => dev.call(e.start, { params: { interviewId } });
const show = (planItemId: string | null, client = dev) =>
  client.call(e.show, { params: { interviewId }, body: { planItemId } });
const stage = async (client = neha) => (await client.call(e.stage, { params: { interviewId } })).body;
const first = () => plan.items[0] ?? fail();
const second = () => plan.items[1] ?? fail();
function fail(): never {
  throw new Error('the plan of this mock is too short for these tests');
}

describe('showing a prompt', () => {
  it('lets the learner see the prompt, and hides it again', async () => {
    await start();
    expect((await stage()).shown).toBeNull();
    const shown = await show(first().id);
    expect(shown.body.items[0]?.shownAt).toBe(world.clock.now().toISOString());
    const { title, prompt } = first().question;
    expect((await stage()).shown).toEqual({ title, prompt, shownAt: world.clock.now().toISOString() });
    expect((await stage(dev)).shown?.prompt).toBe(prompt);
    await show(null);
    expect((await stage()).shown).toBeNull();
  });

  it('shows one at a time, and remembers when each was first seen', async () => {
    await start();
    await show(first().id);
    const seenAt = world.clock.now().toISOString();
    world.clock.advance(60_000);
    await show(second().id);
    expect((await stage()).shown?.title).toBe(second().question.title);
    world.clock.advance(60_000);
    const again = await show(first().id);
    expect(again.body.items[0]?.shownAt).toBe(seenAt);
  });

  it('never lets the learner have anything of a question but its title and prompt', async () => {
    await start();
    await show(first().id);
    await dev.call(e.usePushback, {
      params: { interviewId },
      body: { planItemId: first().id, pushbackId: first().pushbacks[0]?.id ?? '' },
    });
    const secrets = plan.items.flatMap(({ question, reason }) => [
      ...question.pushbacks.flatMap((p) => [p.says, p.goodRevision]),
      ...question.factsOnRequest,
      ...question.probes,
      ...question.keyPoints.map((k) => k.text),
      question.knowledgeAnswer,
      question.reasoningAnswer,
      question.whyAsked,
      reason.sentence,
    ]);
    const unseen = [second().question.title, second().question.prompt];
    const answers = await Promise.all([
      neha.call(e.stage, { params: { interviewId } }),
      neha.call(e.get, { params: { interviewId } }),
      neha.call(e.list, { query: {} }),
      neha.call(e.plan, { params: { interviewId } }),
    ]);
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200, 404]);
    const told = answers.map((a) => JSON.stringify(JSON.parse(a.text))).join('\n');
    const leaked = [...secrets, ...unseen].filter((s) => s !== '' && told.includes(JSON.stringify(s).slice(1, -1)));
    expect(secrets.length).toBeGreaterThan(20);
    expect(leaked).toEqual([]);
  });

  it('shows nothing before the clock runs and nothing after the mock', async () => {
    expect((await refused(world, () => show(first().id))).problem?.code).toBe('interview_state');
    await start();
    await show(first().id);
    await dev.call(e.weMet, { params: { interviewId }, body: { minutes: 40, askedPlanItemIds: [first().id] } });
    expect(await stage()).toMatchObject({ state: 'awaiting_feedback', shown: null });
    expect((await refused(world, () => show(first().id))).problem?.code).toBe('interview_state');
  });

  it('shows nothing of another mock’s plan', async () => {
    await start();
    const [foreign] = await world.query<{ id: string }>('select id from plan_item where interview_id <> $1 limit 1', [
      interviewId,
    ]);
    const answer = await refused(world, () => show(foreign?.id ?? ''));
    expect([answer.status, answer.problem?.errors?.[0]?.pointer]).toEqual([400, '/body/planItemId']);
  });

  it('changes nothing when what is shown is shown again', async () => {
    await start();
    await show(first().id);
    const before = await world.fingerprint();
    expect((await show(first().id)).status).toBe(200);
    expect(await world.fingerprint()).toBe(before);
  });
});

describe('the stage and the plan', () => {
  it('are for those whom the table names, and do not exist for anybody else', async () => {
    const seen: Record<string, [number, number]> = {};
    for (const key of ['neha', 'dev', 'meera', 'kavya', 'arjun', 'ravi', 'claire', 'zoya', 'samir', 'imran', 'leela']) {
      const client = await world.as(key);
      const stageOf = await client.call(e.stage, { params: { interviewId } });
      const planOf = await client.call(e.plan, { params: { interviewId } });
      seen[key] = [stageOf.status, planOf.status];
    }
    expect(seen).toEqual({
      neha: [200, 404],
      dev: [200, 200],
      meera: [404, 200],
      kavya: [404, 200],
      arjun: [404, 200],
      ravi: [404, 404],
      claire: [404, 404],
      zoya: [404, 404],
      samir: [404, 404],
      imran: [404, 404],
      leela: [404, 404],
    });
  });

  it('hold no number about the learner, only what helps to run the mock', async () => {
    expect(plan.items.length).toBeGreaterThan(0);
    expect(plan.phases.length).toBeGreaterThan(0);
    expect(plan.focusDimensions.length).toBeGreaterThan(0);
    expect(Object.keys(plan).sort()).toEqual([
      'dimensionToProbe',
      'focusDimensions',
      'interviewId',
      'items',
      'learner',
      'marks',
      'openNextSteps',
      'phases',
      'shortage',
      'spares',
      'version',
    ]);
    const steps = await world.query<{ drill: string }>('select drill from open_next_step where learner_id = $1', [
      neha.personId,
    ]);
    expect(plan.openNextSteps.map((s) => s.drill).sort()).toEqual(steps.map((s) => s.drill).sort());
  });
});
