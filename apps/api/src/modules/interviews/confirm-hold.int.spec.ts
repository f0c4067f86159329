import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { peopleEndpoints } from '@dryrun/contracts/people.contract';
import { interviewEndpoints as e } from '@dryrun/contracts/interviews.contract';
import {
  BATCH_01,
  confirm,
  enrolLearners,
  firstSlot,
  hold,
  meanwhile,
  openSlots,
  refused,
  settle,
} from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const UNKNOWN = '01890000-0000-7000-8000-000000000000';

let world: World;
let asha: TestClient;
let batchId: string;
let slot: { startsAt: string; mentorId: string };

beforeEach(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  batchId = await world.batch(BATCH_01);
  slot = await firstSlot(asha, batchId);
});
afterEach(() => world.close());

const kept = async () => (await hold(asha, batchId, slot)).body;

describe('confirming a kept time', () => {
  it('books it: both people see the mock, with the mentor’s link for nobody else', async () => {
    const { id, interviewId } = await kept();
    const booked = await confirm(asha, id);
    expect(booked.status).toBe(201);
    expect(booked.body).toMatchObject({
      id: interviewId,
      state: 'scheduled',
      viewerIs: 'learner',
      startsAt: slot.startsAt,
      can: { cancel: true, start: false },
    });
    expect(booked.body.meetingUrl).toMatch(/^https:\/\/meet\./);
    const mentor = (
      await world.query<{ key: string }>('select demo_key as key from person where id = $1', [slot.mentorId])
    )[0];
    const forMentor = await (await world.as(mentor?.key ?? '')).call(e.get, { params: { interviewId } });
    expect(forMentor.body).toMatchObject({ viewerIs: 'mentor', meetingUrl: booked.body.meetingUrl });
    const forAdmin = await (await world.as('kavya')).call(e.get, { params: { interviewId } });
    expect(forAdmin.body).toMatchObject({ viewerIs: 'overseer', meetingUrl: null });
    expect((await asha.call(e.myHold, { params: { batchId } })).body.hold).toBeNull();
  });

  it('pins rubric, rules and questions, with reasons, and never a question the learner was asked before', async () => {
    const { id, interviewId } = await kept();
    await confirm(asha, id);
    await world.query(`update batch set policy = policy || '{"freeChangeMinutes": 1}' where id = $1`, [batchId]);
    const [pinned] = await world.query<{ policy: { freeChangeMinutes: number }; rubric_version_id: string }>(
      'select policy, rubric_version_id from interview where id = $1',
      [interviewId],
    );
    expect(pinned?.policy.freeChangeMinutes).toBe(360);
    const items = await world.query<{ reason_sentence: string; planned_pushback_ids: string[]; item_id: string }>(
      `select p.reason_sentence, p.planned_pushback_ids, v.item_id from plan_item p join content_version v on v.id = p.question_version_id where interview_id = $1 order by position`,
      [interviewId],
    );
    expect(items).toHaveLength(2);
    for (const item of items) {
      expect(item.reason_sentence).not.toBe('');
      expect(item.planned_pushback_ids).toHaveLength(2);
    }
    const asked = await world.query<{ id: string }>(
      `select question_item_id as id from exposure where learner_id = $1 and how = 'asked' and at > $2::timestamptz - interval '56 days'`,
      [asha.personId, world.clock.now()],
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(items.filter((i) => asked.some((a) => a.id === i.item_id))).toEqual([]);
  });

  it('takes a case study with its follow-ups once the questions of the track are used up, and tells the editors without naming anybody', async () => {
    const { id, interviewId } = await kept();
    const [goal] = await world.query<{ format: string; track: string; level: string }>(
      `select goal->>'format' as format, goal->>'track' as track, goal->>'level' as level from interview where id = $1`,
      [interviewId],
    );
    await world.query(
      `insert into exposure (id, learner_id, question_item_id, question_version_id, how, pushback_ids, at)
       select gen_random_uuid(), $1, i.id, v.id, 'asked', '{}', $3::timestamptz - interval '7 days'
       from content_item i join content_version v on v.id = i.current_version_id where i.kind = 'question' and v.body->>'track' = $2`,
      [asha.personId, goal?.track, world.clock.now()],
    );
    await confirm(asha, id);
    const mentor = await world.query<{ key: string }>('select demo_key as key from person where id = $1', [
      slot.mentorId,
    ]);
    const plan = await (await world.as(mentor[0]?.key ?? '')).call(e.plan, { params: { interviewId } });
    expect(plan.status).toBe(200);
    const study = plan.body.items.find((item) => item.reason.code === 'case_study');
    expect(study?.question.pushbacks.length).toBeGreaterThanOrEqual(3);
    expect(study?.pushbacks.filter((p) => p.isPlanned)).toHaveLength(2);
    const told = await world.query<{ payload: Record<string, unknown> }>(
      `select payload from outbox_event where type = 'interview.supply_low' and subject_id = $1`,
      [interviewId],
    );
    expect(told).toMatchObject([{ payload: goal }]);
    expect(told[0]?.payload['reasons']).toContain('case_study');
    expect(JSON.stringify(told)).not.toContain(asha.personId);
  });

  it('is announced and audited once, in the same commit', async () => {
    const { id, interviewId } = await kept();
    await confirm(asha, id);
    await confirm(asha, id);
    const news = await world.query<{ type: string; payload: object }>(
      'select type, payload from outbox_event where subject_id = $1',
      [interviewId],
    );
    expect(news).toMatchObject([
      { type: 'interview.confirmed', payload: { learnerId: asha.personId, mentorId: slot.mentorId, batchId } },
    ]);
    const lines = await world.query<{ action: string }>(
      'select action from audit_entry where subject_id = $1 order by at, id',
      [interviewId],
    );
    expect(lines.map((l) => l.action)).toEqual(['interview.hold', 'interview.confirm']);
  });

  it('answers the same mock when it is confirmed again under another key', async () => {
    const { id } = await kept();
    const first = await confirm(asha, id);
    const second = await confirm(asha, id);
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(
      await world.query(`select 1 from booking where held_by = $1 and state = 'confirmed'`, [asha.personId]),
    ).toHaveLength(1);
  });

  it('is refused at the end of the hold, and the time is free for others', async () => {
    const held = await kept();
    world.clock.set(held.heldUntil);
    const answer = await refused(world, () => confirm(asha, held.id));
    expect([answer.status, answer.problem?.code]).toEqual([409, 'hold_expired']);
    const [racer] = await enrolLearners(world, batchId, 1);
    if (!racer) throw new Error('nobody was enrolled');
    expect((await hold(racer, batchId, slot)).status).toBe(201);
  });

  it('still works in the last moment', async () => {
    const held = await kept();
    world.clock.set(new Date(Date.parse(held.heldUntil) - 1));
    expect((await confirm(asha, held.id)).status).toBe(201);
  });

  it('is refused once the mock went on: the hold cannot be confirmed again', async () => {
    const held = await kept();
    const booked = await confirm(asha, held.id);
    await asha.call(e.cancel, { params: { interviewId: booked.body.id }, body: { reason: '' } });
    expect((await refused(world, () => confirm(asha, held.id))).problem?.code).toBe('hold_expired');
  });

  it('does not exist for anybody else, staff included', async () => {
    const held = await kept();
    for (const key of ['ravi', 'dev', 'meera', 'kavya', 'arjun', 'zoya']) {
      const client = await world.as(key);
      const answer = await refused(world, () => confirm(client, held.id));
      const unknown = await confirm(client, UNKNOWN);
      expect([key, answer.status]).toEqual([key, 404]);
      expect([key, { ...answer.problem, traceId: '' }]).toEqual([key, { ...unknown.problem, traceId: '' }]);
    }
    expect((await confirm(asha, held.id)).status).toBe(201);
  });

  it.each([
    ['was paused', `update batch set state = 'paused' where id = $1`, 'right now it is paused'],
    [
      'went over to weekly rounds',
      `update batch set policy = policy || '{"arrangedBy":"round"}' where id = $1`,
      'arranged in a weekly round',
    ],
    [
      'lost that mentor',
      `delete from role_grant where batch_id = $1 and role = 'mentor'`,
      'does not take mocks in your batch any more',
    ],
  ])('is refused once the batch %s, and says so', async (_what, change, words) => {
    const held = await kept();
    await world.query(change, [batchId]);
    const answer = await refused(world, () => confirm(asha, held.id));
    expect([answer.status, answer.problem?.code]).toEqual([409, 'slot_not_open']);
    expect(answer.problem?.detail).toContain(words);
  });

  it('that is just being written is waited for by who calls off the mocks of a mentor who left', async () => {
    const held = await kept();
    const booking: [string, unknown[]] = [
      `update interview set state = 'scheduled', confirmed_at = now() where id = $1`,
      [held.interviewId],
    ];
    await world.query(`update booking set state = 'confirmed' where id = $1`, [held.id]);
    const kavya = await world.as('kavya');
    const params = { batchId, personId: slot.mentorId };
    const body = { roles: [], qualification: { tracks: [], levels: [] } };
    await kavya.call(peopleEndpoints.setRoles, { params, body });
    await meanwhile(world, booking, async () => {
      await settle(world);
      return kavya.call(e.get, { params: { interviewId: held.interviewId } });
    });
    const seen = (await kavya.call(e.get, { params: { interviewId: held.interviewId } })).body;
    expect(seen).toMatchObject({ state: 'void', cancelled: { by: 'admin' } });
  });

  it('and the end of the batch at the same moment leave no mock in a batch that is over', async () => {
    const kavya = await world.as('kavya');
    const learners = [asha, ...(await enrolLearners(world, batchId, 3))];
    const { items } = await openSlots(asha, batchId);
    const holds: string[] = [];
    for (const [i, learner] of learners.entries()) {
      const { startsAt, mentors } = items[i * 8] ?? items[0] ?? { startsAt: '', mentors: [] };
      holds.push((await hold(learner, batchId, { startsAt, mentorId: mentors[0]?.id ?? '' })).body.id);
    }
    const end = async () => {
      await kavya.call(cohortEndpoints.moveBatch, { params: { batchId }, body: { event: 'cancel' } });
      await settle(world);
    };
    await Promise.all([...learners.map((learner, i) => confirm(learner, holds[i] ?? '')), end()]);
    await settle(world);
    expect(
      await world.query(`select id from interview where batch_id = $1 and state = 'scheduled' and starts_at > $2`, [
        batchId,
        world.clock.now(),
      ]),
    ).toEqual([]);
    expect(
      await world.query(`select id from booking where batch_id = $1 and state = 'confirmed' and lower(during) > $2`, [
        batchId,
        world.clock.now(),
      ]),
    ).toEqual([]);
  });

  it('is gone with the role: who left the batch confirms nothing', async () => {
    const held = await kept();
    await world.query('delete from role_grant where person_id = $1', [asha.personId]);
    expect((await refused(world, () => confirm(asha, held.id))).status).toBe(404);
  });
});

describe('giving a kept time back', () => {
  it('frees it at once, and doing it twice changes nothing', async () => {
    const held = await kept();
    expect((await asha.call(e.release, { params: { holdId: held.id } })).status).toBe(204);
    const before = await world.fingerprint();
    expect((await asha.call(e.release, { params: { holdId: held.id } })).status).toBe(204);
    expect(await world.fingerprint()).toBe(before);
    expect((await asha.call(e.myHold, { params: { batchId } })).body.hold).toBeNull();
    expect((await confirm(asha, held.id)).problem?.code).toBe('hold_expired');
    const [racer] = await enrolLearners(world, batchId, 1);
    if (!racer) throw new Error('nobody was enrolled');
    expect((await hold(racer, batchId, slot)).status).toBe(201);
  });

  it('never touches a booking that was confirmed', async () => {
    const held = await kept();
    await confirm(asha, held.id);
    expect((await asha.call(e.release, { params: { holdId: held.id } })).status).toBe(204);
    expect(await world.query('select state from booking where id = $1', [held.id])).toEqual([{ state: 'confirmed' }]);
  });

  it('is nobody else’s to do', async () => {
    const held = await kept();
    for (const key of ['ravi', 'zoya', 'kavya']) {
      const client = await world.as(key);
      const answer = await refused(world, () => client.call(e.release, { params: { holdId: held.id } }));
      const unknown = await client.call(e.release, { params: { holdId: UNKNOWN } });
      expect([key, { ...answer.problem, traceId: '' }]).toEqual([key, { ...unknown.problem, traceId: '' }]);
    }
  });
});
