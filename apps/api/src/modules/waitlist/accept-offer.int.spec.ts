import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { waitlistEndpoints as e, type WaitlistOfferView } from '@dryrun/contracts/waitlist.contract';
import { BATCH_01, book, confirm, enrolLearners, GOAL, hold, meanwhile, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import {
  accept,
  decline,
  endedAs,
  FIRST_TIME,
  logged,
  offered,
  offerOf,
  oneTimeAWeek,
  SECOND_TIME,
  setPolicy,
  waits,
} from '../../../test/waitlist-steps.ts';

const MINUTE = 60_000;

let world: World;
let batchId: string;
let dev: string;
let ann: TestClient;
let ben: TestClient;
let entryId: string;
let offer: WaitlistOfferView;

/** Asha's mock was cancelled; Ann is asked, Ben waits behind her. */
beforeEach(async () => {
  world = await startWorld();
  batchId = await world.batch(BATCH_01);
  dev = await world.person('dev');
  await oneTimeAWeek(world, batchId);
  const asha = await world.as('asha');
  const racers = await enrolLearners(world, batchId, 2);
  [ann, ben] = [racers[0] ?? asha, racers[1] ?? asha];
  const mock: InterviewView = await book(asha, batchId, { startsAt: SECOND_TIME, mentorId: dev });
  entryId = await waits(ann, batchId);
  world.clock.advance(MINUTE);
  await waits(ben, batchId);
  await asha.call(interviewEndpoints.cancel, { params: { interviewId: mock.id }, body: { reason: '' } });
  await world.settle();
  offer = await offered(ann);
});
afterEach(() => world.close());

const code = (answer: { status: number; problem: { code: string } | null }) => [answer.status, answer.problem?.code];
const doubleBookings = () =>
  world.query(
    `select 1 from booking_participant a join booking_participant b on b.person_id = a.person_id and b.booking_id > a.booking_id and a.blocked && b.blocked
     where a.live and b.live`,
  );

describe('taking an offered time', () => {
  it('books it as confirming a time of one’s own would: with its goal, its questions, its rules, paid and announced', async () => {
    const taken = await accept(ann, offer.id);
    expect(taken.status).toBe(201);
    expect(taken.body).toMatchObject({
      id: offer.id,
      state: 'scheduled',
      startsAt: SECOND_TIME,
      goal: { note: GOAL.note },
      learner: { id: ann.personId },
      mentor: { id: dev },
    });
    await world.settle();
    const plan = await (await world.as('dev')).call(interviewEndpoints.plan, { params: { interviewId: offer.id } });
    expect(plan.body.items.length).toBeGreaterThan(0);
    const quota = await ann.call(bookingEndpoints.quota, { params: { batchId } });
    expect(quota.body.weeks.map((w) => w.used).reduce((a, b) => a + b, 0)).toBe(1);
    const told = (await world.mails({ kind: 'interview.confirmed' })).slice(-2).map((m) => m.personId);
    expect(new Set(told)).toEqual(new Set([ann.personId, dev]));
    expect(await endedAs(world, entryId)).toBe('booked');
    expect((await ann.call(e.offer, { params: { offerId: offer.id } })).body).toMatchObject({
      ended: 'accepted',
      interviewId: offer.id,
    });
    expect(await offerOf(ben)).toBeNull();
    expect(await doubleBookings()).toEqual([]);
  });

  it('leaves no trace of others in what its learner can read', async () => {
    await decline(ann, offer.id);
    await world.settle();
    const lines = await world.query<{ after: unknown }>(
      `select after from audit_entry where person_id = $1 and action like 'waitlist.%'`,
      [ben.personId],
    );
    expect(lines.length).toBeGreaterThan(1);
    expect(JSON.stringify(lines)).not.toContain(ann.personId);
    const [row] = await world.query<{ why: { passedOver: unknown } }>(
      `select o.why from waitlist_offer o join waitlist_entry e on e.id = o.entry_id where e.learner_id = $1`,
      [ben.personId],
    );
    expect(row?.why.passedOver).toEqual([{ learnerId: ann.personId, why: 'asked_already' }]);
  });

  it('is audited as the learner’s deed', async () => {
    await accept(ann, offer.id);
    const lines = await world.query<{ action: string; actor_id: string }>(
      'select action, actor_id from audit_entry where subject_id = $1 order by at, id',
      [offer.id],
    );
    expect(lines.map((l) => [l.action, l.actor_id])).toEqual([
      ['waitlist.offer', null],
      ['interview.confirm', ann.personId],
      ['waitlist.offer_accepted', ann.personId],
    ]);
  });

  it('twice, by a second click or with the same key, is one mock', async () => {
    const answers = await Promise.all([
      accept(ann, offer.id),
      accept(ann, offer.id),
      accept(ann, offer.id, { key: 'one-key-for-two-requests' }),
      accept(ann, offer.id, { key: 'one-key-for-two-requests' }),
    ]);
    expect(answers.map((a) => [a.status, a.body.id])).toEqual(answers.map(() => [201, offer.id]));
    expect(await world.query(`select 1 from interview where learner_id = $1`, [ann.personId])).toHaveLength(1);
    expect(await world.query(`select 1 from quota_entry where person_id = $1`, [ann.personId])).toHaveLength(1);
    expect(code(await refused(world, () => decline(ann, offer.id)))).toEqual([409, 'offer_over']);
  });

  it('works until the last moment and not at it', async () => {
    world.clock.set(new Date(Date.parse(offer.expiresAt) - 1));
    expect((await accept(ann, offer.id)).status).toBe(201);
  });

  it('is refused once it ran out, whoever noticed that already', async () => {
    await world.settle();
    world.clock.set(offer.expiresAt);
    const answer = await accept(ann, offer.id);
    expect(code(answer)).toEqual([409, 'offer_over']);
    expect(answer.problem?.detail).toContain('Nothing was booked');
    expect(await world.query('select 1 from interview where learner_id = $1', [ann.personId])).toEqual([]);
    await world.settle();
    expect(code(await refused(world, () => accept(ann, offer.id)))).toEqual([409, 'offer_over']);
    expect((await offered(ben)).startsAt).toBe(SECOND_TIME);
  });

  it('is refused after it was declined', async () => {
    await decline(ann, offer.id);
    await world.settle();
    expect(code(await refused(world, () => accept(ann, offer.id)))).toEqual([409, 'offer_over']);
  });

  it('is refused when the week was used up meanwhile, and the offer stays', async () => {
    const own = await hold(ann, batchId, { startsAt: FIRST_TIME, mentorId: dev });
    await setPolicy(world, batchId, { mocksPerWeek: 0 });
    expect(code(await refused(world, () => accept(ann, offer.id)))).toEqual([409, 'quota_used']);
    await setPolicy(world, batchId, { mocksPerWeek: 1 });
    expect((await accept(ann, offer.id)).status).toBe(201);
    expect(own.status).toBe(201);
  });

  it('is nobody’s but the one’s who was asked', async () => {
    for (const client of [ben, await world.as('dev'), await world.as('kavya'), await world.as('zoya')]) {
      expect((await refused(world, () => accept(client, offer.id))).status).toBe(404);
      expect((await refused(world, () => decline(client, offer.id))).status).toBe(404);
    }
  });
});

describe('while an offer is open', () => {
  it('a time that the learner keeps themself stays kept, and keeping one leaves the offer alone', async () => {
    const own = await hold(ann, batchId, { startsAt: FIRST_TIME, mentorId: dev });
    expect(own.status).toBe(201);
    expect((await offered(ann)).id).toBe(offer.id);
    expect((await ann.call(interviewEndpoints.myHold, { params: { batchId } })).body.hold?.id).toBe(own.body.id);
    expect((await accept(ann, offer.id)).status).toBe(201);
    expect((await ann.call(interviewEndpoints.myHold, { params: { batchId } })).body.hold?.id).toBe(own.body.id);
    expect((await confirm(ann, own.body.id)).status).toBe(201);
    expect(await doubleBookings()).toEqual([]);
  });

  it('an offer that is made takes nothing from a time that its learner keeps', async () => {
    const own = await hold(ben, batchId, { startsAt: FIRST_TIME, mentorId: dev });
    await decline(ann, offer.id);
    await world.settle();
    expect((await offered(ben)).startsAt).toBe(SECOND_TIME);
    expect((await confirm(ben, own.body.id)).status).toBe(201);
  });

  it('the hold behind it is not one that the learner could confirm or release past the offer', async () => {
    const [row] = await world.query<{ id: string }>(`select booking_id as id from waitlist_offer where id = $1`, [
      offer.id,
    ]);
    const holdId = row?.id ?? '';
    expect((await refused(world, () => confirm(ann, holdId))).status).toBe(404);
    expect((await refused(world, () => ann.call(interviewEndpoints.release, { params: { holdId } }))).status).toBe(404);
  });

  it('booking elsewhere ends the waiting, and the time goes to the next', async () => {
    await book(ann, batchId, { startsAt: FIRST_TIME, mentorId: dev });
    await world.settle();
    expect(await endedAs(world, entryId)).toBe('booked');
    expect(await offerOf(ann)).toBeNull();
    expect(code(await refused(world, () => accept(ann, offer.id)))).toEqual([409, 'offer_over']);
    expect((await offered(ben)).startsAt).toBe(SECOND_TIME);
    expect(await logged(world)).toMatchObject([{ ended: 'withdrawn' }, { ended: null }]);
  });

  it('it cannot be taken in a batch that is paused, nor with a mentor who does not give it any more, and says which', async () => {
    await world.query(`update batch set state = 'paused' where id = $1`, [batchId]);
    const paused = await refused(world, () => accept(ann, offer.id));
    expect([paused.problem?.code, paused.problem?.detail]).toEqual([
      'offer_over',
      expect.stringContaining('is paused'),
    ]);
    await world.query(`update batch set state = 'active' where id = $1`, [batchId]);
    await world.query(`update mentor_qualification set tracks = '{linux}' where person_id = $1`, [dev]);
    const changed = await refused(world, () => accept(ann, offer.id));
    expect(changed.problem?.detail).toContain('something else about you, the mentor or the batch changed');
  });

  it('the end of the batch that is just being written is waited for, so that no mock stays in a batch that is over', async () => {
    const tried = await meanwhile(world, [`update batch set state = 'cancelled' where id = $1`, [batchId]], () =>
      accept(ann, offer.id),
    );
    expect(code(tried)).toEqual([409, 'offer_over']);
    expect(await world.query('select 1 from interview where learner_id = $1', [ann.personId])).toEqual([]);
  });

  it('somebody who is removed or paused cannot take it any more, from that moment, and it goes to the next', async () => {
    const [place] = await world.query<{ id: string }>('select id from enrolment where person_id = $1', [ann.personId]);
    const kavya = await world.as('kavya');
    const paused = await kavya.send(
      'POST',
      `/api/enrolments/${place?.id ?? ''}/moves`,
      { event: 'pause' },
      {
        'idempotency-key': 'pause-them-for-a-while',
      },
    );
    expect(paused.status).toBe(200);
    const tried = await accept(ann, offer.id);
    expect(tried.status).toBeGreaterThanOrEqual(400);
    await world.settle();
    expect(await endedAs(world, entryId)).toBe('gone');
    expect((await offered(ben)).startsAt).toBe(SECOND_TIME);
    expect(await world.query('select 1 from interview where learner_id = $1', [ann.personId])).toEqual([]);
  });

  it('a mentor who lost the role cannot be taken, and the offer is withdrawn', async () => {
    const kavya = await world.as('kavya');
    const taken = await kavya.send('PUT', `/api/batches/${batchId}/people/${dev}/roles`, {
      roles: [],
      qualification: { tracks: [], levels: [] },
    });
    expect(taken.status).toBe(200);
    expect(code(await accept(ann, offer.id))).toEqual([409, 'offer_over']);
    await world.settle();
    expect(await logged(world)).toMatchObject([{ ended: 'withdrawn' }]);
    expect(await offerOf(ben)).toBeNull();
  });
});
