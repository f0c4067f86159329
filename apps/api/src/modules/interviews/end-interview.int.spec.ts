import { interviewEndpoints as e, type PlanView } from '@dryrun/contracts/interviews.contract';
import { mockOf, refused, settle } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

let world: World;
let dev: TestClient;
let interviewId: string;
let startsAt: number;
let plan: PlanView;

beforeEach(async () => {
  world = await startWorld();
  dev = await world.as('dev');
  ({ id: interviewId, startsAt } = await mockOf(world, 'neha', 'scheduled'));
  plan = (await dev.call(e.plan, { params: { interviewId } })).body;
});
afterEach(() => world.close());

const weMet = (body: { minutes: number; askedPlanItemIds: string[] }, client = dev) =>
  client.call(e.weMet, { params: { interviewId }, body });
const ids = () => plan.items.map((i) => i.id);
const pushback = (item: number) => ({
  planItemId: ids()[item] ?? '',
  pushbackId: plan.items[item]?.pushbacks[0]?.id ?? '',
});

describe('saying that we met', () => {
  it('ends the mock with its minutes and makes the feedback due', async () => {
    await dev.call(e.start, { params: { interviewId } });
    world.clock.advance(44 * 60_000);
    const now = world.clock.now();
    const ended = await weMet({ minutes: 44, askedPlanItemIds: ids() });
    expect(ended.body).toMatchObject({
      state: 'awaiting_feedback',
      minutes: 44,
      endedAt: now.toISOString(),
      feedbackDueAt: new Date(now.getTime() + 24 * 3_600_000).toISOString(),
      needsOutcome: false,
      can: { cancel: false, start: false, weMet: false },
    });
    expect(await world.query('select state from booking where reference_id = $1', [interviewId])).toEqual([
      { state: 'used' },
    ]);
    const kit = (await dev.call(e.plan, { params: { interviewId } })).body;
    expect(kit.items.map((i) => i.askedAt)).toEqual(ids().map(() => now.toISOString()));
    expect(kit.spares).toEqual([]);
  });

  it('needs no clock: a mock held elsewhere is scored too', async () => {
    const ended = await weMet({ minutes: 50, askedPlanItemIds: [] });
    expect(ended.body).toMatchObject({ state: 'awaiting_feedback', startedAt: null, minutes: 50 });
  });

  it('makes the learner know what was asked, with the pushbacks used, and what was only shown', async () => {
    const before = await world.query('select 1 from exposure');
    await dev.call(e.start, { params: { interviewId } });
    const startedAt = world.clock.now().toISOString();
    await dev.call(e.show, { params: { interviewId }, body: { planItemId: ids()[0] ?? '' } });
    await dev.call(e.usePushback, { params: { interviewId }, body: pushback(0) });
    await dev.call(e.usePushback, { params: { interviewId }, body: pushback(0) });
    await dev.call(e.show, { params: { interviewId }, body: { planItemId: ids()[1] ?? '' } });
    world.clock.advance(40 * 60_000);
    await weMet({ minutes: 40, askedPlanItemIds: [ids()[0] ?? ''] });
    await settle(world);
    const known = await world.query<{ how: string }>(
      `select e.how, e.question_version_id as version, e.pushback_ids as pushbacks, e.at from exposure e where interview_id = $1 order by e.how`,
      [interviewId],
    );
    expect(known).toEqual([
      {
        how: 'asked',
        version: plan.items[0]?.questionVersionId,
        pushbacks: [pushback(0).pushbackId],
        at: new Date(startedAt),
      },
      { how: 'viewed', version: plan.items[1]?.questionVersionId, pushbacks: [], at: new Date(startedAt) },
    ]);
    expect(await world.query('select 1 from exposure')).toHaveLength(before.length + 2);
  });

  it('takes a question that was asked out of the learner’s other coming mock', async () => {
    const neha = plan.learner.id;
    const other = (
      await world.query<{ id: string }>(
        `insert into interview (id, batch_id, learner_id, mentor_id, state, goal, starts_at, ends_at, format_version_id, rubric_version_id, policy, created_at)
         select gen_random_uuid(), batch_id, learner_id, mentor_id, 'scheduled', goal, starts_at + interval '7 days', ends_at + interval '7 days',
                format_version_id, rubric_version_id, policy, created_at from interview where id = $1 returning id`,
        [interviewId],
      )
    )[0]?.id;
    await world.query(
      `insert into plan_item (id, interview_id, position, question_version_id, reason_code, reason_sentence, planned_pushback_ids)
       select gen_random_uuid(), $1, position, question_version_id, reason_code, reason_sentence, planned_pushback_ids from plan_item where interview_id = $2 and position = 0`,
      [other, interviewId],
    );
    await weMet({ minutes: 40, askedPlanItemIds: [ids()[0] ?? ''] });
    await settle(world);
    const kit = (await dev.call(e.plan, { params: { interviewId: other ?? '' } })).body;
    expect(kit.version).toBe(1);
    expect(kit.items.map((i) => i.questionVersionId)).not.toContain(plan.items[0]?.questionVersionId);
    expect(
      [...kit.items, ...kit.spares].filter((i) => i.questionVersionId === plan.items[0]?.questionVersionId),
    ).toEqual([]);
    expect(
      await world.query(
        `select 1 from audit_entry where action = 'plan.refresh' and subject_id = $1 and person_id = $2`,
        [other, neha],
      ),
    ).toHaveLength(1);
  });

  it('opens at the booked start, that moment included', async () => {
    world.clock.set(new Date(startsAt - 1));
    const early = await refused(world, () => weMet({ minutes: 40, askedPlanItemIds: [] }));
    expect([early.status, early.problem?.code]).toEqual([409, 'too_early']);
    world.clock.set(new Date(startsAt));
    expect((await weMet({ minutes: 40, askedPlanItemIds: [] })).status).toBe(200);
  });

  it('is said once, even when two windows say it at the same moment', async () => {
    const answers = await Promise.all([1, 2, 3].map((n) => weMet({ minutes: 40 + n, askedPlanItemIds: [] })));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409]);
    expect(
      await world.query(`select 1 from outbox_event where subject_id = $1 and type = 'interview.met'`, [interviewId]),
    ).toHaveLength(1);
  });

  it('names a question that is not of this mock', async () => {
    const [foreign] = await world.query<{ id: string }>('select id from plan_item where interview_id <> $1 limit 1', [
      interviewId,
    ]);
    const answer = await refused(world, () =>
      weMet({ minutes: 40, askedPlanItemIds: [ids()[0] ?? '', foreign?.id ?? ''] }),
    );
    expect([answer.status, answer.problem?.errors?.map((f) => f.pointer)]).toEqual([400, ['/body/askedPlanItemIds/1']]);
  });

  it('is the mentor’s alone', async () => {
    for (const [key, status] of [
      ['neha', 403],
      ['kavya', 403],
      ['claire', 404],
      ['imran', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => weMet({ minutes: 40, askedPlanItemIds: [] }, client))).status]).toEqual([
        key,
        status,
      ]);
    }
  });

  it('is owed once the end is past, and the view says so', async () => {
    world.clock.set(new Date(startsAt + 45 * 60_000));
    const view = (await dev.call(e.get, { params: { interviewId } })).body;
    expect(view).toMatchObject({ state: 'scheduled', needsOutcome: true, can: { weMet: true } });
  });
});

describe('pushbacks and marks while the mock runs', () => {
  const use = (body: { planItemId: string; pushbackId: string }, client = dev) =>
    client.call(e.usePushback, { params: { interviewId }, body });
  const mark = (client = dev, dimension = plan.focusDimensions[0]?.id ?? '') =>
    client.call(e.mark, {
      params: { interviewId },
      body: { dimension, kind: 'unasked', note: 'asked who owns the data' },
    });

  it('note a pushback with its moment, once', async () => {
    await dev.call(e.start, { params: { interviewId } });
    const usedAt = world.clock.now().toISOString();
    await use(pushback(0));
    world.clock.advance(60_000);
    const again = await use(pushback(0));
    expect(again.body.items[0]?.pushbacks[0]?.usedAt).toBe(usedAt);
    expect(again.body.items[0]?.pushbacks.slice(1).map((p) => p.usedAt)).toEqual(
      plan.items[0]?.pushbacks.slice(1).map(() => null),
    );
  });

  it('refuse a pushback of another question, and any before the clock runs', async () => {
    expect((await refused(world, () => use(pushback(0)))).problem?.code).toBe('interview_state');
    await dev.call(e.start, { params: { interviewId } });
    const answer = await refused(world, () => use({ planItemId: ids()[0] ?? '', pushbackId: 'no-such-pushback' }));
    expect([answer.status, answer.problem?.errors?.[0]?.pointer]).toEqual([400, '/body/pushbackId']);
  });

  it('stamp a move with the whole minute, oldest first', async () => {
    await dev.call(e.start, { params: { interviewId } });
    world.clock.advance(59_999);
    const early = await mark();
    world.clock.advance(12 * 60_000);
    const late = await mark();
    expect([early.status, early.body.minute, late.body.minute]).toEqual([201, 0, 12]);
    expect((await dev.call(e.plan, { params: { interviewId } })).body.marks).toEqual([early.body, late.body]);
  });

  it('take a mark back once, and never one of another mock', async () => {
    await dev.call(e.start, { params: { interviewId } });
    const markId = (await mark()).body.id;
    const unmark = (id: string, client = dev) => client.call(e.unmark, { params: { interviewId, markId: id } });
    const [foreign] = await world.query<{ id: string }>('select id from mark where interview_id <> $1 limit 1', [
      interviewId,
    ]);
    expect((await refused(world, () => unmark(foreign?.id ?? ''))).status).toBe(404);
    expect((await unmark(markId)).status).toBe(204);
    expect((await refused(world, () => unmark(markId))).status).toBe(404);
    expect((await dev.call(e.plan, { params: { interviewId } })).body.marks).toEqual([]);
  });

  it('refuse a move that the rubric does not have, and marks when nothing runs', async () => {
    expect((await refused(world, () => mark())).problem?.code).toBe('interview_state');
    await dev.call(e.start, { params: { interviewId } });
    expect((await refused(world, () => mark(dev, 'charm'))).problem?.errors?.[0]?.pointer).toBe('/body/dimension');
    await weMet({ minutes: 40, askedPlanItemIds: [] });
    expect((await refused(world, () => mark())).problem?.code).toBe('interview_state');
  });

  it('are the mentor’s alone, and what a mark says is in no audit line', async () => {
    await dev.call(e.start, { params: { interviewId } });
    for (const [key, status] of [
      ['neha', 403],
      ['kavya', 403],
      ['ravi', 404],
      ['samir', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => mark(client))).status]).toEqual([key, status]);
      expect([key, (await refused(world, () => use(pushback(0), client))).status]).toEqual([key, status]);
    }
    await mark();
    expect(
      await world.query(`select 1 from audit_entry where coalesce(after::text, '') like '%who owns the data%'`),
    ).toEqual([]);
  });
});
