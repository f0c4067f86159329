import pg from 'pg';
import { interviewEndpoints as e } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, confirm, enrolLearners, firstSlot, hold } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const STARTS_AT = '2026-11-26T14:00:00.000Z';
const LATER = '2026-11-27T14:00:00.000Z';

let world: World;
let asha: TestClient;
let ravi: TestClient;
let racers: TestClient[];
let batchId: string;
let dev: string;

beforeAll(async () => {
  world = await startWorld();
  batchId = await world.batch(BATCH_01);
  dev = await world.person('dev');
  [asha, ravi] = [await world.as('asha'), await world.as('ravi')];
  // The first request of a process reads what stays in memory afterwards: content, and when this session was last seen.
  racers = await enrolLearners(world, batchId, 7);
  const [warm] = racers;
  if (warm) {
    const held = await hold(warm, batchId, { startsAt: '2026-11-28T05:00:00.000Z', mentorId: dev });
    await confirm(warm, held.body.id);
  }
  for (const client of [asha, ravi]) await client.call(e.list);
});
afterAll(() => world.close());

/** Every statement that reaches the database while `work` runs, begin, savepoint and commit included. */
async function statements(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const ask = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    seen.push((typeof first === 'string' ? first : (first as { text: string }).text).replace(/\s+/g, ' ').trim());
    return (ask as (...a: unknown[]) => unknown).apply(this, args);
  } as typeof ask;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = ask;
  }
  return seen;
}

const heldBy = (client: TestClient) =>
  world.query<{ id: string; startsAt: Date }>(
    `select id, lower(during) as "startsAt" from booking where held_by = $1 and state = 'held'`,
    [client.personId],
  );

describe('keeping a time', () => {
  it('is three round trips: who asks, what decides, and the reservation', async () => {
    const seen = await statements(async () => {
      expect((await hold(asha, batchId, { startsAt: STARTS_AT, mentorId: dev })).status).toBe(201);
    });
    expect(seen.map((s) => s.slice(0, 32))).toEqual([
      expect.stringMatching(/^select s\.id/),
      expect.stringMatching(/^select booking_hold_facts/),
      expect.stringMatching(/^select booking_hold\(/),
    ]);
  });

  it('leaves the same rows as the ordinary way: key, answer, plan, hold and audit line', async () => {
    const key = 'a-key-of-the-short-way';
    const short = await hold(asha, batchId, { startsAt: LATER, mentorId: dev }, { key });
    expect(await heldBy(asha)).toEqual([{ id: short.body.id, startsAt: new Date(LATER) }]);
    const again = await hold(asha, batchId, { startsAt: LATER, mentorId: dev }, { key });
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([short.text, 'true']);
    const mine = await asha.call(e.myHold, { params: { batchId } });
    expect(mine.body.hold).toEqual(short.body);
    const lines = await world.query<{ after: { bookingId: string }; trace_id: string | null }>(
      `select after, trace_id from audit_entry where subject_id = $1 and action = 'interview.hold' order by at, id`,
      [short.body.interviewId],
    );
    expect(lines.at(-1)?.after.bookingId).toBe(short.body.id);
    expect(lines.at(-1)?.trace_id).toBeTruthy();
  });

  it('refuses a key that was used for another request', async () => {
    const key = 'a-key-of-another-wish';
    await hold(asha, batchId, { startsAt: LATER, mentorId: dev }, { key });
    const other = await hold(asha, batchId, { startsAt: STARTS_AT, mentorId: dev }, { key });
    expect(other.problem?.code).toBe('idempotency_key_reused');
    expect((await heldBy(asha))[0]?.startsAt).toEqual(new Date(LATER));
  });

  const REFUSED = [/^insert into idempotency_key/];
  /** What is open instead, asked in one statement each: who fits, whose turn it is, when, and their names. */
  const FRESH = [/^select q\.person_id/, /^select m\.id/, /from scheduling_calendars/, /from person where/];
  const matches = (statements: RegExp[]) => statements.map((s) => expect.stringMatching(s) as string);

  it('refuses a taken time with fresh ones in as few trips, and keeps that answer', async () => {
    await hold(asha, batchId, { startsAt: STARTS_AT, mentorId: dev });
    const key = 'a-key-that-comes-too-late';
    const late = () => hold(ravi, batchId, { startsAt: STARTS_AT, mentorId: dev }, { key });
    let first: Awaited<ReturnType<typeof late>> | undefined;
    const seen = await statements(async () => void (first = await late()));
    expect([first?.status, first?.problem?.code]).toEqual([409, 'slot_taken']);
    expect(seen).toEqual(matches([/^select s\.id/, /^select booking_hold_facts/, ...FRESH, ...REFUSED]));
    const again = await late();
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([first?.text, 'true']);
    expect(await heldBy(ravi)).toEqual([]);
  });

  it('refuses the same when the time is lost between the look and the write, and undoes everything', async () => {
    const [row] = await world.query<{ definition: string }>(
      `select pg_get_functiondef('scheduling_reserve'::regproc) as definition`,
    );
    await world.query(row?.definition.replace(/\bbegin\b/i, `begin return 'taken:mentor';`) ?? '');
    try {
      const before = await world.fingerprint();
      const key = 'a-key-that-is-too-slow';
      const slow = () => hold(ravi, batchId, { startsAt: LATER, mentorId: dev }, { key });
      let first: Awaited<ReturnType<typeof slow>> | undefined;
      const seen = await statements(async () => void (first = await slow()));
      expect(first?.problem?.code).toBe('slot_taken');
      const tried = [/^select s\.id/, /^select booking_hold_facts/, /^select booking_hold\(/];
      expect(seen).toEqual(matches([...tried, ...FRESH, ...REFUSED]));
      expect(await world.fingerprint()).toBe(before);
      expect((await slow()).text).toBe(first?.text);
    } finally {
      await world.query(row?.definition ?? '');
    }
  });

  it('leaves a key that another request of this learner uses at that moment to the ordinary way', async () => {
    const key = 'a-key-of-two-at-once';
    await hold(asha, batchId, { startsAt: STARTS_AT, mentorId: dev });
    const both = await Promise.all(
      [1, 2].map(() => hold(ravi, batchId, { startsAt: STARTS_AT, mentorId: dev }, { key })),
    );
    expect(both[1]?.text).toBe(both[0]?.text);
    expect(both.filter((a) => a.headers['idempotency-replayed'] === 'true')).toHaveLength(1);
  });
});

describe('booking a kept time', () => {
  /** Whatever a mock consists of in the tables, without ids and moments. */
  const rowsOf = async (interviewId: string) => {
    const [row] = await world.query<Record<string, unknown>>(
      `select i.state, i.policy, i.rubric_version_id, i.confirmed_at is not null as "isConfirmed", i.calendar_sequence, i.calendar_changed_at is not null as "isInCalendars",
         (select jsonb_agg(jsonb_build_object('position', p.position, 'reason', p.reason_code, 'pushbacks', cardinality(p.planned_pushback_ids), 'used', p.used_pushbacks,
                                              'shown', p.shown_at, 'asked', p.asked_at) order by p.position) from plan_item p where p.interview_id = i.id) as plan,
         (select jsonb_agg(jsonb_build_object('action', a.action, 'before', a.before, 'keys', (select jsonb_agg(k order by k) from jsonb_object_keys(a.after) k),
                                              'trace', a.trace_id is not null, 'person', a.person_id = i.learner_id, 'actor', a.actor_id = i.learner_id) order by a.id)
            from audit_entry a where a.subject_id = i.id and a.action = 'interview.confirm') as audit,
         (select jsonb_agg(jsonb_build_object('type', o.type, 'keys', (select jsonb_agg(k order by k) from jsonb_object_keys(o.payload) k), 'calendar', o.payload->'calendar'->'sequence') order by o.id)
            from outbox_event o where o.subject_id = i.id) as news,
         (select jsonb_agg(jsonb_build_object('kind', q.kind, 'isExtra', q.is_extra, 'amount', q.amount)) from quota_entry q where q.booking_id in (select id from booking where reference_id = i.id)) as paid
       from interview i where i.id = $1`,
      [interviewId],
    );
    return row;
  };

  it('is three round trips: who asks, what decides, and the booking', async () => {
    const held = await hold(asha, batchId, { startsAt: LATER, mentorId: dev });
    const seen = await statements(async () => {
      expect((await confirm(asha, held.body.id)).status).toBe(201);
    });
    expect(seen.map((s) => s.slice(0, 34))).toEqual([
      expect.stringMatching(/^select s\.id/),
      expect.stringMatching(/^select booking_confirm_facts/),
      expect.stringMatching(/^select booking_confirm\(/),
    ]);
  });

  it('leaves the same rows and the same answer as the ordinary way', async () => {
    const [, one, two] = racers;
    if (!one || !two) throw new Error('nobody was enrolled');
    const short = await hold(one, batchId, await firstSlot(one, batchId, dev));
    const long = await hold(two, batchId, await firstSlot(two, batchId, dev));
    const inShort = await confirm(one, short.body.id);
    const [row] = await world.query<{ definition: string }>(
      `select pg_get_functiondef('booking_confirm'::regproc) as definition`,
    );
    await world.query(
      row?.definition.replace(/\bbegin\b/i, `begin raise exception 'no' using errcode = 'DR001';`) ?? '',
    );
    const inLong = await confirm(two, long.body.id).finally(() => world.query(row?.definition ?? ''));
    expect([inShort.status, inLong.status]).toEqual([201, 201]);
    const faceless = ({
      id: _id,
      startsAt: _s,
      endsAt: _e,
      freeChangeUntil: _f,
      learner: _l,
      ...rest
    }: typeof inShort.body) => rest;
    expect(faceless(inShort.body)).toEqual(faceless(inLong.body));
    const rows = await rowsOf(short.body.interviewId);
    expect(rows).toEqual(await rowsOf(long.body.interviewId));
    expect(rows).toMatchObject({
      state: 'scheduled',
      news: [{ type: 'interview.confirmed', calendar: 0 }],
      paid: [{ kind: 'use' }],
    });
    const again = await one.call(e.get, { params: { interviewId: short.body.interviewId } });
    expect(again.body).toEqual(inShort.body);
  });

  it('chooses from what is published at that moment, though content stays in memory', async () => {
    const [before, meanwhile, after] = racers.slice(4);
    if (!before || !meanwhile || !after) throw new Error('nobody was enrolled');
    const chosenFor = async (learner: TestClient) => {
      const held = await hold(learner, batchId, await firstSlot(learner, batchId));
      const trips = await statements(async () => expect((await confirm(learner, held.body.id)).status).toBe(201));
      const items = await world.query<{ id: string }>(
        `select v.item_id as id from plan_item p join content_version v on v.id = p.question_version_id where p.interview_id = $1 order by p.position`,
        [held.body.interviewId],
      );
      return { ids: items.map((i) => i.id), trips: trips.length };
    };
    const retire = (ids: string[], at: Date | null) =>
      world.query('update content_item set retired_at = $2 where id = any($1)', [ids, at]);

    const usual = await chosenFor(before);
    expect(usual.trips).toBe(3);
    await retire(usual.ids, world.clock.now());
    const others = await chosenFor(meanwhile);
    expect(others.ids).toHaveLength(usual.ids.length);
    expect(others.ids.filter((id) => usual.ids.includes(id))).toEqual([]);
    expect(others.trips).toBeGreaterThan(3);
    await retire(usual.ids, null);
    expect((await chosenFor(after)).ids).toEqual(usual.ids);
  });

  it('leaves a hold that ran out, and one of somebody else, to the ordinary way', async () => {
    const [, , , racer] = racers;
    if (!racer) throw new Error('nobody was enrolled');
    const held = await hold(racer, batchId, await firstSlot(racer, batchId));
    const before = await world.fingerprint();
    expect((await confirm(ravi, held.body.id)).problem?.code).toBe('not_found');
    expect(await world.fingerprint()).toBe(before);
    await world.query(`update booking set held_until = $2 where id = $1`, [held.body.id, world.clock.now()]);
    const late = await world.fingerprint();
    expect((await confirm(racer, held.body.id)).problem?.code).toBe('hold_expired');
    expect(await world.fingerprint()).toBe(late);
  });
});
