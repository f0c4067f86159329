import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, book, confirm, enrolLearners, hold } from '../../../test/booking-steps.ts';
import { startWorld, TestClient, type World } from '../../../test/harness.ts';
import {
  accept,
  decline,
  endedAs,
  FIRST_TIME,
  leave,
  logged,
  offered,
  offerOf,
  oneTimeAWeek,
  SECOND_TIME,
  setHours,
  waits,
} from '../../../test/waitlist-steps.ts';
import { Events } from '../../platform/events/events.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { WAITLIST_TIMER } from './run-cascade.ts';

const MINUTE = 60_000;
const LEARNERS = 6;

let world: World;
let replica: World;
let batchId: string;
let dev: string;
let asha: TestClient;
let waiting: TestClient[];
/** Learns in the batch and does not wait. */
let other: TestClient;
let entries: string[];
let mock: InterviewView;

beforeEach(async () => {
  world = await startWorld();
  replica = await world.replica();
  batchId = await world.batch(BATCH_01);
  dev = await world.person('dev');
  await oneTimeAWeek(world, batchId);
  asha = await world.as('asha');
  const racers = await enrolLearners(world, batchId, LEARNERS + 1);
  waiting = racers.slice(0, LEARNERS);
  other = racers[LEARNERS] ?? asha;
  mock = await book(asha, batchId, { startsAt: SECOND_TIME, mentorId: dev });
  entries = [];
  for (const client of waiting) {
    entries.push(await waits(client, batchId));
    world.clock.advance(MINUTE);
  }
  await world.settle();
});
afterEach(async () => {
  await replica.close();
  await world.close();
});

const free = () => asha.call(interviewEndpoints.cancel, { params: { interviewId: mock.id }, body: { reason: '' } });
const elsewhere = (client: TestClient) => new TestClient(replica.app, client.cookie, client.personId);
const timer = (at: World) => at.app.get(Jobs, { strict: false }).runTimer(WAITLIST_TIMER);
const open = async () => (await logged(world)).filter((o) => o.ended === null);
/** The checker: it reads rows, not our promises. */
async function nothingIsDouble(): Promise<void> {
  expect(
    await world.query(
      `select 1 from booking_participant a join booking_participant b on b.person_id = a.person_id and b.booking_id > a.booking_id and a.blocked && b.blocked
       where a.live and b.live`,
    ),
  ).toEqual([]);
  // An open offer has its booking, an ended one has none; a mock that came of an offer has exactly one.
  expect(
    await world.query(
      `select o.id, x.ended_as, b.state from waitlist_offer o join booking b on b.id = o.booking_id left join waitlist_offer_end x on x.offer_id = o.id
       where case when x.ended_as is null then b.state <> 'held' when x.ended_as = 'accepted' then b.state <> 'confirmed' else b.state in ('held', 'confirmed') end`,
    ),
  ).toEqual([]);
  expect(
    await world.query(
      `select 1 from interview i where i.state = 'scheduled' and (select count(*) from booking b where b.reference_id = i.id and b.state = 'confirmed') <> 1`,
    ),
  ).toEqual([]);
  const [twice] = await world.query<{ n: number }>(
    `select count(*)::int as n from (select entry_id from waitlist_offer o left join waitlist_offer_end x on x.offer_id = o.id where x.offer_id is null group by entry_id having count(*) > 1) t`,
  );
  expect(twice?.n).toBe(0);
}

describe('several workers at once', () => {
  it('offer one freed time to one learner', async () => {
    await free();
    await world.app.get(Events).deliver();
    await Promise.all([timer(world), timer(replica), timer(world), timer(replica), replica.app.get(Jobs).runDue()]);
    expect((await logged(world)).map((o) => o.learner)).toEqual(['racer-1']);
    await nothingIsDouble();
  });

  it('offer two times that are freed at once to the two who come first, one each', async () => {
    const second = await book(other, batchId, { startsAt: FIRST_TIME, mentorId: dev });
    await world.query(`update waitlist_entry set from_on = '2026-11-18'`);
    await Promise.all([
      free(),
      other.call(interviewEndpoints.cancel, { params: { interviewId: second.id }, body: { reason: '' } }),
    ]);
    await Promise.all([world.app.get(Events).deliver(), replica.app.get(Events).deliver()]);
    await Promise.all([timer(world), timer(replica), world.settle(), timer(replica)]);
    expect((await logged(world)).map((o) => [o.learner, o.at.toISOString()])).toEqual([
      ['racer-1', FIRST_TIME],
      ['racer-2', SECOND_TIME],
    ]);
    await nothingIsDouble();
  });
});

describe('a worker that dies', () => {
  /** The statement that fails, as if the connection were lost with it. */
  const dieAt = (table: string) =>
    world.query(`create function die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
      create trigger die before insert on ${table} for each row execute function die()`);
  const live = (table: string) => world.query(`drop trigger die on ${table}; drop function die()`);

  it.each(['waitlist_offer', 'audit_entry', 'outbox_event'])(
    'while it makes an offer (writing %s) leaves nothing behind, and the next one does it once',
    async (table) => {
      await free();
      await world.app.get(Events).deliver();
      await dieAt(table);
      await expect(timer(replica)).rejects.toThrow();
      expect(await logged(world)).toEqual([]);
      expect(await world.query(`select 1 from booking where state = 'held'`)).toEqual([]);
      await live(table);
      await world.settle();
      expect((await logged(world)).map((o) => o.learner)).toEqual(['racer-1']);
      await nothingIsDouble();
    },
  );

  it('while it passes a time on leaves the offer as it was, and the next one does it once', async () => {
    await free();
    await world.settle();
    world.clock.advance(30 * MINUTE);
    await dieAt('waitlist_offer_end');
    await expect(timer(replica)).rejects.toThrow();
    expect(await open()).toHaveLength(1);
    await live('waitlist_offer_end');
    await Promise.all([timer(world), timer(replica)]);
    await world.settle();
    expect((await logged(world)).map((o) => [o.learner, o.ended])).toEqual([
      ['racer-1', 'expired'],
      ['racer-2', null],
    ]);
    await nothingIsDouble();
  });
});

describe('whoever is asked', () => {
  beforeEach(async () => {
    await free();
    await world.settle();
  });

  it('takes the time or loses it at the moment at which it runs out, never both', async () => {
    const [first = asha] = waiting;
    const offer = await offered(first);
    // The clock is everybody's: the taking is asked for just before the end, and looked at when it may be over.
    world.clock.set(new Date(Date.parse(offer.expiresAt) - 1));
    const taking = accept(first, offer.id);
    world.clock.set(offer.expiresAt);
    const [taken] = await Promise.all([taking, timer(replica), timer(world)]);
    await world.settle();
    const [row] = await logged(world);
    expect([taken.status, row?.ended]).toEqual(taken.status === 201 ? [201, 'accepted'] : [409, 'expired']);
    await nothingIsDouble();
  });

  it('takes it once, however often and wherever they press, while it also leaves and declines', async () => {
    const [first = asha] = waiting;
    const offer = await offered(first);
    const answers = await Promise.all([
      accept(first, offer.id),
      accept(elsewhere(first), offer.id),
      decline(elsewhere(first), offer.id),
      leave(first, entries[0] ?? ''),
      accept(elsewhere(first), offer.id),
    ]);
    await world.settle();
    expect(answers.every((a) => a.status < 500)).toBe(true);
    const [row] = await logged(world);
    const taken = answers.filter((a) => a.status === 201);
    expect(taken.length > 0).toBe(row?.ended === 'accepted');
    const mocks = await world.query('select 1 from interview where learner_id = $1', [first.personId]);
    expect(mocks).toHaveLength(taken.length > 0 ? 1 : 0);
    if (taken.length === 0) expect(await open()).toHaveLength(1);
    expect(await endedAs(world, entries[0] ?? '')).not.toBeNull();
    await nothingIsDouble();
  });

  it('and confirms another time of their own at the same moment, gets what the rules allow and nothing twice', async () => {
    const [first = asha] = waiting;
    const offer = await offered(first);
    await setHours(world, 'dev', [
      { weekday: 4, start: '19:30', end: '20:15' },
      { weekday: 3, start: '19:30', end: '20:15' },
    ]);
    const own = await hold(first, batchId, { startsAt: '2026-11-25T14:00:00.000Z', mentorId: dev });
    expect(own.status).toBe(201);
    const answers = await Promise.all([accept(first, offer.id), confirm(elsewhere(first), own.body.id)]);
    // One mock a week, and both are in one week.
    expect(answers.map((a) => a.problem?.code ?? a.status).sort()).toEqual([201, 'quota_used'].sort());
    await world.settle();
    expect(await offerOf(first)).toBeNull();
    expect(await endedAs(world, entries[0] ?? '')).toBe('booked');
    await nothingIsDouble();
  });

  it('passes it on one by one to everybody, each exactly once, until it is open again', async () => {
    for (const client of waiting) {
      const offer = await offered(client);
      expect(await open()).toHaveLength(1);
      await Promise.all([decline(client, offer.id), decline(elsewhere(client), offer.id)]);
      await Promise.all([world.settle(), timer(replica)]);
      await world.settle();
    }
    expect((await logged(world)).map((o) => [o.learner, o.ended])).toEqual(
      waiting.map((_, i) => [`racer-${i + 1}`, 'declined']),
    );
    await nothingIsDouble();
    expect((await hold(asha, batchId, { startsAt: SECOND_TIME, mentorId: dev })).status).toBe(201);
  });
});

describe('a freed time and those who do not wait', () => {
  it('is had by whoever comes first: the offer, or a hold of somebody else', async () => {
    await free();
    const [held] = await Promise.all([
      hold(asha, batchId, { startsAt: SECOND_TIME, mentorId: dev }),
      timer(replica),
      timer(world),
    ]);
    await world.settle();
    const offers = await logged(world);
    expect([held.status === 201, offers.length]).toEqual(held.status === 201 ? [true, 0] : [false, 1]);
    await nothingIsDouble();
  });
});
