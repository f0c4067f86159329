import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { PLACE_EVENTS, peopleEndpoints as e } from '@dryrun/contracts/people.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { BATCH_01, BATCH_02, book, hold, refused } from '../../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../../test/harness.ts';
import {
  ACCOUNT,
  AS_LEARNER,
  batchRolesOf,
  bringIn,
  inviteOne,
  placeOf,
  signedInBy,
  tokenOf,
} from '../../../../test/people-steps.ts';

const STARTS_AT = '2026-11-26T14:00:00.000Z';
/** Seeded learners of Batch 01, all active. */
const SEATED = 12;

let world: World;
let kavya: TestClient;
let batchId: string;

beforeEach(async () => {
  world = await startWorld();
  kavya = await world.as('kavya');
  batchId = await world.batch(BATCH_01);
});
afterEach(() => world.close());

const move = (client: TestClient, enrolmentId: string, event: (typeof PLACE_EVENTS)[number], key?: string) =>
  client.call(e.movePlace, { params: { enrolmentId }, body: { event } }, key === undefined ? {} : { key });
const placeId = async (personId: string | null) => (await placeOf(world, batchId, personId))?.id ?? '';
const stateOf = async (client: TestClient) => (await placeOf(world, batchId, client.personId))?.state ?? null;
const capacity = (seats: number) => world.query('update batch set capacity = $2 where id = $1', [batchId, seats]);
const codeOf = async () =>
  (await kavya.call(e.setJoinCode, { params: { batchId }, body: { to: 'on' } })).body.code ?? '';

/** Somebody with an account of their own who applied by code. */
async function applicant(code: string, name: string): Promise<TestClient> {
  const address = `${name}@example.org`;
  await world.anonymous.call(e.applyAsNew, {
    body: { code, level: 'mid', targetRole: 'SRE', address, ...ACCOUNT, name },
  });
  const answer = await world.anonymous.send(
    'POST',
    '/api/sign-in/password',
    { email: address, password: ACCOUNT.password },
    { origin: 'http://127.0.0.1:3000' },
  );
  return signedInBy(world, answer);
}

describe('a join code', () => {
  it('is typed in any way, leads to its batch, and lets a newcomer apply but see nothing yet', async () => {
    const code = await codeOf();
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const { body } = await world.anonymous.call(e.lookUpCode, {
      body: { code: ` ${code.toLowerCase().replace('-', ' ')}` },
    });
    expect(body).toMatchObject({ academyName: 'Aarambh Academy', isFull: false });
    const nila = await applicant(code, 'nila');
    expect(await stateOf(nila)).toBe('applied');
    expect((await nila.call(identityEndpoints.me)).body.batches).toEqual([]);
    expect((await nila.call(cohortEndpoints.batch, { params: { batchId } })).status).toBe(404);
    expect((await nila.call(e.myPlaces)).body.items).toMatchObject([{ state: 'applied', canWithdraw: true }]);
  });

  it('lets somebody with an account apply signed in, once', async () => {
    const code = await codeOf();
    const zoya = await world.as('zoya');
    const apply = () => zoya.call(e.apply, { body: { code, level: 'senior', targetRole: '' } });
    expect((await apply()).body).toMatchObject({ state: 'applied' });
    expect((await refused(world, apply)).problem?.code).toBe('enrolment_state');
  });

  it('does nothing, and says nothing, for an address that has an account', async () => {
    const code = await codeOf();
    const send = (address: string) =>
      world.anonymous.call(e.applyAsNew, { body: { code, level: 'mid', targetRole: '', address, ...ACCOUNT } });
    const fresh = await send('brand-new@example.org');
    await world.settle();
    const before = await world.fingerprint();
    const known = await send('zoya.khan@people.example.org');
    await world.settle();
    expect(await world.fingerprint()).toBe(before);
    const shape = ({ status, text, headers }: typeof known) => ({ status, text, headers: Object.keys(headers).sort() });
    expect(shape(known)).toEqual(shape(fresh));
  });

  it('leads nowhere once replaced or switched off, exactly like a code that never was', async () => {
    const old = await codeOf();
    const fresh = (await kavya.call(e.setJoinCode, { params: { batchId }, body: { to: 'new' } })).body.code ?? '';
    const look = async (code: string) => (await world.anonymous.call(e.lookUpCode, { body: { code } })).problem?.code;
    expect([await look(old), await look(fresh)]).toEqual(['join_code_unknown', undefined]);
    await kavya.call(e.setJoinCode, { params: { batchId }, body: { to: 'off' } });
    expect([await look(fresh), await look('ABCD-EFGH'), await look('---')]).toEqual([
      'join_code_unknown',
      'join_code_unknown',
      'join_code_unknown',
    ]);
  });

  it('is switched by those who run the batch, not by its mentors or anybody of another', async () => {
    for (const [key, status] of [
      ['meera', 403],
      ['dev', 403],
      ['asha', 403],
      ['imran', 404],
    ] as const) {
      const client = await world.as(key);
      expect([
        key,
        (await refused(world, () => client.call(e.setJoinCode, { params: { batchId }, body: { to: 'new' } }))).status,
      ]).toEqual([key, status]);
    }
  });
});

describe('an application', () => {
  it('is approved into a seat, audited and announced once, however often the button is pressed', async () => {
    const nila = await applicant(await codeOf(), 'nila');
    const id = await placeId(nila.personId);
    const answers = await Promise.all([1, 2, 3].map(() => move(kavya, id, 'approve', 'the-same-key-12345')));
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200]);
    expect(await stateOf(nila)).toBe('active');
    expect(await batchRolesOf(nila)).toEqual(['learner']);
    const lines = await world.query(
      `select before, after from audit_entry where subject_id = $1 and action = 'enrolment.approve'`,
      [id],
    );
    expect(lines).toEqual([{ before: { state: 'applied' }, after: { state: 'active' } }]);
    expect(
      await world.query(`select 1 from outbox_event where subject_id = $1 and type = 'enrolment.active'`, [id]),
    ).toHaveLength(1);
  });

  it('may be declined, and made again later', async () => {
    const code = await codeOf();
    const nila = await applicant(code, 'nila');
    await move(kavya, await placeId(nila.personId), 'decline');
    expect([await stateOf(nila), await batchRolesOf(nila)]).toEqual(['removed', []]);
    expect((await nila.call(e.apply, { body: { code, level: 'mid', targetRole: '' } })).body.state).toBe('applied');
  });

  it('is settled by an invitation that was on its way', async () => {
    const nila = await applicant(await codeOf(), 'nila');
    const invitation = await inviteOne(kavya, batchId, 'nila@example.org');
    await nila.call(e.acceptMine, { params: { invitationId: invitation.id } });
    expect(await stateOf(nila)).toBe('active');
  });
});

describe('seats', () => {
  it('of two who take the last one at the same moment, one gets it and the other waits', async () => {
    await capacity(SEATED + 1);
    const tokens = [];
    for (const name of ['nila', 'omar', 'pia'])
      tokens.push(tokenOf(await inviteOne(kavya, batchId, `${name}@example.org`)));
    const answers = await Promise.all(
      tokens.map((token) => world.anonymous.call(e.acceptAsNew, { body: { token, ...ACCOUNT } })),
    );
    expect(answers.map((a) => a.status)).toEqual([204, 204, 204]);
    const rows = await world.query<{ state: string }>(
      `select state from enrolment e join person p on p.id = e.person_id where p.email like '%@example.org' and p.email not like '%people%' order by 1`,
    );
    expect(rows.map((r) => r.state)).toEqual(['active', 'waitlisted', 'waitlisted']);
    expect(
      await world.query(`select 1 from enrolment where batch_id = $1 and state in ('enrolled', 'active', 'paused')`, [
        batchId,
      ]),
    ).toHaveLength(SEATED + 1);
  });

  it('of two approvals at the same moment by two admins, one gives the last seat', async () => {
    const code = await codeOf();
    const people = [await applicant(code, 'nila'), await applicant(code, 'omar')];
    await capacity(SEATED + 1);
    const admins = [kavya, await world.as('arjun')];
    await Promise.all(people.map(async (p, i) => move(admins[i] ?? kavya, await placeId(p.personId), 'approve')));
    expect((await Promise.all(people.map(stateOf))).sort()).toEqual(['active', 'waitlisted']);
  });

  it('that become free go to the line, in order, and nobody overtakes', async () => {
    await capacity(SEATED);
    const line: TestClient[] = [];
    for (const name of ['nila', 'omar', 'pia']) {
      world.clock.advance(60_000);
      line.push(await bringIn(world, kavya, batchId, `${name}@example.org`));
    }
    expect((await line[2]?.call(e.myPlaces))?.body.items).toMatchObject([{ state: 'waitlisted', linePosition: 3 }]);
    expect(await batchRolesOf(line[0] as TestClient)).toEqual([]);
    await move(kavya, await placeId(await world.person('asha')), 'remove');
    expect(await Promise.all(line.map(stateOf))).toEqual(['active', 'waitlisted', 'waitlisted']);
    // Undo after the seat is gone: back to the end of the line, not into a thirteenth seat.
    await move(kavya, await placeId(await world.person('asha')), 'reinstate');
    expect(await stateOf(await world.as('asha'))).toBe('waitlisted');
    const batch = (await kavya.call(cohortEndpoints.batch, { params: { batchId } })).body;
    const { name, focus, startsOn, weeks, timeZone, version } = batch;
    await kavya.call(cohortEndpoints.updateBatch, {
      params: { batchId },
      body: {
        name,
        focus,
        startsOn,
        weeks,
        timeZone,
        version,
        capacity: SEATED + 2,
      },
    });
    expect(await Promise.all(line.map(stateOf))).toEqual(['active', 'active', 'active']);
    expect(await stateOf(await world.as('asha'))).toBe('waitlisted');
  });
});

describe('pausing and removing', () => {
  it('takes the batch away with the very next request, and undo brings it back', async () => {
    const ravi = await world.as('ravi');
    const id = await placeId(ravi.personId);
    for (const [out, back] of [
      ['pause', 'resume'],
      ['remove', 'reinstate'],
    ] as const) {
      await move(kavya, id, out);
      expect((await ravi.call(cohortEndpoints.batch, { params: { batchId } })).status).toBe(404);
      expect(
        (
          await ravi.call(interviewEndpoints.slots, {
            params: { batchId },
            query: { format: 'system-design', track: 'kubernetes', level: 'mid' },
          })
        ).status,
      ).toBe(404);
      await move(kavya, id, back);
      expect((await ravi.call(cohortEndpoints.batch, { params: { batchId } })).status).toBe(200);
    }
  });

  it('cancels what was booked, frees the mentor’s time and what was kept, and tells the mentor', async () => {
    const asha = await world.as('asha');
    const dev = await world.as('dev');
    const mock = await book(asha, batchId, { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
    await move(kavya, await placeId(asha.personId), 'remove');
    await world.settle();
    const seen = (await dev.call(interviewEndpoints.get, { params: { interviewId: mock.id } })).body;
    expect(seen).toMatchObject({
      state: 'void',
      cancelled: { by: 'admin', isLate: false, reason: expect.stringContaining('no longer in the batch') as string },
    });
    expect(
      await world.query(
        `select 1 from booking_participant p join booking b on b.id = p.booking_id where b.reference_id = $1 and p.live`,
        [mock.id],
      ),
    ).toEqual([]);
    const news = await world.query(
      `select payload from outbox_event where subject_id = $1 and type = 'interview.cancelled'`,
      [mock.id],
    );
    expect(news).toMatchObject([{ payload: { by: 'admin', mentorId: dev.personId } }]);
  });

  it('leaves the mocks of somebody who is back before the news arrives, and gives back a kept time', async () => {
    const asha = await world.as('asha');
    const dev = await world.as('dev');
    const mock = await book(asha, batchId, { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
    await move(kavya, await placeId(asha.personId), 'pause');
    await move(kavya, await placeId(asha.personId), 'resume');
    await world.settle();
    expect((await asha.call(interviewEndpoints.get, { params: { interviewId: mock.id } })).body.state).toBe(
      'scheduled',
    );
    const neha = await world.as('neha');
    const held = await hold(neha, batchId, { startsAt: '2026-11-27T14:00:00.000Z', mentorId: dev.personId ?? '' });
    expect(held.status).toBe(201);
    await move(kavya, await placeId(neha.personId), 'remove');
    await world.settle();
    expect(await world.query('select state from booking where id = $1', [held.body.id])).toEqual([
      { state: 'released' },
    ]);
  });

  it('is for those who run the batch, and for nobody twice', async () => {
    const id = await placeId(await world.person('ravi'));
    for (const key of ['asha', 'dev', 'meera', 'imran', 'zoya', 'ravi']) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => move(client, id, 'remove'))).status]).toEqual([key, 404]);
    }
    await move(kavya, id, 'remove');
    expect((await refused(world, () => move(kavya, id, 'remove'))).problem?.code).toBe('enrolment_state');
    expect((await refused(world, () => move(kavya, id, 'approve'))).problem?.code).toBe('enrolment_state');
  });
});

describe('leaving by oneself', () => {
  it('is possible for a learner, also one who is paused, and for nobody else', async () => {
    const ravi = await world.as('ravi');
    const id = await placeId(ravi.personId);
    expect((await refused(world, () => kavya.call(e.withdraw, { params: { enrolmentId: id } }))).status).toBe(404);
    await move(kavya, id, 'pause');
    expect((await ravi.call(e.withdraw, { params: { enrolmentId: id } })).status).toBe(204);
    expect(await stateOf(ravi)).toBe('withdrawn');
    expect((await refused(world, () => ravi.call(e.withdraw, { params: { enrolmentId: id } }))).problem?.code).toBe(
      'enrolment_state',
    );
  });
});

describe('a transfer', () => {
  it('moves a learner with their level, by somebody who runs both batches', async () => {
    const other = await world.batch(BATCH_02);
    const ravi = await world.as('ravi');
    const params = { enrolmentId: await placeId(ravi.personId) };
    const transfer = (client: TestClient) => client.call(e.transferPlace, { params, body: { toBatchId: other } });
    expect((await refused(world, () => transfer(kavya))).status).toBe(404);
    const { body } = await transfer(await world.as('arjun'));
    expect(body).toMatchObject({ state: 'active', level: 'mid', person: { name: 'Ravi Shankaran' } });
    expect([await stateOf(ravi), (await placeOf(world, other, ravi.personId))?.state]).toEqual([
      'transferred',
      'active',
    ]);
    expect((await ravi.call(identityEndpoints.me)).body.batches.map((b) => b.id)).toEqual([other]);
  });

  it('does not begin when the other batch takes nobody', async () => {
    await world.query(`update batch set state = 'completed' where slug = 'batch-02'`);
    const params = { enrolmentId: await placeId(await world.person('ravi')) };
    const arjun = await world.as('arjun');
    const answer = await refused(world, async () =>
      arjun.call(e.transferPlace, { params, body: { toBatchId: await world.batch(BATCH_02) } }),
    );
    expect(answer.problem?.code).toBe('batch_state');
  });
});

describe('the page of people', () => {
  it('shows addresses, places and roles to those who run the batch', async () => {
    await inviteOne(kavya, batchId, 'nila@example.org', AS_LEARNER);
    const { body } = await kavya.call(e.people, { params: { batchId } });
    expect(body.batch).toMatchObject({ seatsTaken: SEATED, capacity: null });
    expect(body.learners.find((l) => l.person.name === 'Asha Kulkarni')).toMatchObject({
      address: 'asha.kulkarni@people.example.org',
      state: 'active',
      level: 'mid',
    });
    expect(body.staff.find((s) => s.person.name === 'Meera Iyer')?.roles).toEqual(['mentor', 'leadMentor']);
    expect(body.invitations).toHaveLength(1);
  });

  it('corrects a level, with an audit line', async () => {
    const id = await placeId(await world.person('ravi'));
    const { body } = await kavya.call(e.updatePlace, {
      params: { enrolmentId: id },
      body: { level: 'senior', targetRole: 'Staff SRE' },
    });
    expect(body).toMatchObject({ level: 'senior', targetRole: 'Staff SRE' });
    expect(
      await world.query(
        `select before->>'level' as before from audit_entry where action = 'enrolment.update' and subject_id = $1`,
        [id],
      ),
    ).toEqual([{ before: 'mid' }]);
    const imran = await world.as('imran');
    expect(
      (
        await refused(world, () =>
          imran.call(e.updatePlace, { params: { enrolmentId: id }, body: { level: 'mid', targetRole: '' } }),
        )
      ).status,
    ).toBe(404);
  });
});
