import { bookingEndpoints as b } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints as e, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, book, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const HOUR = 3_600_000;
const STARTS_AT = '2026-11-26T14:00:00.000Z';

let world: World;
let asha: TestClient;
let dev: TestClient;
let kavya: TestClient;
let batchId: string;
let mock: InterviewView;

beforeEach(async () => {
  world = await startWorld();
  [asha, dev, kavya] = await Promise.all([world.as('asha'), world.as('dev'), world.as('kavya')]);
  batchId = await world.batch(BATCH_01);
  mock = await book(asha, batchId, { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
});
afterEach(() => world.close());

const onMock = () => ({ params: { interviewId: mock.id } });
const swap = (client: TestClient, mentorId: string, note = 'My flight was moved.') =>
  client.call(b.swap, { ...onMock(), body: { mentorId, note } });
const colleagues = async (client: TestClient) => (await client.call(b.colleagues, onMock())).body.items;
const one = async (client: TestClient) => (await client.call(e.get, onMock())).body;
const clientOf = async (personId: string) => {
  const [row] = await world.query<{ key: string }>('select demo_key as key from person where id = $1', [personId]);
  return world.as(row?.key ?? '');
};
/** Gives a colleague hours around the mock, or takes all hours away. */
const setHours = (personId: string, isOpen: boolean) =>
  world.query(`update availability set time_zone = 'UTC', rules = $2, exceptions = '[]' where person_id = $1`, [
    personId,
    JSON.stringify(isOpen ? [{ weekday: 4, start: '13:00', end: '16:00' }] : []),
  ]);
const aColleague = async () => (await colleagues(dev))[0]?.person.id ?? '';

describe('a colleague who takes a mock over', () => {
  it('is asked by the mentor, says yes, and has it from then on: same mock, same time, same questions', async () => {
    const id = await aColleague();
    const colleague = await clientOf(id);
    const plan = await world.query('select id from plan_item where interview_id = $1 order by id', [mock.id]);
    expect((await swap(dev, id)).body.request).toMatchObject({ kind: 'swap', state: 'open', askedOf: { id } });
    expect((await one(asha)).mentor.id).toBe(dev.personId);
    const [asked] = (await colleague.call(b.myRequests)).body.items;
    expect(asked).toMatchObject({
      kind: 'swap',
      interview: { id: mock.id, startsAt: STARTS_AT },
      note: 'My flight was moved.',
    });
    const answered = await colleague.call(b.answerRequest, {
      params: { requestId: asked?.id ?? '' },
      body: { accept: true, startsAt: null },
    });
    expect(answered.body.state).toBe('accepted');
    expect(await one(asha)).toMatchObject({ id: mock.id, startsAt: STARTS_AT, state: 'scheduled', mentor: { id } });
    expect((await dev.call(e.get, onMock())).status).toBe(404);
    expect((await colleague.call(e.plan, onMock())).status).toBe(200);
    expect(await world.query('select id from plan_item where interview_id = $1 order by id', [mock.id])).toEqual(plan);
    const news = await world.query(
      `select payload from outbox_event where subject_id = $1 and type = 'interview.swapped'`,
      [mock.id],
    );
    expect(news).toMatchObject([
      { payload: { mentorId: id, learnerId: asha.personId, from: { mentorId: dev.personId } } },
    ]);
  });

  it('costs the learner nothing, and the first mentor is free again', async () => {
    const id = await aColleague();
    await swap(dev, id);
    const colleague = await clientOf(id);
    const [asked] = (await colleague.call(b.myRequests)).body.items;
    await colleague.call(b.answerRequest, {
      params: { requestId: asked?.id ?? '' },
      body: { accept: true, startsAt: null },
    });
    const live = await world.query<{ person_id: string }>(
      `select bp.person_id from booking b join booking_participant bp on bp.booking_id = b.id where b.reference_id = $1 and bp.live and bp.role = 'mentor'`,
      [mock.id],
    );
    expect(live).toEqual([{ person_id: id }]);
    const [row] = await world.query<{ n: number }>(
      `select sum(case kind when 'use' then 1 when 'return' then -1 else 9 end)::int as n from quota_entry where person_id = $1 and starts_at = $2`,
      [asha.personId, STARTS_AT],
    );
    expect(row?.n).toBe(1);
  });

  it('may say no: the mock stays where it is and somebody else can be asked', async () => {
    const id = await aColleague();
    await swap(dev, id);
    const colleague = await clientOf(id);
    const [asked] = (await colleague.call(b.myRequests)).body.items;
    await colleague.call(b.answerRequest, {
      params: { requestId: asked?.id ?? '' },
      body: { accept: false, startsAt: null },
    });
    expect((await one(asha)).mentor.id).toBe(dev.personId);
    expect((await colleague.call(b.myRequests)).body.items).toEqual([]);
    expect((await swap(dev, id)).status).toBe(200);
  });

  it('is not asked twice at once, and the question can be taken back', async () => {
    const id = await aColleague();
    const { request } = (await swap(dev, id)).body;
    expect((await refused(world, () => swap(dev, id))).problem?.code).toBe('request_open');
    expect((await dev.call(b.withdrawRequest, { params: { requestId: request?.id ?? '' } })).body.state).toBe(
      'withdrawn',
    );
    const colleague = await clientOf(id);
    const late = await refused(world, () =>
      colleague.call(b.answerRequest, {
        params: { requestId: request?.id ?? '' },
        body: { accept: true, startsAt: null },
      }),
    );
    expect([late.status, late.problem?.code]).toEqual([409, 'request_closed']);
  });

  it('reads no note of the learner’s before it is theirs', async () => {
    const id = await aColleague();
    await swap(dev, id);
    const [asked] = (await (await clientOf(id)).call(b.myRequests)).body.items;
    expect(asked?.interview.goal.note).toBe('');
  });

  it('cannot take over once the mock was cancelled or has begun', async () => {
    const id = await aColleague();
    const { request } = (await swap(dev, id)).body;
    const colleague = await clientOf(id);
    world.clock.set(new Date(Date.parse(STARTS_AT)));
    expect((await colleague.call(b.myRequests)).body.items).toEqual([]);
    const answer = await refused(world, () =>
      colleague.call(b.answerRequest, {
        params: { requestId: request?.id ?? '' },
        body: { accept: true, startsAt: null },
      }),
    );
    expect(answer.problem?.code).toBe('request_closed');
    world.clock.set(new Date(Date.parse(STARTS_AT) - 24 * HOUR));
    await asha.call(e.cancel, { ...onMock(), body: { reason: '' } });
    expect(
      (
        await refused(world, () =>
          colleague.call(b.answerRequest, {
            params: { requestId: request?.id ?? '' },
            body: { accept: true, startsAt: null },
          }),
        )
      ).problem?.code,
    ).toBe('request_closed');
  });

  it('cannot take over what they do not interview any more', async () => {
    const id = await aColleague();
    const colleague = await clientOf(id);
    await swap(dev, id);
    await world.query(`update mentor_qualification set tracks = '{linux}' where person_id = $1`, [id]);
    const [asked] = (await colleague.call(b.myRequests)).body.items;
    const body = { accept: true, startsAt: null };
    const answer = await refused(world, () =>
      colleague.call(b.answerRequest, { params: { requestId: asked?.id ?? '' }, body }),
    );
    expect(answer.problem?.code).toBe('slot_not_open');
    expect((await one(asha)).mentor.id).toBe(dev.personId);
  });

  it('is never somebody who has something else then', async () => {
    const id = await aColleague();
    await world.query(
      `with x as (insert into booking (id, reference_id, batch_id, during, state, created_at)
         values (gen_random_uuid(), gen_random_uuid(), $1, tstzrange($2, $2::timestamptz + interval '45 min'), 'confirmed', now()) returning id)
       insert into booking_participant (booking_id, person_id, role, blocked, live) select id, $3, 'mentor', tstzrange($2, $2::timestamptz + interval '45 min'), true from x`,
      [batchId, STARTS_AT, id],
    );
    expect((await colleagues(dev)).find((c) => c.person.id === id)).toMatchObject({
      isFree: false,
      sentence: 'Has something else then.',
    });
    expect((await refused(world, () => swap(dev, id))).problem?.code).toBe('slot_taken');
    expect((await refused(world, () => swap(kavya, id))).problem?.code).toBe('slot_taken');
  });
});

describe('staff', () => {
  it('assign a colleague who offers that time at once', async () => {
    const id = await aColleague();
    await setHours(id, true);
    expect((await colleagues(kavya))[0]).toMatchObject({ person: { id }, isFree: true, isOpen: true });
    await swap(kavya, id);
    expect((await one(asha)).mentor.id).toBe(id);
  });

  it('ask one who is free but has not offered it: published hours are consent, nothing else is', async () => {
    const id = await aColleague();
    await setHours(id, false);
    expect((await swap(kavya, id)).body.request).toMatchObject({ kind: 'swap', state: 'open' });
    expect((await one(asha)).mentor.id).toBe(dev.personId);
  });
});

describe('who may hand a mock over', () => {
  it('is not its learner, nor anybody outside it', async () => {
    const id = await aColleague();
    expect((await refused(world, () => swap(asha, id))).status).toBe(403);
    for (const key of ['ravi', 'zoya', 'imran', 'samir']) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => swap(client, id))).status]).toEqual([key, 404]);
    }
  });

  it('reaches only mentors of the batch who fit the goal', async () => {
    for (const key of ['samir', 'ravi']) {
      const id = await world.person(key);
      expect([key, (await refused(world, () => swap(dev, id))).status]).toEqual([key, 404]);
    }
  });

  it('and a question is answered by nobody but the one who was asked', async () => {
    const { request } = (await swap(dev, await aColleague())).body;
    for (const client of [asha, dev, kavya, await world.as('imran')]) {
      const answer = await refused(world, () =>
        client.call(b.answerRequest, {
          params: { requestId: request?.id ?? '' },
          body: { accept: true, startsAt: null },
        }),
      );
      expect(answer.status).toBe(404);
    }
  });
});
