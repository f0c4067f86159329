import { bookingEndpoints as b } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints as e } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, book, GOAL, meanwhile, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const THURSDAY = '2026-11-26T14:00:00.000Z';
/** Friday in the same week, long before Dev's hours. */
const DAWN = '2026-11-27T02:00:00.000Z';

let world: World;
let asha: TestClient;
let dev: TestClient;
let kavya: TestClient;
let batchId: string;

beforeEach(async () => {
  world = await startWorld();
  [asha, dev, kavya] = await Promise.all([world.as('asha'), world.as('dev'), world.as('kavya')]);
  batchId = await world.batch(BATCH_01);
});
afterEach(() => world.close());

const onBehalf = (
  client: TestClient,
  more: { startsAt?: string; learnerId?: string; mentorId?: string; reason?: string } = {},
  options: { key?: string } = {},
) =>
  client.call(
    b.bookOnBehalf,
    {
      params: { batchId },
      body: {
        learnerId: asha.personId ?? '',
        mentorId: dev.personId ?? '',
        startsAt: DAWN,
        goal: GOAL,
        reason: 'Interview on Monday.',
        ...more,
      },
    },
    options,
  );
const thursday = () => book(asha, batchId, { startsAt: THURSDAY, mentorId: dev.personId ?? '' });

describe('booking on behalf of a learner', () => {
  it('goes beyond quota, notice and hours, with questions planned and the reason kept', async () => {
    await thursday();
    world.clock.set('2026-11-27T01:00:00Z');
    const booked = await onBehalf(kavya);
    expect(booked.status).toBe(201);
    expect((await asha.call(e.get, { params: { interviewId: booked.body.id } })).body).toMatchObject({
      state: 'scheduled',
      startsAt: DAWN,
      viewerIs: 'learner',
    });
    expect(
      (await world.query('select 1 from plan_item where interview_id = $1', [booked.body.id])).length,
    ).toBeGreaterThan(0);
    const lines = await world.query(`select actor_id, person_id, after from audit_entry where subject_id = $1`, [
      booked.body.id,
    ]);
    expect(lines).toMatchObject([
      { actor_id: kavya.personId, person_id: asha.personId, after: { reason: 'Interview on Monday.' } },
    ]);
    const news = await world.query(
      `select payload from outbox_event where subject_id = $1 and type = 'interview.confirmed'`,
      [booked.body.id],
    );
    expect(news).toMatchObject([{ payload: { by: 'admin', learnerId: asha.personId, mentorId: dev.personId } }]);
  });

  it('grants in the learner’s account the mock that the week lacked', async () => {
    await thursday();
    await onBehalf(kavya);
    const { extrasLeft, extras } = (await asha.call(b.quota, { params: { batchId } })).body;
    expect([extrasLeft, extras]).toMatchObject([0, [{ kind: 'grant', count: 1, reason: 'Interview on Monday.' }]]);
  });

  it('writes down which rules it went beyond', async () => {
    await thursday();
    const booked = await onBehalf(kavya, { startsAt: '2026-11-27T14:00:00.000Z' });
    const [line] = await world.query<{ after: { beyond: string[] } }>(
      `select after from audit_entry where subject_id = $1`,
      [booked.body.id],
    );
    expect(line?.after.beyond).toContain('quota');
  });

  it('never goes on top of another booking, and says to whom of the two it belongs', async () => {
    await thursday();
    const other = await world.person('ravi');
    for (const [more, whose] of [
      [{ startsAt: THURSDAY }, /^The (learner|mentor) has another booking/],
      [{ startsAt: THURSDAY, mentorId: await world.person('jonas') }, /^The learner has another booking/],
      [{ startsAt: THURSDAY, learnerId: other }, /^The mentor has another booking/],
      [{ startsAt: '2026-11-26T14:30:00.000Z', learnerId: other }, /^The mentor has another booking/],
    ] as const) {
      const answer = await refused(world, () => onBehalf(kavya, more));
      expect(answer.status).toBe(409);
      expect(answer.problem?.detail).toMatch(whose);
    }
  });

  it('happens once when the request is repeated', async () => {
    const first = await onBehalf(kavya, {}, { key: 'the-same-key-twice' });
    expect((await onBehalf(kavya, {}, { key: 'the-same-key-twice' })).text).toBe(first.text);
    expect(
      await world.query('select 1 from interview where learner_id = $1 and starts_at = $2', [asha.personId, DAWN]),
    ).toHaveLength(1);
  });

  it('is for learners who take part: not for a paused one, nor in a batch that is over', async () => {
    await world.query(`update batch set state = 'paused' where id = $1`, [batchId]);
    expect((await onBehalf(kavya)).status).toBe(201);
    for (const state of ['completed', 'cancelled', 'archived']) {
      await world.query('update batch set state = $2 where id = $1', [batchId, state]);
      const answer = await refused(world, () => onBehalf(kavya, { startsAt: '2026-11-28T02:00:00.000Z' }));
      expect([state, answer.problem?.code]).toEqual([state, 'slot_not_open']);
    }
    await world.query(`update batch set state = 'active' where id = $1`, [batchId]);
    await world.query(`update enrolment set state = 'paused' where person_id = $1`, [asha.personId]);
    const answer = await refused(world, () => onBehalf(kavya, { startsAt: '2026-11-28T02:00:00.000Z' }));
    expect([answer.problem?.code, answer.problem?.detail]).toEqual([
      'slot_not_open',
      expect.stringContaining('paused'),
    ]);
  });

  it('waits for who is just ending the batch, so that no mock stays in it', async () => {
    const end: [string, unknown[]] = [`update batch set state = 'completed' where id = $1`, [batchId]];
    expect((await meanwhile(world, end, () => onBehalf(kavya))).problem?.code).toBe('slot_not_open');
  });

  it('waits for who is just taking the mentor’s role, so that nobody has a mock with somebody who left', async () => {
    const take: [string, unknown[]] = [
      `with gone as (delete from role_grant where batch_id = $1 and role = 'mentor') select 1 from batch where id = $1 for update`,
      [batchId],
    ];
    expect((await meanwhile(world, take, () => onBehalf(kavya))).problem?.code).toBe('slot_not_open');
  });

  it('needs a reason, a time to come, a learner of the batch and a mentor who fits', async () => {
    const cases: [Parameters<typeof onBehalf>[1], string][] = [
      [{ reason: '' }, 'invalid_input'],
      [{ startsAt: '2026-11-18T10:00:00.000Z' }, 'slot_not_open'],
      [{ startsAt: '2062-11-27T02:00:00.000Z' }, 'slot_not_open'],
      [{ startsAt: '9999-12-31T23:59:59.000Z' }, 'invalid_input'],
      [{ learnerId: await world.person('zoya') }, 'not_found'],
      [{ mentorId: await world.person('samir') }, 'slot_not_open'],
    ];
    for (const [more, code] of cases)
      expect([more, (await refused(world, () => onBehalf(kavya, more))).problem?.code]).toEqual([more, code]);
  });

  it('is for who runs the batch: lead mentors, mentors and learners may not, and for others it does not exist', async () => {
    for (const [key, status] of [
      ['asha', 403],
      ['dev', 403],
      ['meera', 403],
      ['zoya', 404],
      ['imran', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => onBehalf(client))).status]).toEqual([key, status]);
    }
  });
});

describe('moving on behalf of a learner', () => {
  const move = (client: TestClient, interviewId: string, startsAt = DAWN, from = THURSDAY) =>
    client.call(b.moveOnBehalf, {
      params: { interviewId },
      body: { mentorId: dev.personId ?? '', startsAt, from, reason: 'Power cut in the whole street.' },
    });

  it('goes beyond notice and hours, is nobody’s late change, and is audited with its reason', async () => {
    const mock = await thursday();
    world.clock.set('2026-11-26T13:00:00Z');
    expect((await move(kavya, mock.id)).body.startsAt).toBe(DAWN);
    const view = (await asha.call(b.booking, { params: { interviewId: mock.id } })).body;
    expect(view.lateChanges).toEqual({ used: 0, trouble: 0 });
    expect(view.times[0]).toMatchObject({ endedBy: 'admin', reason: 'Power cut in the whole street.', isLate: false });
  });

  it('is refused from a stale page, onto a booking, and to a time that is past', async () => {
    const mock = await thursday();
    expect((await refused(world, () => move(kavya, mock.id, DAWN, DAWN))).problem?.code).toBe('stale_version');
    expect((await refused(world, () => move(kavya, mock.id, '2026-11-18T10:00:00.000Z'))).problem?.code).toBe(
      'slot_not_open',
    );
  });

  it('is for who runs the batch', async () => {
    const mock = await thursday();
    for (const [key, status] of [
      ['asha', 403],
      ['dev', 403],
      ['meera', 403],
      ['ravi', 404],
      ['imran', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => move(client, mock.id))).status]).toEqual([key, status]);
    }
  });
});
