import { bookingEndpoints as b } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints as e, type InterviewView } from '@dryrun/contracts/interviews.contract';
import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { BATCH_01, book, enrolLearners, hold, refused } from '../../../test/booking-steps.ts';
import { startWorld, TestClient, type World } from '../../../test/harness.ts';

const HOUR = 3_600_000;
/** Thursday 26 Nov, 19:30 in Kolkata: inside Dev's hours; half an hour later it still is. */
const FROM = '2026-11-26T14:00:00.000Z';
const TO = '2026-11-26T14:30:00.000Z';

let world: World;
let asha: TestClient;
let dev: TestClient;
let batchId: string;
let mock: InterviewView;

beforeEach(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  dev = await world.as('dev');
  batchId = await world.batch(BATCH_01);
  mock = await book(asha, batchId, { startsAt: FROM, mentorId: dev.personId ?? '' });
});
afterEach(() => world.close());

interface Wish {
  startsAt?: string;
  from?: string;
  mentorId?: string;
  reasonCode?: 'work' | 'power_or_network' | 'mentor_asked';
}
const move = (client: TestClient, wish: Wish = {}, options: { key?: string } = {}) =>
  client.call(
    b.move,
    {
      params: { interviewId: mock.id },
      body: { mentorId: dev.personId ?? '', startsAt: TO, from: FROM, reasonCode: 'work', reason: 'On call.', ...wish },
    },
    options,
  );
const booking = async (client: TestClient) => (await client.call(b.booking, { params: { interviewId: mock.id } })).body;
const hoursBefore = (hours: number, ms = 0) => world.clock.set(new Date(Date.parse(FROM) - hours * HOUR + ms));
const bookings = () =>
  world.query<{ state: string; startsAt: Date; cancelled_by: string | null; is_late_change: boolean }>(
    `select state, lower(during) as "startsAt", cancelled_by, is_late_change from booking
     where reference_id = $1 and state in ('confirmed', 'superseded') order by created_at, id`,
    [mock.id],
  );
const account = () =>
  world.query<{ kind: string; is_extra: boolean }>(
    `select kind, is_extra from quota_entry where person_id = $1 and starts_at in ($2, $3) order by kind, at`,
    [asha.personId, FROM, TO],
  );

describe('moving a booked mock', () => {
  it('keeps the mock, its goal and its questions, and replaces the booking', async () => {
    const planned = await world.query(
      'select id, question_version_id from plan_item where interview_id = $1 order by id',
      [mock.id],
    );
    const moved = await move(asha);
    expect(moved.status).toBe(200);
    expect(moved.body).toMatchObject({ id: mock.id, state: 'scheduled', startsAt: TO, goal: mock.goal });
    expect(await bookings()).toMatchObject([
      { state: 'superseded', startsAt: new Date(FROM), cancelled_by: 'learner', is_late_change: false },
      { state: 'confirmed', startsAt: new Date(TO) },
    ]);
    expect(
      await world.query('select id, question_version_id from plan_item where interview_id = $1 order by id', [mock.id]),
    ).toEqual(planned);
    const [row] = await world.query<{ policy: object }>('select policy from interview where id = $1', [mock.id]);
    expect((await booking(asha)).policy).toEqual(row?.policy);
  });

  it('frees the old time for others and takes the new one', async () => {
    await move(asha, { startsAt: '2026-11-27T14:00:00.000Z' });
    const [racer] = await enrolLearners(world, batchId, 1);
    const wish = { mentorId: dev.personId ?? '' };
    expect((await hold(racer ?? asha, batchId, { ...wish, startsAt: '2026-11-27T14:00:00.000Z' })).problem?.code).toBe(
      'slot_taken',
    );
    expect((await hold(racer ?? asha, batchId, { ...wish, startsAt: FROM })).status).toBe(201);
  });

  it('is not in its own way: a time that overlaps the old one is offered and taken, quota and caps included', async () => {
    const { body } = await asha.call(b.moveSlots, { params: { interviewId: mock.id } });
    const times = body.items.filter((s) => s.mentors.some((m) => m.id === dev.personId)).map((s) => s.startsAt);
    expect(times).toEqual(expect.arrayContaining([FROM, TO]));
    expect((await move(asha)).status).toBe(200);
    expect(await account()).toEqual([
      { kind: 'return', is_extra: false },
      { kind: 'use', is_extra: false },
      { kind: 'use', is_extra: false },
    ]);
  });

  it('may lead to another mentor who fits; the first one no longer sees it', async () => {
    const { body } = await asha.call(b.moveSlots, { params: { interviewId: mock.id } });
    const slot = body.items.find((s) => s.mentors.some((m) => m.id !== dev.personId));
    const other = slot?.mentors.find((m) => m.id !== dev.personId);
    expect((await move(asha, { startsAt: slot?.startsAt, mentorId: other?.id })).body.mentor.id).toBe(other?.id);
    expect((await dev.call(e.get, { params: { interviewId: mock.id } })).status).toBe(404);
  });

  it('shows where it was, who moved it, and why', async () => {
    await move(asha);
    expect((await booking(dev)).times).toMatchObject([
      {
        startsAt: FROM,
        state: 'superseded',
        endedBy: 'learner',
        reasonCode: 'work',
        reason: 'On call.',
        isLate: false,
      },
      { startsAt: TO, state: 'confirmed', endedBy: null },
    ]);
  });

  it('is announced and audited once, with where it was', async () => {
    await move(asha);
    const news = await world.query(
      `select payload from outbox_event where subject_id = $1 and type = 'interview.moved'`,
      [mock.id],
    );
    expect(news).toMatchObject([
      {
        payload: {
          by: 'learner',
          startsAt: TO,
          from: { startsAt: FROM, mentorId: dev.personId },
          mentorId: dev.personId,
        },
      },
    ]);
    const lines = await world.query(
      `select actor_id, before, after from audit_entry where subject_id = $1 and action = 'interview.move'`,
      [mock.id],
    );
    expect(lines).toMatchObject([
      { actor_id: asha.personId, before: { startsAt: FROM }, after: { startsAt: TO, reason: 'On call.' } },
    ]);
  });

  it('happens once when the answer was lost and the request is repeated', async () => {
    const first = await move(asha, {}, { key: 'the-same-key-twice' });
    const again = await move(asha, {}, { key: 'the-same-key-twice' });
    expect(again.text).toBe(first.text);
    expect(await bookings()).toHaveLength(2);
  });
});

describe('the rules of moving', () => {
  it('count a late move, and refuse the third one in 28 days', async () => {
    hoursBefore(5);
    await world.query(`update batch set policy = policy || '{"noticeMinutes": 0}' where id = $1`, [batchId]);
    expect((await move(asha)).status).toBe(200);
    expect((await booking(asha)).lateChanges).toEqual({ used: 1, trouble: 0 });
    expect((await move(asha, { startsAt: FROM, from: TO })).status).toBe(200);
    const third = await refused(world, () => move(asha));
    expect([third.status, third.problem?.code]).toEqual([409, 'late_changes_used']);
    expect(third.problem?.detail).toContain('2 in 28 days');
  });

  it('excuse one move because of power or network trouble, however many late changes there were', async () => {
    hoursBefore(5);
    await world.query(`update batch set policy = policy || '{"noticeMinutes": 0}' where id = $1`, [batchId]);
    await move(asha);
    await move(asha, { startsAt: FROM, from: TO });
    expect((await booking(asha)).can.move).toBe(true);
    expect((await move(asha, { reasonCode: 'power_or_network' })).status).toBe(200);
    expect(await booking(asha)).toMatchObject({ lateChanges: { used: 2, trouble: 1 }, can: { move: false } });
    expect(
      (await refused(world, () => move(asha, { startsAt: FROM, from: TO, reasonCode: 'power_or_network' }))).problem
        ?.code,
    ).toBe('late_changes_used');
  });

  it('cannot be talked round: “the mentor asked” counts only when the mentor did ask', async () => {
    hoursBefore(5);
    await world.query(`update batch set policy = policy || '{"noticeMinutes": 0}' where id = $1`, [batchId]);
    await move(asha, { reasonCode: 'mentor_asked' });
    expect((await booking(asha)).lateChanges.used).toBe(1);
  });

  it('are the pinned ones for the lateness, and the present ones for the new time', async () => {
    await world.query(
      `update batch set policy = policy || '{"freeChangeMinutes": 0, "noticeMinutes": 12000}' where id = $1`,
      [batchId],
    );
    expect((await refused(world, () => move(asha))).problem?.detail).toContain('too soon');
    await world.query(`update batch set policy = policy || '{"noticeMinutes": 0}' where id = $1`, [batchId]);
    hoursBefore(5);
    expect((await move(asha)).status).toBe(200);
    expect((await bookings())[0]?.is_late_change).toBe(true);
  });

  it('are over when the mock begins', async () => {
    hoursBefore(0);
    expect((await refused(world, () => move(asha, { startsAt: '2026-11-28T14:00:00.000Z' }))).problem?.code).toBe(
      'interview_state',
    );
  });

  it('hold the learner’s mocks of a week: another week that is used up refuses the move', async () => {
    const next = await world.query<{ at: Date }>(`select ($1::timestamptz + interval '7 days') as at`, [FROM]);
    const other = next[0]?.at.toISOString() ?? '';
    world.clock.set('2026-11-20T10:30:00Z');
    await book(asha, batchId, { startsAt: other, mentorId: dev.personId ?? '' });
    const answer = await refused(world, () =>
      move(asha, { startsAt: new Date(Date.parse(other) + 24 * HOUR).toISOString() }),
    );
    expect(answer.problem?.code).toBe('quota_used');
  });
});

describe('a move that cannot be made', () => {
  it('from a stale page is refused with fresh times', async () => {
    await move(asha);
    const answer = await refused(world, () => move(asha, { startsAt: '2026-11-27T14:00:00.000Z' }));
    expect([answer.status, answer.problem?.code]).toEqual([409, 'stale_version']);
    expect((answer.problem as unknown as { slots: SlotsView }).slots.items.length).toBeGreaterThan(0);
  });

  it('to a time that was just taken leaves the booking standing and answers with fresh times', async () => {
    const [racer] = await enrolLearners(world, batchId, 1);
    const wanted = '2026-11-27T14:00:00.000Z';
    await hold(racer ?? asha, batchId, { startsAt: wanted, mentorId: dev.personId ?? '' });
    const answer = await refused(world, () => move(asha, { startsAt: wanted }));
    expect(answer.problem?.code).toBe('slot_taken');
    const { items } = (answer.problem as unknown as { slots: SlotsView }).slots;
    expect(items.some((s) => s.startsAt === wanted && s.mentors.some((m) => m.id === dev.personId))).toBe(false);
    expect(await bookings()).toMatchObject([{ state: 'confirmed', startsAt: new Date(FROM) }]);
  });

  it('to the time it has, to no time of the mentor, or to a mentor who does not fit, changes nothing', async () => {
    for (const wish of [
      { startsAt: FROM },
      { startsAt: '2026-11-26T02:00:00.000Z' },
      { mentorId: await world.person('samir') },
    ])
      expect([wish, (await refused(world, () => move(asha, wish))).problem?.code]).toEqual([wish, 'slot_not_open']);
  });

  it('is refused while the batch is paused, as its list of times says, and open again when it goes on', async () => {
    await world.query(`update batch set state = 'paused' where id = $1`, [batchId]);
    const list = (await asha.call(b.moveSlots, { params: { interviewId: mock.id } })).body;
    expect(list.items).toEqual([]);
    const answer = await refused(world, () => move(asha));
    expect(answer.problem?.code).toBe('slot_not_open');
    expect(answer.problem?.detail).toContain(list.reasons[0]?.sentence ?? 'the reason of the list');
    await world.query(`update batch set state = 'active' where id = $1`, [batchId]);
    expect((await move(asha)).status).toBe(200);
  });

  it('needs an idempotency key', async () => {
    const answer = await asha.send('POST', `/api/interviews/${mock.id}/move`, {
      mentorId: dev.personId,
      startsAt: TO,
      from: FROM,
      reasonCode: 'work',
      reason: '',
    });
    expect([answer.status, answer.problem?.code]).toEqual([400, 'idempotency_key_missing']);
  });
});

describe('who may move a mock', () => {
  it('is its learner: its mentor and the staff are told that it is not theirs to do', async () => {
    for (const key of ['dev', 'kavya', 'meera']) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => move(client))).status]).toEqual([key, 403]);
    }
  });

  it('is nobody else: for them it does not exist', async () => {
    for (const key of ['ravi', 'claire', 'zoya', 'imran', 'samir']) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => move(client))).status]).toEqual([key, 404]);
    }
    expect((await refused(world, () => move(world.anonymous))).status).toBe(401);
  });
});

describe('many moves at once', () => {
  it('of twenty learners through two processes onto one time leave one there and nobody booked twice', async () => {
    await world.query(
      `update batch set policy = policy || '{"mentorMaxPerDay": 99, "mentorMaxPerWeek": 99, "slotStepMinutes": 15, "bufferMinutes": 0}' where id = $1`,
      [batchId],
    );
    const replica = await world.replica();
    try {
      const racers = await enrolLearners(world, batchId, 12);
      const free = (await asha.call(b.moveSlots, { params: { interviewId: mock.id } })).body.items;
      const wanted =
        free.find((s) => s.startsAt > '2026-11-28' && s.mentors.some((m) => m.id === dev.personId))?.startsAt ?? '';
      const mocks: { client: TestClient; interview: InterviewView }[] = [];
      for (const client of racers) {
        const { items } = (
          await client.call(e.slots, {
            params: { batchId },
            query: { format: 'system-design', track: 'kubernetes', level: 'mid' },
          })
        ).body;
        const slot = items.find(
          (s) =>
            s.startsAt !== wanted &&
            Math.abs(Date.parse(s.startsAt) - Date.parse(wanted)) > 2 * HOUR &&
            s.mentors.some((m) => m.id === dev.personId),
        );
        if (!slot) break;
        mocks.push({
          client,
          interview: await book(client, batchId, { startsAt: slot.startsAt, mentorId: dev.personId ?? '' }),
        });
      }
      expect(mocks.length).toBeGreaterThan(5);
      const answers = await Promise.all(
        mocks.map(({ client, interview }, i) =>
          (i % 2 ? new TestClient(replica.app, client.cookie, client.personId) : client).call(b.move, {
            params: { interviewId: interview.id },
            body: {
              mentorId: dev.personId ?? '',
              startsAt: wanted,
              from: interview.startsAt,
              reasonCode: 'work',
              reason: '',
            },
          }),
        ),
      );
      expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
      expect(new Set(answers.filter((a) => a.status !== 200).map((a) => a.problem?.code))).toEqual(
        new Set(['slot_taken']),
      );
      const live = await world.query<{ n: number }>(
        `select count(*)::int as n from booking b where state = 'confirmed' and reference_id = any($1)`,
        [mocks.map((m) => m.interview.id)],
      );
      expect(live[0]?.n).toBe(mocks.length);
      const doubles = await world.query(
        `select 1 from booking_participant a join booking_participant c on c.person_id = a.person_id and c.booking_id > a.booking_id and a.blocked && c.blocked
         where a.live and c.live`,
      );
      expect(doubles).toEqual([]);
    } finally {
      await replica.close();
    }
  }, 60_000);

  it('of one mock to many times at once move it once', async () => {
    const { items } = (await asha.call(b.moveSlots, { params: { interviewId: mock.id } })).body;
    const times = items.filter((s) => s.startsAt !== FROM && s.mentors.some((m) => m.id === dev.personId)).slice(0, 8);
    const answers = await Promise.all(times.map((s) => move(asha, { startsAt: s.startsAt })));
    expect(answers.map((a) => a.problem?.code ?? a.status).sort()).toEqual([
      200,
      ...times.slice(1).map(() => 'stale_version'),
    ]);
    expect(await bookings()).toHaveLength(2);
  });

  it('and a cancellation at the same moment end in one of the two, never in both', async () => {
    const answers = await Promise.all([
      move(asha),
      asha.call(e.cancel, { params: { interviewId: mock.id }, body: { reason: '', reasonCode: 'work' } }),
      move(asha, { startsAt: '2026-11-27T14:00:00.000Z' }),
    ]);
    const [row] = await world.query<{ state: string }>('select state from interview where id = $1', [mock.id]);
    const live = (await bookings()).filter((x) => x.state === 'confirmed');
    expect(live).toHaveLength(row?.state === 'scheduled' ? 1 : 0);
    expect(answers.map((a) => a.status).every((s) => s === 200 || s === 409)).toBe(true);
  });
});
