import pg from 'pg';
import { interviewEndpoints as e } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, enrolLearners, hold } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const STARTS_AT = '2026-11-26T14:00:00.000Z';
const LATER = '2026-11-27T14:00:00.000Z';

let world: World;
let asha: TestClient;
let ravi: TestClient;
let batchId: string;
let dev: string;

beforeAll(async () => {
  world = await startWorld();
  batchId = await world.batch(BATCH_01);
  dev = await world.person('dev');
  [asha, ravi] = [await world.as('asha'), await world.as('ravi')];
  // The first request of a process reads what stays in memory afterwards: content, and when this session was last seen.
  const [warm] = await enrolLearners(world, batchId, 1);
  if (warm) await hold(warm, batchId, { startsAt: '2026-11-28T05:00:00.000Z', mentorId: dev });
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

  it('leaves a taken time to the ordinary way, which answers with fresh ones and keeps that answer', async () => {
    await hold(asha, batchId, { startsAt: STARTS_AT, mentorId: dev });
    const key = 'a-key-that-comes-too-late';
    const first = await hold(ravi, batchId, { startsAt: STARTS_AT, mentorId: dev }, { key });
    expect([first.status, first.problem?.code]).toEqual([409, 'slot_taken']);
    expect((await hold(ravi, batchId, { startsAt: STARTS_AT, mentorId: dev }, { key })).text).toBe(first.text);
    expect(await heldBy(ravi)).toEqual([]);
  });

  it('undoes everything when the reservation is refused between the look and the write', async () => {
    const [row] = await world.query<{ definition: string }>(
      `select pg_get_functiondef('scheduling_reserve'::regproc) as definition`,
    );
    const refusing = row?.definition.replace(/\bbegin\b/i, `begin return 'taken:mentor';`) ?? '';
    await world.query(refusing);
    try {
      const before = await world.fingerprint();
      const answer = await hold(ravi, batchId, { startsAt: LATER, mentorId: dev });
      expect(answer.problem?.code).toBe('slot_taken');
      expect(await world.fingerprint()).toBe(before);
    } finally {
      await world.query(row?.definition ?? '');
    }
  });
});
