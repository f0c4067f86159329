import { bookingEndpoints as b } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints as e, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, book, enrolLearners, hold, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const HOUR = 3_600_000;
const STARTS_AT = '2026-11-26T14:00:00.000Z';

let world: World;
let asha: TestClient;
let dev: TestClient;
let batchId: string;
let mock: InterviewView;
let times: string[];

beforeEach(async () => {
  world = await startWorld();
  [asha, dev] = await Promise.all([world.as('asha'), world.as('dev')]);
  batchId = await world.batch(BATCH_01);
  mock = await book(asha, batchId, { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
  const { items } = (await dev.call(b.moveSlots, { params: { interviewId: mock.id } })).body;
  // One of each of three days, so that they do not stand in each other's way.
  const byDay = new Map(
    items.filter((s) => s.startsAt > '2026-11-27').map((s) => [s.startsAt.slice(0, 10), s.startsAt]),
  );
  times = [...byDay.values()].slice(0, 3);
});
afterEach(() => world.close());

const offer = (client: TestClient, startsAt = times) =>
  client.call(b.offerTimes, { params: { interviewId: mock.id }, body: { startsAt, note: 'A conflict at work.' } });
const asked = async () => (await asha.call(b.myRequests)).body.items[0];
const answer = (client: TestClient, requestId: string, startsAt: string | null, accept = true) =>
  client.call(b.answerRequest, { params: { requestId }, body: { accept, startsAt } });

describe('a mentor who cannot keep a mock', () => {
  it('sees only their own times, and those that are open for the learner too', async () => {
    const { items } = (await dev.call(b.moveSlots, { params: { interviewId: mock.id } })).body;
    expect(times.length).toBe(3);
    expect(new Set(items.flatMap((s) => s.mentors.map((m) => m.id)))).toEqual(new Set([dev.personId]));
  });

  it('offers other times; the learner chooses one, and it never counts as the learner’s late change', async () => {
    expect((await offer(dev)).body.request).toMatchObject({ kind: 'move', state: 'open' });
    world.clock.set(new Date(Date.parse(STARTS_AT) - 5 * HOUR));
    await world.query(`update batch set policy = policy || '{"noticeMinutes": 0}' where id = $1`, [batchId]);
    const request = await asked();
    expect(request).toMatchObject({ note: 'A conflict at work.', times: times.map((startsAt) => ({ startsAt })) });
    expect((await answer(asha, request?.id ?? '', times[1] ?? '')).body.state).toBe('accepted');
    expect((await asha.call(e.get, { params: { interviewId: mock.id } })).body.startsAt).toBe(times[1]);
    const { lateChanges, times: history } = (await asha.call(b.booking, { params: { interviewId: mock.id } })).body;
    expect(lateChanges).toEqual({ used: 0, trouble: 0 });
    expect(history[0]).toMatchObject({ startsAt: STARTS_AT, reasonCode: 'mentor_asked', isLate: false });
  });

  it('leaves the booking standing while nobody has answered, and when the learner says no', async () => {
    await offer(dev);
    const request = await asked();
    await answer(asha, request?.id ?? '', null, false);
    expect((await asha.call(e.get, { params: { interviewId: mock.id } })).body.startsAt).toBe(STARTS_AT);
    expect(
      (await world.query(`select payload from outbox_event where type = 'interview.request_declined'`)).length,
    ).toBe(1);
  });

  it('offers nothing that is gone by the time the learner looks', async () => {
    await offer(dev);
    const [racer] = await enrolLearners(world, batchId, 1);
    await hold(racer ?? asha, batchId, { startsAt: times[0] ?? '', mentorId: dev.personId ?? '' });
    const request = await asked();
    expect(request?.times.map((t) => t.startsAt)).not.toContain(times[0]);
    const gone = await refused(world, () => answer(asha, request?.id ?? '', times[0] ?? ''));
    expect(gone.problem?.code).toBe('slot_taken');
    expect((await answer(asha, request?.id ?? '', times[2] ?? '')).status).toBe(200);
  });

  it('cannot offer a time that is not open for both, nor the one it has', async () => {
    for (const wish of [[STARTS_AT], ['2026-11-26T02:00:00.000Z'], [times[0] ?? '', '2026-11-26T02:00:00.000Z']]) {
      const refusal = await refused(world, () => offer(dev, wish));
      expect([wish, refusal.problem?.code, refusal.problem?.errors?.[0]?.pointer]).toEqual([
        wish,
        'slot_not_open',
        `/body/startsAt/${wish.length - 1}`,
      ]);
    }
  });

  it('takes no yes to a time that was not offered', async () => {
    await offer(dev, times.slice(0, 1));
    const request = await asked();
    expect((await refused(world, () => answer(asha, request?.id ?? '', times[2] ?? ''))).problem?.code).toBe(
      'invalid_input',
    );
    expect((await refused(world, () => answer(asha, request?.id ?? '', null))).problem?.code).toBe('invalid_input');
  });

  it('has asked in vain once the learner moved it by themself', async () => {
    await offer(dev);
    const request = await asked();
    const body = {
      mentorId: dev.personId ?? '',
      startsAt: times[2] ?? '',
      from: STARTS_AT,
      reasonCode: 'work' as const,
      reason: '',
    };
    await asha.call(b.move, { params: { interviewId: mock.id }, body });
    expect((await refused(world, () => answer(asha, request?.id ?? '', times[0] ?? ''))).problem?.code).toBe(
      'request_closed',
    );
  });

  it('is the only one who may offer: not the learner, not staff, nobody outside', async () => {
    for (const [key, status] of [
      ['asha', 403],
      ['kavya', 403],
      ['ravi', 404],
      ['claire', 404],
      ['zoya', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => offer(client))).status]).toEqual([key, status]);
    }
  });
});
