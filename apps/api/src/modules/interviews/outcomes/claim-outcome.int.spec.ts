import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { outcomeEndpoints as e } from '@dryrun/contracts/outcomes.contract';
import { BATCH_01, book, refused } from '../../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../../test/harness.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STARTS_AT = '2026-11-26T14:00:00.000Z';
const UNKNOWN = '01890000-0000-7000-8000-000000000000';

let world: World;
let asha: TestClient;
let dev: TestClient;
let kavya: TestClient;
let batchId: string;
let mock: InterviewView;

beforeEach(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  dev = await world.as('dev');
  kavya = await world.as('kavya');
  batchId = await world.batch(BATCH_01);
  mock = await book(asha, batchId, { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
  after(12);
});
afterEach(() => world.close());

const params = () => ({ interviewId: mock.id });
/** Minutes after the booked start. */
const after = (minutes: number, ms = 0) => world.clock.set(new Date(Date.parse(STARTS_AT) + minutes * MINUTE + ms));
const claim = (
  client: TestClient,
  kind: 'did_not_come' | 'technical_failure' = 'did_not_come',
  interviewId = mock.id,
) => client.call(e.claim, { params: { interviewId }, body: { kind, note: 'I waited in the call.' } });
const answer = (client: TestClient, given: 'agreed' | 'was_there' | 'technical_failure') =>
  client.call(e.answerClaim, { params: params(), body: { answer: given, note: 'Power cut.' } });
const decide = (client: TestClient, outcome: string, minutes: number | null = null) =>
  client.call(e.decideOutcome, {
    params: params(),
    body: { outcome: outcome as 'met', minutes, reason: 'I spoke to both.' },
  });
const stateOf = async (client = asha) => (await client.call(interviewEndpoints.get, { params: params() })).body.state;
const extras = async () => (await asha.call(bookingEndpoints.quota, { params: { batchId } })).body.extrasLeft;
const news = (type: string) =>
  world.query<{ payload: Record<string, unknown> }>(
    `select payload from outbox_event where subject_id = $1 and type = $2`,
    [mock.id, type],
  );

describe('saying that the other did not join', () => {
  it('is open ten minutes after the start, and then waits 48 hours for their word', async () => {
    after(10, -1);
    const early = await refused(world, () => claim(dev));
    expect([early.status, early.problem?.code]).toEqual([409, 'too_early']);
    expect(early.problem?.['opensAt']).toBe(new Date(Date.parse(STARTS_AT) + 10 * MINUTE).toISOString());
    after(10);
    const done = await claim(dev);
    expect(done.body).toMatchObject({
      claim: {
        kind: 'did_not_come',
        by: 'mentor',
        note: 'I waited in the call.',
        state: 'open',
        answerDueAt: new Date(world.clock.now().getTime() + 48 * HOUR).toISOString(),
      },
      can: { withdraw: true, answer: false, didNotComeFrom: null, technicalFailure: false },
    });
    expect(await stateOf()).toBe('outcome_claimed');
    expect((await asha.call(e.outcome, { params: params() })).body.can).toMatchObject({
      answer: true,
      withdraw: false,
    });
    expect((await asha.call(e.myClaims)).body.items.map((i) => i.interview.id)).toEqual([mock.id]);
    expect((await dev.call(e.myClaims)).body.items).toEqual([]);
  });

  it('goes by the patience that was pinned, and by what the other said about being late', async () => {
    after(-10);
    await asha.call(e.sayLate, { params: params(), body: { minutes: 10 } });
    after(20, -1);
    expect((await refused(world, () => claim(dev))).problem?.code).toBe('too_early');
    after(20);
    expect((await claim(dev)).status).toBe(200);
  });

  it('is possible once, and the same request again changes nothing', async () => {
    const key = 'the-same-key-twice';
    const body = { kind: 'did_not_come' as const, note: '' };
    await dev.call(e.claim, { params: params(), body }, { key });
    const before = await world.fingerprint();
    expect((await dev.call(e.claim, { params: params(), body }, { key })).status).toBe(200);
    expect(await world.fingerprint()).toBe(before);
    expect((await refused(world, () => claim(dev))).problem?.code).toBe('claim_made');
    await dev.call(e.withdrawClaim, { params: params() });
    expect((await refused(world, () => claim(dev))).problem?.code).toBe('claim_made');
  });

  it('is for the two people of the mock alone; for others it does not exist', async () => {
    for (const key of ['ravi', 'claire', 'zoya', 'imran']) {
      const client = await world.as(key);
      const [is, unknown] = [await refused(world, () => claim(client)), await claim(client, 'did_not_come', UNKNOWN)];
      expect([key, { ...is.problem, traceId: '' }]).toEqual([key, { ...unknown.problem, traceId: '' }]);
    }
    for (const key of ['meera', 'kavya', 'arjun'])
      expect((await refused(world, async () => claim(await world.as(key)))).status).toBe(403);
  });

  it('can be taken back, so that somebody who came late is met after all', async () => {
    await claim(dev);
    expect((await refused(world, () => asha.call(e.withdrawClaim, { params: params() }))).problem?.code).toBe(
      'interview_state',
    );
    await dev.call(e.withdrawClaim, { params: params() });
    expect(await stateOf()).toBe('scheduled');
    after(50);
    const met = await dev.call(interviewEndpoints.weMet, {
      params: params(),
      body: { minutes: 30, askedPlanItemIds: [] },
    });
    expect(met.body.state).toBe('awaiting_feedback');
    world.clock.advance(49 * HOUR);
    await world.settle();
    expect(await stateOf()).toBe('awaiting_feedback');
  });

  it('gives a mock that was running back as running', async () => {
    await dev.call(interviewEndpoints.start, { params: params() });
    await claim(asha, 'technical_failure');
    expect(await stateOf()).toBe('outcome_claimed');
    await asha.call(e.withdrawClaim, { params: params() });
    expect(await stateOf()).toBe('running');
  });
});

describe('the answer', () => {
  it('that agrees ends it: the learner missed the mock, which stays used', async () => {
    await claim(dev);
    expect((await answer(asha, 'agreed')).body).toMatchObject({
      outcome: { outcome: 'missed_by_learner', decided: 'agreement' },
      claim: { state: 'settled', answer: 'agreed', answerNote: 'Power cut.' },
    });
    expect([await stateOf(), await extras()]).toEqual(['missed', 0]);
    expect((await news('interview.missed'))[0]?.payload).toMatchObject({
      by: 'learner',
      interviewId: mock.id,
      learnerId: asha.personId,
      mentorId: dev.personId,
    });
    expect((await refused(world, () => answer(asha, 'was_there'))).problem?.code).toBe('interview_state');
  });

  it('of a mentor who did not come gives the learner a mock back', async () => {
    await claim(asha);
    await answer(dev, 'agreed');
    expect([await stateOf(), await extras()]).toEqual(['missed', 1]);
    expect((await news('interview.missed'))[0]?.payload).toMatchObject({ by: 'mentor', decided: 'agreement' });
  });

  it('that was not given within 48 hours is agreement, to the millisecond and once', async () => {
    await claim(asha);
    world.clock.advance(48 * HOUR - 1);
    await world.settle();
    expect(await stateOf()).toBe('outcome_claimed');
    world.clock.advance(1);
    await world.settle();
    expect([await stateOf(), await extras()]).toEqual(['missed', 1]);
    expect((await asha.call(e.outcome, { params: params() })).body.outcome).toMatchObject({ decided: 'silence' });
    const before = await world.fingerprint();
    world.clock.advance(HOUR);
    await world.settle();
    expect(await world.fingerprint()).toBe(before);
    expect(await news('interview.missed')).toHaveLength(1);
  });

  it('that cannot be given is no agreement: the claim about a mentor who left waits for staff, who hear both', async () => {
    await claim(asha);
    await world.query(`delete from role_grant where person_id = $1`, [dev.personId]);
    world.clock.advance(72 * HOUR);
    await world.settle();
    expect([await stateOf(), await news('interview.answer_due')]).toEqual(['outcome_claimed', []]);
    const admin = await world.as('kavya');
    const queue = (await admin.call(e.outcomes, { params: { batchId } })).body.items;
    expect(queue.find((i) => i.interview.id === mock.id)?.outcome).toMatchObject({ can: { decide: true } });
    await decide(admin, 'missed_by_mentor');
    expect([await stateOf(), await extras()]).toEqual(['missed', 1]);
  });

  it('is asked for once more after a day', async () => {
    await claim(asha);
    world.clock.advance(24 * HOUR);
    await world.settle();
    expect(await news('interview.answer_due')).toHaveLength(1);
  });

  it('that disagrees is for the people who run the batch, whatever time passes', async () => {
    await claim(dev);
    expect((await answer(asha, 'was_there')).body.claim).toMatchObject({ state: 'disputed', answer: 'was_there' });
    world.clock.advance(72 * HOUR);
    await world.settle();
    expect(await stateOf()).toBe('outcome_claimed');
    const queue = await kavya.call(e.outcomes, { params: { batchId } });
    expect(queue.body.items.find((i) => i.interview.id === mock.id)?.outcome).toMatchObject({ can: { decide: true } });
  });

  it('with power or network trouble can be accepted by the one who claimed, and the learner loses nothing', async () => {
    await claim(dev);
    expect((await answer(asha, 'technical_failure')).body.claim?.state).toBe('disputed');
    expect((await dev.call(e.outcome, { params: params() })).body.can.comeRound).toBe(true);
    await dev.call(e.comeRound, { params: params() });
    expect([await stateOf(), await extras()]).toEqual(['technical_failure', 1]);
  });

  it('to "I was there" cannot be turned into an outcome by the one who claimed', async () => {
    await claim(dev);
    await answer(asha, 'was_there');
    expect((await refused(world, () => dev.call(e.comeRound, { params: params() }))).problem?.code).toBe(
      'interview_state',
    );
    expect((await refused(world, () => asha.call(e.comeRound, { params: params() }))).problem?.code).toBe(
      'interview_state',
    );
  });

  it('of both at once that the other did not come is a contradiction for staff, never two claims', async () => {
    const answers = await Promise.all([claim(dev), claim(asha)]);
    expect(answers.map((a) => a.status)).toEqual([200, 200]);
    const claims = await world.query('select state, answer from outcome_claim where interview_id = $1', [mock.id]);
    expect(claims).toEqual([{ state: 'disputed', answer: 'did_not_come' }]);
  });

  it('of both at once that the technology failed settles it', async () => {
    await Promise.all([claim(dev, 'technical_failure'), claim(asha, 'technical_failure')]);
    expect([await stateOf(), await extras()]).toEqual(['technical_failure', 1]);
  });
});

describe('what staff decide', () => {
  it('about a disputed claim: they met, so the scorecard is due and the questions are used up', async () => {
    await claim(dev);
    await answer(asha, 'was_there');
    const done = await decide(kavya, 'met', 35);
    expect(done.body.outcome).toMatchObject({ outcome: 'met', decided: 'staff', reason: 'I spoke to both.' });
    expect(await stateOf()).toBe('awaiting_feedback');
    await world.settle();
    const [{ n } = { n: 0 }] = await world.query<{ n: number }>(
      `select count(*)::int as n from exposure where interview_id = $1 and how = 'asked'`,
      [mock.id],
    );
    expect(n).toBeGreaterThan(0);
    expect((await dev.call(interviewEndpoints.get, { params: params() })).body).toMatchObject({ minutes: 35 });
  });

  it('at once and differently counts once: the second is told that it is known, and the learner gets one mock back', async () => {
    await claim(dev);
    await answer(asha, 'was_there');
    const meera = await world.as('meera');
    const all = await Promise.all([
      decide(kavya, 'missed_by_mentor'),
      decide(meera, 'technical_failure'),
      decide(kavya, 'missed_by_mentor'),
    ]);
    expect(all.map((a) => a.problem?.code ?? 'done').sort()).toEqual(['done', 'interview_state', 'interview_state']);
    expect(await extras()).toBe(1);
  });

  it('about a mock that nobody spoke about, from its end on', async () => {
    expect((await refused(world, () => decide(kavya, 'missed_by_mentor'))).problem?.code).toBe('interview_state');
    after(60);
    expect((await kavya.call(e.outcomes, { params: { batchId } })).body.items.map((i) => i.interview.id)).toContain(
      mock.id,
    );
    await decide(kavya, 'missed_by_mentor');
    expect([await stateOf(), await extras()]).toEqual(['missed', 1]);
    const lines = await world.query(
      `select actor_id, before, after from audit_entry where subject_id = $1 and action = 'interview.outcome'`,
      [mock.id],
    );
    expect(lines).toMatchObject([
      {
        actor_id: kavya.personId,
        before: { state: 'scheduled' },
        after: { state: 'missed', outcome: 'missed_by_mentor', reason: 'I spoke to both.' },
      },
    ]);
    expect((await kavya.call(e.outcomes, { params: { batchId } })).body.items.map((i) => i.interview.id)).not.toContain(
      mock.id,
    );
  });

  it('needs the minutes when they met, and only then', async () => {
    after(60);
    for (const [outcome, minutes] of [
      ['met', null],
      ['missed_by_learner', 30],
    ] as const)
      expect((await refused(world, () => decide(kavya, outcome, minutes))).problem?.errors).toMatchObject([
        { pointer: '/body/minutes' },
      ]);
  });

  it('is for lead mentor and admins of the batch: nobody decides in their own case', async () => {
    after(60);
    for (const [key, status] of [
      ['asha', 403],
      ['dev', 403],
      ['ravi', 404],
      ['zoya', 404],
    ] as const)
      expect([
        key,
        (await refused(world, async () => decide(await world.as(key), 'technical_failure'))).status,
      ]).toEqual([key, status]);
    await world.query(
      `insert into role_grant (id, person_id, role, batch_id, granted_at) values (gen_random_uuid(), $1, 'cohortAdmin', $2, now())`,
      [dev.personId, batchId],
    );
    const own = await refused(world, () => decide(dev, 'missed_by_learner'));
    expect([own.status, own.problem?.code]).toEqual([403, 'own_case']);
    expect((await decide(await world.as('meera'), 'technical_failure')).status).toBe(200);
  });

  it('may be one’s own case where nobody else could decide, and the audit says so', async () => {
    after(60);
    await world.query(`delete from role_grant where role in ('leadMentor', 'cohortAdmin', 'academyAdmin')`);
    await world.query(
      `insert into role_grant (id, person_id, role, batch_id, granted_at) values (gen_random_uuid(), $1, 'cohortAdmin', $2, now())`,
      [dev.personId, batchId],
    );
    expect((await decide(dev, 'missed_by_mentor')).status).toBe(200);
    const [line] = await world.query<{ after: unknown }>(
      `select after from audit_entry where subject_id = $1 and action = 'interview.outcome'`,
      [mock.id],
    );
    expect(line?.after).toMatchObject({ ownCase: true });
  });

  it('shows its queue to nobody else', async () => {
    for (const [key, status] of [
      ['asha', 403],
      ['dev', 403],
      ['zoya', 404],
    ] as const)
      expect([key, (await (await world.as(key)).call(e.outcomes, { params: { batchId } })).status]).toEqual([
        key,
        status,
      ]);
  });
});

describe('missing mocks again and again', () => {
  it('brings somebody to the admin’s eyes at the number the policy names, and blocks nothing', async () => {
    await world.query(
      `insert into interview_outcome (interview_id, outcome, decided, at)
       select id, 'missed_by_learner', 'agreement', now() from interview where learner_id = $1 and state = 'feedback_released' limit 1`,
      [asha.personId],
    );
    await claim(dev);
    expect(await news('interview.missed_repeatedly')).toEqual([]);
    await answer(asha, 'agreed');
    expect((await news('interview.missed_repeatedly'))[0]?.payload).toMatchObject({
      personId: asha.personId,
      by: 'learner',
      count: 2,
    });
    world.clock.set('2026-11-30T06:00:00Z');
    const next = await book(asha, batchId, { startsAt: '2026-12-03T14:00:00.000Z', mentorId: dev.personId ?? '' });
    expect(next.state).toBe('scheduled');
  });
});
