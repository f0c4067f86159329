import { practiceEndpoints as e, studyEndpoints } from '@dryrun/contracts/study.contract';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import { Practice } from './index.ts';

let world: World;
let learner: TestClient;
let mentor: TestClient;
const params = { slug: 'service-scale-proxy-migration' };
const CASE = { slug: 'metrics-ingest-at-scale' };

beforeEach(async () => {
  world = await startWorld();
  learner = await world.as('asha');
  mentor = await world.as('dev');
  await world.query('delete from exposure where learner_id = $1', [learner.personId]);
});
afterEach(() => world.close());

const exposures = async () => world.app.get(Practice).exposureOf(learner.personId ?? '');

describe('the question bank', () => {
  it('lists what may be studied by track, level and kind, never an interview-only question', async () => {
    const all = (await learner.call(e.bank)).body.items;
    const hidden = await world.query<{ slug: string }>(
      `select i.slug from content_item i join content_version v on v.id = i.current_version_id where v.body->>'use' = 'interview'`,
    );
    expect(hidden.length).toBeGreaterThan(20);
    expect(all.length).toBeGreaterThan(130);
    expect(all.filter((q) => hidden.some((h) => h.slug === q.slug))).toEqual([]);
    const some = (await learner.call(e.bank, { query: { track: 'kubernetes', level: 'mid', kind: 'knowledge' } })).body
      .items;
    expect(some.length).toBeGreaterThan(2);
    for (const q of some) expect(q).toMatchObject({ track: 'kubernetes', kind: 'knowledge', met: null });
    expect((await learner.call(e.bank, { query: { track: 'no-such-track' } })).body.items).toEqual([]);
    for (const client of [learner, mentor]) {
      const secret = await client.call(e.question, { params: { slug: hidden[0]?.slug ?? '' } });
      const unknown = await client.call(e.question, { params: { slug: 'no-such-question' } });
      expect([secret.status, secret.problem?.detail]).toEqual([404, unknown.problem?.detail]);
    }
  });

  it('shows a learner the prompt alone until they answer, and then remembers that they practised, with the pushbacks they read', async () => {
    const before = await learner.call(e.question, { params });
    expect(before.body).toMatchObject({ canPractise: true, answer: null, ownAnswer: null, met: null });
    expect(before.body.prompt).toContain('5,000 Services');
    const answered = await learner.call(e.submitAttempt, {
      params,
      body: { answer: 'I would first ask for the limits.' },
    });
    expect(answered.status).toBe(200);
    expect(answered.body).toMatchObject({ ownAnswer: 'I would first ask for the limits.', met: { how: 'practised' } });
    expect(answered.body.answer?.pushbacks.length).toBeGreaterThanOrEqual(2);
    const pushbackIds = answered.body.answer?.pushbacks.map((p) => p.id);
    expect(await exposures()).toMatchObject([{ how: 'practised', pushbackIds }]);
    expect((await learner.call(e.question, { params })).body.answer).not.toBeNull();
  });

  it('stores one attempt when the same answer arrives twice under its key', async () => {
    const send = () =>
      learner.call(e.submitAttempt, { params, body: { answer: 'Once.' } }, { key: 'the-same-key-0001' });
    expect((await send()).body).toEqual((await send()).body);
    expect(await world.query('select 1 from practice_attempt')).toHaveLength(1);
  });

  it('opens without an answer when asked to, recorded as viewed once, and leaves nothing of it to others', async () => {
    expect((await learner.call(e.revealQuestion, { params })).body).toMatchObject({
      ownAnswer: null,
      met: { how: 'viewed' },
    });
    const after = await world.fingerprint();
    expect((await learner.call(e.revealQuestion, { params })).body.answer).not.toBeNull();
    expect(await world.fingerprint()).toBe(after);
    expect(await exposures()).toMatchObject([{ how: 'viewed' }]);
    const other = await world.as('ravi');
    expect((await other.call(e.question, { params })).body).toMatchObject({ answer: null, met: null });
  });

  it('closes again when the question was reworded since', async () => {
    await learner.call(e.revealQuestion, { params });
    await world.query(
      `with v as (insert into content_version (id, item_id, number, content_hash, body, published_at)
         select gen_random_uuid(), i.id, 9, 'new', c.body, now() from content_item i join content_version c on c.id = i.current_version_id where i.slug = $1 returning id, item_id)
       update content_item i set current_version_id = v.id from v where i.id = v.item_id`,
      [params.slug],
    );
    expect((await learner.call(e.question, { params })).body).toMatchObject({ answer: null, met: { how: 'viewed' } });
  });

  it('is read whole by mentors, who practise nothing here; nothing changes when they try, or when the answer is empty', async () => {
    const read = await mentor.call(e.question, { params });
    expect(read.body).toMatchObject({ canPractise: false, met: null });
    expect(read.body.answer?.reasoningAnswer).not.toBe('');
    const before = await world.fingerprint();
    expect((await mentor.call(e.revealQuestion, { params })).problem?.code).toBe('forbidden');
    expect((await mentor.call(e.submitAttempt, { params, body: { answer: 'x' } })).problem?.code).toBe('forbidden');
    const empty = await learner.call(e.submitAttempt, { params, body: { answer: '  ' } });
    expect([empty.status, empty.problem?.errors?.[0]?.pointer]).toEqual([400, '/body/answer']);
    expect((await learner.call(e.submitAttempt, { params: { slug: 'no-such' }, body: { answer: 'x' } })).status).toBe(
      404,
    );
    expect(await world.fingerprint()).toBe(before);
    expect((await world.anonymous.call(e.question, { params })).status).toBe(401);
  });
});

describe('a case study', () => {
  it('tells the problem first, and its solution once it is asked for, which a later mock knows', async () => {
    const closed = await learner.call(e.caseStudy, { params: CASE });
    expect(closed.body).toMatchObject({ reference: null, canPractise: true, number: '12.1' });
    expect(closed.body.links.length).toBeGreaterThan(0);
    const open = await learner.call(e.revealCase, { params: CASE });
    const followUps = open.body.reference?.followUps.map((f) => f.id);
    expect(followUps?.length).toBeGreaterThanOrEqual(3);
    expect(await exposures()).toMatchObject([{ how: 'viewed', pushbackIds: followUps }]);
    const list = (await learner.call(e.caseStudies)).body.items;
    expect(list).toHaveLength(15);
    expect(list[0]).toMatchObject({ number: '12.1', met: { how: 'viewed' } });
  });
});

describe('roadmap and playbooks', () => {
  it('are twelve stages in order, whose links lead somewhere or are planned', async () => {
    const stages = (await learner.call(studyEndpoints.roadmap)).body.items;
    expect(stages.map((s) => s.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const stage = (await learner.call(studyEndpoints.stage, { params: { slug: stages[3]?.slug ?? '' } })).body;
    const linked = stage.body.sections.flatMap((s) =>
      s.topics.flatMap((t) => t.items.flatMap((i) => i.links.map((l) => l.to))),
    );
    expect(linked.some((to) => stage.links.some((l) => l.to === to))).toBe(true);
    expect(linked.some((to) => to.startsWith('deep-dive/') && !stage.links.some((l) => l.to === to))).toBe(true);
    expect(stage.questions.some((q) => q.topic === '4.4/services-kube-proxy')).toBe(true);
  });

  it('are five playbooks, and nothing for somebody without a role', async () => {
    const playbooks = (await mentor.call(studyEndpoints.playbooks)).body.items;
    expect(playbooks).toHaveLength(5);
    const india = await mentor.call(studyEndpoints.playbook, { params: { slug: 'salary-negotiation-india' } });
    expect(india.body.body.region).toBe('IN');
    await world.query('delete from role_grant where person_id = $1', [learner.personId]);
    for (const path of [
      '/api/playbooks/salary-negotiation-india',
      '/api/roadmap/kubernetes',
      `/api/bank/${params.slug}`,
      '/api/case-studies/metrics-ingest-at-scale',
    ])
      expect((await learner.send('GET', path)).status).toBe(404);
  });
});
