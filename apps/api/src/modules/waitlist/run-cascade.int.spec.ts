import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { outcomeEndpoints } from '@dryrun/contracts/outcomes.contract';
import { waitlistEndpoints as e } from '@dryrun/contracts/waitlist.contract';
import { BATCH_01, book, enrolLearners, GOAL, hold, openSlots, refused } from '../../../test/booking-steps.ts';
import { savesTheirHours } from '../../../test/hours-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import {
  ANY_TIME,
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
  setPolicy,
  waits,
  WISH,
} from '../../../test/waitlist-steps.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { WAITLIST_TIMER } from './run-cascade.ts';

const MINUTE = 60_000;

let world: World;
let batchId: string;
let dev: string;
let asha: TestClient;
let ann: TestClient;
let ben: TestClient;
let cleo: TestClient;
let mock: InterviewView;

beforeEach(async () => {
  world = await startWorld();
  batchId = await world.batch(BATCH_01);
  dev = await world.person('dev');
  await oneTimeAWeek(world, batchId);
  asha = await world.as('asha');
  const racers = await enrolLearners(world, batchId, 3);
  [ann, ben, cleo] = [racers[0] ?? asha, racers[1] ?? asha, racers[2] ?? asha];
  mock = await book(asha, batchId, { startsAt: SECOND_TIME, mentorId: dev });
});
afterEach(() => world.close());

const cancel = (client: TestClient, interviewId = mock.id) =>
  client.call(interviewEndpoints.cancel, { params: { interviewId }, body: { reason: 'The release moved.' } });
const look = async () => {
  await world.app.get(Jobs, { strict: false }).runTimer(WAITLIST_TIMER);
  await world.settle();
};
/** They wait one after the other, a minute apart. */
async function waitInTurn(...clients: TestClient[]): Promise<string[]> {
  const ids: string[] = [];
  for (const client of clients) {
    ids.push(await waits(client, batchId));
    world.clock.advance(MINUTE);
  }
  await world.settle();
  return ids;
}
const history = (startsAt: string, learnerId: string | null) =>
  world.query(
    `insert into interview (id, batch_id, learner_id, mentor_id, state, goal, starts_at, ends_at, format_version_id, rubric_version_id, policy, created_at, minutes, ended_at)
     select gen_random_uuid(), batch_id, $2, mentor_id, 'closed', goal, $1, $1::timestamptz + interval '45 minutes', format_version_id, rubric_version_id, policy, created_at, 45, $1
     from interview where id = $3`,
    [startsAt, learnerId, mock.id],
  );
const sees = async (client: TestClient, startsAt = SECOND_TIME) =>
  (await openSlots(client, batchId)).items.some((s) => s.startsAt === startsAt);

describe('a freed time', () => {
  it('is offered to one who waits, for half an hour, and nobody else sees it', async () => {
    await waitInTurn(ann, ben);
    await cancel(asha);
    await world.settle();
    const offer = await offered(ann);
    expect(offer).toMatchObject({
      startsAt: SECOND_TIME,
      mentor: { id: dev },
      goal: { note: GOAL.note },
      expiresAt: new Date(world.clock.now().getTime() + 30 * MINUTE).toISOString(),
      ended: null,
      interviewId: null,
    });
    expect(await offerOf(ben)).toBeNull();
    expect(await sees(ben)).toBe(false);
    expect(
      (await refused(world, () => hold(ben, batchId, { startsAt: SECOND_TIME, mentorId: dev }))).problem?.code,
    ).toBe('slot_taken');
    for (const key of ['asha', 'kavya', 'zoya'])
      expect((await (await world.as(key)).call(e.offer, { params: { offerId: offer.id } })).status).toBe(404);
  });

  it('goes to the next when it is declined, and is not offered twice to anybody', async () => {
    await waitInTurn(ann, ben);
    await cancel(asha);
    await world.settle();
    const first = await offered(ann);
    expect((await decline(ann, first.id)).body.ended).toBe('declined');
    expect((await decline(ann, first.id)).status).toBe(200);
    await world.settle();
    await decline(ben, (await offered(ben)).id);
    await world.settle();
    await look();
    expect(await offerOf(ann)).toBeNull();
    expect(await sees(cleo)).toBe(true);
    expect(await logged(world)).toMatchObject([
      { learner: 'racer-1', ended: 'declined' },
      { learner: 'racer-2', ended: 'declined' },
    ]);
  });

  it('goes to the next when nobody answers in time, by itself', async () => {
    const [first] = await waitInTurn(ann, ben);
    await cancel(asha);
    await world.settle();
    world.clock.advance(30 * MINUTE - 1);
    await world.settle();
    expect(await offerOf(ann)).not.toBeNull();
    world.clock.advance(1);
    expect(await offerOf(ann)).toBeNull();
    await world.settle();
    expect((await offered(ben)).startsAt).toBe(SECOND_TIME);
    expect(await endedAs(world, first ?? '')).toBeNull();
    expect(await logged(world)).toMatchObject([
      { learner: 'racer-1', ended: 'expired' },
      { learner: 'racer-2', ended: null },
    ]);
  });

  it('goes to the next when the one who was asked stops waiting', async () => {
    const [entry] = await waitInTurn(ann, ben);
    await cancel(asha);
    await world.settle();
    await leave(ann, entry ?? '');
    await world.settle();
    expect((await offered(ben)).startsAt).toBe(SECOND_TIME);
    expect(await logged(world)).toMatchObject([{ ended: 'withdrawn' }, { ended: null }]);
  });

  it('is simply open when nobody who waits can use it', async () => {
    await waits(ann, batchId, { ...WISH, parts: ['morning'] });
    await waits(ben, batchId, { ...WISH, fromOn: '2026-11-27', untilOn: '2026-11-30' });
    await cancel(asha);
    await world.settle();
    expect(await logged(world)).toEqual([]);
    expect(await sees(cleo)).toBe(true);
  });

  it('may also come from hours that were added', async () => {
    await waits(ann, batchId);
    await setHours(world, 'dev', [{ weekday: 4, start: '17:00', end: '20:15' }]);
    await look();
    expect((await offered(ann)).startsAt).toBe('2026-11-26T11:30:00.000Z');
    await decline(ann, (await offered(ann)).id);
    await world.settle();
    expect((await offered(ann)).startsAt).toBe('2026-11-26T12:00:00.000Z');
  });

  it('is offered when its mock is moved away', async () => {
    await waits(ann, batchId);
    const moved = await asha.send(
      'POST',
      `/api/interviews/${mock.id}/move`,
      {
        mentorId: dev,
        startsAt: FIRST_TIME,
        from: SECOND_TIME,
        reasonCode: 'work',
        reason: '',
      },
      { 'idempotency-key': 'move-it-to-the-first-thursday' },
    );
    expect(moved.status).toBe(200);
    await world.settle();
    expect((await offered(ann)).startsAt).toBe(SECOND_TIME);
  });

  it('is not offered again when its own mentor called it off, until they save their hours again', async () => {
    await waits(ann, batchId);
    await cancel(await world.as('dev'));
    await world.settle();
    await look();
    // The learner who lost it waits without having asked for it, and is kept the other time that is open.
    expect((await logged(world)).map((o) => [o.learner, o.at.toISOString()])).toEqual([['asha', FIRST_TIME]]);
    await savesTheirHours(await world.as('dev'));
    await world.settle();
    expect((await offered(ann)).startsAt).toBe(SECOND_TIME);
  });
});

describe('the one who is asked first', () => {
  it('is who had fewest mocks in the last weeks, then who has waited longest; the log says so in words', async () => {
    await history('2026-11-05T10:00:00Z', ann.personId);
    await history('2026-10-01T10:00:00Z', ben.personId);
    await waitInTurn(ann, ben, cleo);
    await cancel(asha);
    await world.settle();
    await decline(ben, (await offered(ben)).id);
    await world.settle();
    await decline(cleo, (await offered(cleo)).id);
    await world.settle();
    const log = await (await world.as('kavya')).call(e.log, { params: { batchId } });
    expect(log.body.entries.map((x) => x.learner.name)).toEqual(['Racer 2', 'Racer 3', 'Racer 1']);
    const offers = log.body.offers.map(({ learner, ended, why }) => [learner.name, ended, why]);
    expect(offers).toEqual([
      ['Racer 1', null, 'nobody else who waits could use it (one mock in 28 days)'],
      ['Racer 3', 'declined', 'they had the fewest mocks (no mock in 28 days)'],
      ['Racer 2', 'declined', 'they have waited longest (no mock in 28 days)'],
    ]);
    expect(log.body.offers[0]?.passedOver.map((p) => [p.learner.name, p.words])).toEqual([
      ['Racer 2', 'was asked about this time before'],
      ['Racer 3', 'was asked about this time before'],
    ]);
  });

  it('is whoever lost a mock because the mentor cancelled, without having joined, as long as they have booked nothing since', async () => {
    await setHours(world, 'jonas', [{ weekday: 4, start: '19:30', end: '20:15' }]);
    await world.query(
      `update availability set exceptions = '[{"onDate": "2026-11-19", "intervals": [], "note": ""}]' where person_id = $1`,
      [await world.person('jonas')],
    );
    await world.query(
      `update mentor_qualification set tracks = (select tracks from mentor_qualification q where q.person_id = $1 limit 1),
         levels = array['junior','mid','senior'], formats = null where person_id = $2`,
      [dev, await world.person('jonas')],
    );
    const other = await book(cleo, batchId, { startsAt: SECOND_TIME, mentorId: await world.person('jonas') });
    await book(ben, batchId, { startsAt: FIRST_TIME, mentorId: dev });
    await waitInTurn(ann);
    await cancel(await world.as('dev'));
    await world.settle();
    await cancel(cleo, other.id);
    await world.settle();
    const offer = await offered(asha);
    expect(offer.mentor.id).toBe(await world.person('jonas'));
    expect(offer.startsAt).toBe(SECOND_TIME);
    expect(await logged(world)).toMatchObject([
      { learner: 'asha', why: { lost: 'mentor_cancelled', decidedBy: 'lost_mock' } },
    ]);
    const log = await (await world.as('kavya')).call(e.log, { params: { batchId } });
    expect(log.body.entries[0]).toMatchObject({ learner: { id: asha.personId }, lost: 'mentor_cancelled' });
    expect(log.body.entries[0]?.standing[0]).toBe('their mentor cancelled');
  });

  it('is also whoever found no mentor at their mock, from the moment that is settled', async () => {
    world.clock.set('2026-11-26T14:30:00Z');
    await world.query(`update interview set state = 'outcome_claimed' where id = $1`, [mock.id]);
    await world.query(
      `insert into outcome_claim (id, interview_id, kind, claimed_by, claimed_as, note, at, answer_due_at, state)
       values (gen_random_uuid(), $1, 'did_not_come', $2, 'learner', '', $3, $3, 'open')`,
      [mock.id, asha.personId, world.clock.now()],
    );
    const said = await (
      await world.as('kavya')
    ).call(outcomeEndpoints.decideOutcome, {
      params: { interviewId: mock.id },
      body: { outcome: 'missed_by_mentor', reason: 'They confirmed it.', minutes: null },
    });
    expect(said.status).toBe(200);
    await setHours(world, 'dev', [{ weekday: 6, start: '10:00', end: '10:45' }]);
    await world.settle();
    expect((await offered(asha)).startsAt).toBe('2026-11-28T04:30:00.000Z');
    expect(await logged(world)).toMatchObject([{ learner: 'asha', why: { lost: 'mentor_missed' } }]);
  });

  it('is never somebody in their quiet hours: they are asked in the morning', async () => {
    await world.query(`update person set time_zone = 'America/New_York' where id = $1`, [ann.personId]);
    await waits(ann, batchId, ANY_TIME_OF_26);
    world.clock.set('2026-11-19T04:00:00Z');
    await cancel(asha);
    await world.settle();
    expect(await offerOf(ann)).toBeNull();
    expect(await sees(ben)).toBe(true);
    world.clock.set('2026-11-19T12:59:00Z');
    await look();
    expect(await offerOf(ann)).toBeNull();
    world.clock.set('2026-11-19T13:00:00Z');
    await look();
    expect((await offered(ann)).expiresAt).toBe('2026-11-19T13:30:00.000Z');
  });

  it('has waking time to answer: what is left of the evening, and the rest in the morning', async () => {
    await waits(ann, batchId);
    world.clock.set('2026-11-18T16:20:00Z');
    await cancel(asha);
    await world.settle();
    expect((await offered(ann)).expiresAt).toBe('2026-11-19T02:50:00.000Z');
  });

  it('is nobody when the time is too near to ask: it ends where booking does', async () => {
    await waits(ann, batchId);
    world.clock.set('2026-11-26T01:50:00Z');
    await setPolicy(world, batchId, { quietUntilHour: 7 });
    await cancel(await world.as('kavya'));
    await world.settle();
    expect(await logged(world)).toEqual([]);
  });

  it('has at most until the moment at which the time can no longer be booked', async () => {
    await setPolicy(world, batchId, { quietUntilHour: 6 });
    await waits(ann, batchId);
    world.clock.set('2026-11-26T01:40:00Z');
    await cancel(await world.as('kavya'));
    await world.settle();
    expect((await offered(ann)).expiresAt).toBe('2026-11-26T02:00:00.000Z');
  });
});

const ANY_TIME_OF_26 = { ...WISH, fromOn: '2026-11-24', untilOn: '2026-11-27' };

describe('waiting ends', () => {
  it('after three offers in a row that nobody answered', async () => {
    await cancel(asha);
    await world.query(`update availability set rules = '[]' where person_id = $1`, [dev]);
    const id = await waits(ann, batchId);
    await setHours(world, 'dev', [{ weekday: 4, start: '17:00', end: '20:15' }]);
    await look();
    for (let n = 0; n < 3; n++) {
      expect(await endedAs(world, id)).toBeNull();
      expect(await offerOf(ann)).not.toBeNull();
      world.clock.advance(30 * MINUTE);
      await world.settle();
    }
    expect(await endedAs(world, id)).toBe('unanswered');
    expect((await logged(world)).map((o) => o.ended)).toEqual(['expired', 'expired', 'expired']);
  });

  it('when its last day has passed', async () => {
    const id = await waits(ann, batchId);
    world.clock.set('2026-11-26T18:30:00Z');
    await look();
    expect(await endedAs(world, id)).toBe('passed');
  });

  it('when the batch switches its waitlist off, with the offers that were open', async () => {
    const id = await waits(ann, batchId);
    await cancel(asha);
    await world.settle();
    const { body } = await (
      await world.as('kavya')
    ).send<{ version: number; policy: object }>('GET', `/api/batches/${batchId}/policy`);
    const saved = await (
      await world.as('kavya')
    ).send('PUT', `/api/batches/${batchId}/policy`, {
      version: body.version,
      policy: { ...body.policy, hasWaitlist: false },
    });
    expect(saved.status).toBe(200);
    await world.settle();
    expect(await endedAs(world, id)).toBe('closed');
    expect(await logged(world)).toMatchObject([{ ended: 'withdrawn' }]);
    expect(await sees(ben)).toBe(true);
  });
});

describe('the log', () => {
  it('only grows: offers and how they ended cannot be changed or taken out', async () => {
    await waits(ann, batchId);
    await cancel(asha);
    await world.settle();
    await decline(ann, (await offered(ann)).id);
    for (const table of ['waitlist_offer', 'waitlist_offer_end'])
      for (const sql of [
        `delete from ${table}`,
        `update ${table} set ${table === 'waitlist_offer' ? 'offered_at' : 'at'} = now()`,
      ])
        await expect(world.query(sql)).rejects.toMatchObject({ driverError: { code: '42501' } });
    await world.query('delete from waitlist_entry');
    expect(await logged(world)).toEqual([]);
  });
});

describe('any time', () => {
  it('that is open is offered soonest first', async () => {
    const first = await book(ben, batchId, { startsAt: FIRST_TIME, mentorId: dev });
    await waits(ann, batchId, ANY_TIME);
    await cancel(asha);
    await cancel(ben, first.id);
    await world.settle();
    expect((await offered(ann)).startsAt).toBe(FIRST_TIME);
    expect(await sees(cleo)).toBe(true);
  });
});
