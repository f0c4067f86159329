import { bookingEndpoints as b } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints as e } from '@dryrun/contracts/interviews.contract';
import { peopleEndpoints } from '@dryrun/contracts/people.contract';
import { BATCH_01, book, confirm, hold, openSlots, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const HOUR = 3_600_000;
/** Thursday and Friday of one batch week, inside Dev's hours. */
const THURSDAY = '2026-11-26T14:00:00.000Z';
const FRIDAY = '2026-11-27T14:00:00.000Z';

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

const account = async () => (await asha.call(b.quota, { params: { batchId } })).body;
const usedInWeekOf = async (instant: string) => {
  const { weeks } = await account();
  return weeks.find((w) => w.startsOn <= instant.slice(0, 10) && instant.slice(0, 10) <= w.endsOn)?.used;
};
const thursday = () => book(asha, batchId, { startsAt: THURSDAY, mentorId: dev.personId ?? '' });
const cancel = (client: TestClient, interviewId: string) =>
  client.call(e.cancel, { params: { interviewId }, body: { reason: '', reasonCode: 'work' } });
const grant = (client: TestClient, count = 1, options: { key?: string } = {}) =>
  client.call(
    b.grantExtraMocks,
    { params: { batchId, personId: asha.personId ?? '' }, body: { count, reason: 'Missed a week in hospital.' } },
    options,
  );
const friday = () => hold(asha, batchId, { startsAt: FRIDAY, mentorId: dev.personId ?? '' });

describe('a learner’s mocks', () => {
  it('are used in the week of the start when a time is confirmed, not while it is only kept', async () => {
    const held = await hold(asha, batchId, { startsAt: THURSDAY, mentorId: dev.personId ?? '' });
    expect(await usedInWeekOf(THURSDAY)).toBe(0);
    await confirm(asha, held.body.id);
    expect(await usedInWeekOf(THURSDAY)).toBe(1);
    expect((await refused(world, friday)).problem?.code).toBe('quota_used');
  });

  it('come back when the learner cancels, in time or late within what is fine', async () => {
    const mock = await thursday();
    world.clock.set(new Date(Date.parse(THURSDAY) - 5 * HOUR));
    await cancel(asha, mock.id);
    expect(await usedInWeekOf(THURSDAY)).toBe(0);
  });

  it('stay used when the learner cancels late beyond what is fine', async () => {
    const mock = await thursday();
    await world.query(`update interview set policy = policy || '{"lateChanges": 0}' where id = $1`, [mock.id]);
    world.clock.set(new Date(Date.parse(THURSDAY) - 5 * HOUR));
    expect((await cancel(asha, mock.id)).body.cancelled?.isLate).toBe(true);
    expect(await usedInWeekOf(THURSDAY)).toBe(1);
    expect(await account()).toMatchObject({ extrasLeft: 0 });
  });

  it('become an extra one for any week when the mentor cancels late', async () => {
    const mock = await thursday();
    world.clock.set(new Date(Date.parse(THURSDAY) - 5 * HOUR));
    await cancel(dev, mock.id);
    const view = await account();
    expect(view).toMatchObject({
      extrasLeft: 1,
      extras: [{ kind: 'refund', count: 1, reason: 'Your mentor cancelled late' }],
    });
    expect(view.sentence).toBe(
      '1 of 1 mock used this week, and one extra mock in place of one that fell through, for any week.',
    );
    expect((await openSlots(asha, batchId)).reasons.some((r) => r.code === 'quota')).toBe(false);
    expect((await friday()).status).toBe(201);
  });

  it.each([
    ['in time', 7, { used: 0, extrasLeft: 0, extras: [] }],
    [
      'late',
      5,
      { used: 1, extrasLeft: 1, extras: [{ kind: 'refund', reason: 'Your mentor could not take it any more' }] },
    ],
  ])('fare as if the mentor had cancelled when the mentor leaves %s', async (_when, hours, { used, ...left }) => {
    const mock = await thursday();
    world.clock.set(new Date(Date.parse(THURSDAY) - hours * HOUR));
    const params = { batchId, personId: dev.personId ?? '' };
    const body = { roles: [], qualification: { tracks: [], levels: [] } };
    const admin = await world.as('kavya');
    expect((await admin.call(peopleEndpoints.setRoles, { params, body })).status).toBe(200);
    await world.settle();
    const seen = (await asha.call(e.get, { params: { interviewId: mock.id } })).body;
    expect(seen).toMatchObject({ state: 'void', cancelled: { by: 'admin', isLate: false } });
    expect(await usedInWeekOf(THURSDAY)).toBe(used);
    expect(await account()).toMatchObject(left);
  });

  it('come back into their week when the mentor cancels in time', async () => {
    const mock = await thursday();
    await cancel(dev, mock.id);
    expect(await usedInWeekOf(THURSDAY)).toBe(0);
    expect((await account()).extrasLeft).toBe(0);
  });

  it('say so in the list of times when they are used up', async () => {
    await thursday();
    const quota = (await openSlots(asha, batchId)).reasons.find((r) => r.code === 'quota');
    expect(quota?.sentence).toMatch(/in which you have used your one mock\.$/);
  });

  it('are counted again when a kept time is confirmed: a mock that staff booked in between has used the week', async () => {
    const held = await hold(asha, batchId, { startsAt: THURSDAY, mentorId: dev.personId ?? '' });
    const goal = { format: 'system-design', track: 'kubernetes', level: 'mid' as const, dimension: null, note: '' };
    const onBehalf = await kavya.call(b.bookOnBehalf, {
      params: { batchId },
      body: {
        learnerId: asha.personId ?? '',
        mentorId: dev.personId ?? '',
        startsAt: FRIDAY,
        goal,
        reason: 'Asked by phone.',
      },
    });
    expect(onBehalf.status).toBe(201);
    const answer = await refused(world, () => confirm(asha, held.body.id));
    expect([answer.status, answer.problem?.code]).toEqual([409, 'quota_used']);
  });
});

describe('extra mocks', () => {
  it('are given by the cohort admin with a reason that the learner reads, and spent after the week’s own', async () => {
    await thursday();
    const given = await grant(kavya);
    expect(given.status).toBe(201);
    expect(given.body).toMatchObject({
      extrasLeft: 1,
      extras: [{ kind: 'grant', reason: 'Missed a week in hospital.' }],
    });
    const held = await friday();
    await confirm(asha, held.body.id);
    expect(await account()).toMatchObject({ extrasLeft: 0 });
    expect(await usedInWeekOf(FRIDAY)).toBe(1);
  });

  it('come back as extra ones when the mock they paid is cancelled in time', async () => {
    await thursday();
    await grant(kavya);
    const booked = await confirm(asha, (await friday()).body.id);
    await cancel(asha, booked.body.id);
    expect(await account()).toMatchObject({ extrasLeft: 1 });
  });

  it('are given once when the request is repeated, and audited', async () => {
    await grant(kavya, 2, { key: 'the-same-key-twice' });
    await grant(kavya, 2, { key: 'the-same-key-twice' });
    expect((await account()).extrasLeft).toBe(2);
    expect(
      await world.query(`select actor_id, person_id, after from audit_entry where action = 'quota.grant'`),
    ).toEqual([
      { actor_id: kavya.personId, person_id: asha.personId, after: { count: 2, reason: 'Missed a week in hospital.' } },
    ]);
  });

  it('are nobody else’s to give: not the learner’s, not the mentor’s, not another batch’s', async () => {
    for (const [key, status] of [
      ['asha', 403],
      ['dev', 403],
      ['meera', 403],
      ['zoya', 404],
      ['imran', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => grant(client))).status]).toEqual([key, status]);
    }
  });

  it('go to learners of the batch only', async () => {
    const zoya = await world.person('zoya');
    const answer = await refused(world, () =>
      kavya.call(b.grantExtraMocks, { params: { batchId, personId: zoya }, body: { count: 1, reason: 'By mistake.' } }),
    );
    expect(answer.status).toBe(404);
  });
});

describe('the ledger', () => {
  it('is insert-only in the database itself', async () => {
    await grant(kavya);
    await expect(world.query('update quota_entry set amount = 9')).rejects.toThrow('insert-only');
    await expect(world.query('delete from quota_entry')).rejects.toThrow('insert-only');
  });

  it('of a person who is erased goes with them', async () => {
    const [id] = await world.query<{ id: string }>(
      `insert into person (id, name, email, created_at, updated_at) values (gen_random_uuid(), 'Gone', 'gone@example.org', now(), now()) returning id`,
    );
    await world.query(
      `insert into quota_entry (id, batch_id, person_id, kind, is_extra, at) values (gen_random_uuid(), $1, $2, 'grant', true, now())`,
      [batchId, id?.id],
    );
    await world.query('delete from person where id = $1', [id?.id]);
    expect(await world.query('select 1 from quota_entry where person_id = $1', [id?.id])).toEqual([]);
  });

  it('charges every booking of the seeded world exactly once', async () => {
    const wrong = await world.query(
      `select b.id from booking b where (b.state in ('confirmed', 'used')) <> (
         (select count(*) from quota_entry q where q.booking_id = b.id and q.kind = 'use') = 1)`,
    );
    expect(wrong).toEqual([]);
  });
});
