import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { peopleEndpoints as e } from '@dryrun/contracts/people.contract';
import { BATCH_01, BATCH_02, refused } from '../../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../../test/harness.ts';
import {
  ACCOUNT,
  AS_LEARNER,
  AS_MENTOR,
  batchRolesOf,
  bringIn,
  inviteOne,
  placeOf,
  signedInBy,
  tokenOf,
  UNKNOWN,
} from '../../../../test/people-steps.ts';

const DAY = 24 * 3_600_000;

let world: World;
let kavya: TestClient;
let batchId: string;

beforeEach(async () => {
  world = await startWorld();
  kavya = await world.as('kavya');
  batchId = await world.batch(BATCH_01);
});
afterEach(() => world.close());

const accept = (token: string, over: Partial<typeof ACCOUNT> = {}) =>
  world.anonymous.call(e.acceptAsNew, { body: { token, ...ACCOUNT, ...over } });
const offer = (token: string) => world.anonymous.call(e.offer, { body: { token } });

describe('checking a pasted list', () => {
  it('says of each entry what inviting would do, and sends nothing', async () => {
    await inviteOne(kavya, batchId, 'waiting@example.org');
    await world.settle();
    const before = await world.fingerprint();
    const addresses =
      'New@Example.org, Zoya <zoya.khan@people.example.org>\nasha.kulkarni@people.example.org; waiting@example.org\nnot an address, new@example.org';
    const { body } = await kavya.call(e.checkAddresses, { params: { batchId }, body: { ...AS_LEARNER, addresses } });
    expect(body.items.map((i) => [i.address, i.outcome])).toEqual([
      ['new@example.org', 'new'],
      ['zoya.khan@people.example.org', 'known'],
      ['asha.kulkarni@people.example.org', 'already_here'],
      ['waiting@example.org', 'already_invited'],
      [null, 'invalid'],
      ['new@example.org', 'repeated'],
    ]);
    await world.settle();
    expect(await world.fingerprint()).toBe(before);
  });

  it('calls a learner of the batch known, not here, when they are to become a mentor', async () => {
    const { body } = await kavya.call(e.checkAddresses, {
      params: { batchId },
      body: { ...AS_MENTOR, addresses: 'asha.kulkarni@people.example.org' },
    });
    expect(body.items[0]?.outcome).toBe('known');
  });
});

describe('inviting', () => {
  it('gives the sender a link to copy, mails it, and shows the invitation as open', async () => {
    const invitation = await inviteOne(kavya, batchId, 'nila@example.org');
    expect(invitation).toMatchObject({
      state: 'open',
      hasAccount: false,
      roles: ['learner'],
      level: 'mid',
      invitedBy: 'Kavya Nair',
    });
    expect(invitation.link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/invite\/[\w-]{32}$/);
    const mails = await world.query<{ kind: string; is_secret: boolean }>(
      `select kind, is_secret from mail_message where address = 'nila@example.org'`,
    );
    expect(mails).toEqual([{ kind: 'identity.invitation', is_secret: true }]);
    const lines = await world.query(
      `select actor_id from audit_entry where action = 'invitation.send' and subject_id = $1`,
      [invitation.id],
    );
    expect(lines).toEqual([{ actor_id: kavya.personId }]);
  });

  it('leaves nothing in the database with which the link could be used', async () => {
    const token = tokenOf(await inviteOne(kavya, batchId, 'nila@example.org'));
    await world.settle();
    const tables = await world.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    );
    for (const { name } of tables)
      expect([name, await world.query(`select 1 from ${name} t where t::text like $1`, [`%${token}%`])]).toEqual([
        name,
        [],
      ]);
  });

  it('shows the link to nobody but the sender, and to nobody for an address with an account', async () => {
    await inviteOne(kavya, batchId, 'nila@example.org');
    const known = await inviteOne(kavya, batchId, 'zoya.khan@people.example.org');
    expect(known).toMatchObject({ hasAccount: true, link: null });
    const seen = (await (await world.as('arjun')).call(e.people, { params: { batchId } })).body.invitations;
    expect(seen.map((i) => [i.address, i.link])).toEqual(expect.arrayContaining([['nila@example.org', null]]));
    const own = (await kavya.call(e.people, { params: { batchId } })).body.invitations.find(
      (i) => i.address === 'nila@example.org',
    );
    expect(own?.link).not.toBeNull();
  });

  it('leaves out who is here or invited already, whatever the page believed', async () => {
    await inviteOne(kavya, batchId, 'nila@example.org');
    const people = ['nila@example.org', 'asha.kulkarni@people.example.org', 'omar@example.org'].map((address) => ({
      address,
      name: '',
    }));
    const { body } = await kavya.call(e.invite, { params: { batchId }, body: { ...AS_LEARNER, people } });
    expect(body.items.map((i) => i.address)).toEqual(['omar@example.org']);
  });

  it('makes one invitation when two admins invite the same address at once', async () => {
    const arjun = await world.as('arjun');
    await Promise.all(
      [kavya, arjun, kavya, arjun].map((c) =>
        c.call(e.invite, {
          params: { batchId },
          body: { ...AS_LEARNER, people: [{ address: 'nila@example.org', name: '' }] },
        }),
      ),
    );
    expect(
      await world.query(`select 1 from invitation where address = 'nila@example.org' and state = 'open'`),
    ).toHaveLength(1);
    expect(await world.query(`select 1 from mail_message where address = 'nila@example.org'`)).toHaveLength(1);
  });

  it('names what is missing: a level for a learner, tracks and levels for a mentor', async () => {
    const send = (terms: object) =>
      refused(world, () =>
        kavya.send(
          'POST',
          `/api/batches/${batchId}/invitations`,
          { people: [{ address: 'x@example.org', name: '' }], ...terms },
          { 'idempotency-key': `${Math.random()}-key` },
        ),
      );
    const pointers = async (terms: object) => (await send(terms)).problem?.errors?.map((f) => f.pointer);
    expect(await pointers({ ...AS_LEARNER, level: null })).toEqual(['/body/level']);
    expect(await pointers({ ...AS_MENTOR, qualification: { tracks: [], levels: [] } })).toEqual([
      '/body/qualification/tracks',
      '/body/qualification/levels',
    ]);
    expect(await pointers({ ...AS_MENTOR, qualification: { tracks: ['no-such'], levels: ['mid'] } })).toEqual([
      '/body/qualification/tracks/0',
    ]);
    expect(
      await pointers({ ...AS_LEARNER, roles: ['learner', 'mentor'], qualification: AS_MENTOR.qualification }),
    ).toEqual(['/body/roles']);
    expect(
      await pointers({ ...AS_LEARNER, people: [{ address: 'x@example.org\r\nBcc: y@example.org', name: '' }] }),
    ).toEqual(['/body/people/0/address']);
  });

  it('is for those who run the batch: forbidden to its mentors and learners, invisible from another batch', async () => {
    const body = { ...AS_LEARNER, people: [{ address: 'x@example.org', name: '' }] };
    for (const [key, status] of [
      ['asha', 403],
      ['dev', 403],
      ['meera', 403],
      ['imran', 404],
      ['zoya', 404],
      ['leela', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => client.call(e.invite, { params: { batchId }, body }))).status]).toEqual([
        key,
        status,
      ]);
      expect([key, (await client.call(e.people, { params: { batchId } })).status]).toEqual([key, status]);
    }
  });
});

describe('accepting with a new account', () => {
  it('makes the account, enrols the learner at their level and signs them in', async () => {
    const token = tokenOf(await inviteOne(kavya, batchId, 'Nila@Example.org', { ...AS_LEARNER, level: 'senior' }));
    expect((await offer(token)).body).toMatchObject({
      address: 'nila@example.org',
      batch: { name: expect.stringContaining('Batch 01') as string },
      invitedBy: 'Kavya Nair',
      hasAccount: false,
    });
    const nila = await signedInBy(world, await accept(token));
    const me = (await nila.call(identityEndpoints.me)).body;
    expect(me.person).toMatchObject({ name: 'Nila Sen', email: 'nila@example.org', timeZone: 'Asia/Kolkata' });
    expect(me.batches).toMatchObject([{ id: batchId, roles: ['learner'] }]);
    const [row] = await world.query(`select state, level from enrolment where person_id = $1`, [nila.personId]);
    expect(row).toEqual({ state: 'active', level: 'senior' });
    const signIn = await world.anonymous.send(
      'POST',
      '/api/sign-in/password',
      { email: 'nila@example.org', password: ACCOUNT.password },
      { origin: 'http://127.0.0.1:3000' },
    );
    expect(signIn.status).toBeLessThan(300);
  });

  it('makes a mentor bookable at once, for the tracks and levels that were ticked', async () => {
    const mentor = await bringIn(world, kavya, batchId, 'omar@example.org', AS_MENTOR);
    expect(await batchRolesOf(mentor)).toEqual(['mentor']);
    const [row] = await world.query(`select tracks, levels from mentor_qualification where person_id = $1`, [
      mentor.personId,
    ]);
    expect(row).toEqual({ tracks: ['aws', 'linux'], levels: ['mid', 'senior'] });
  });

  it('works once: the second time the link is as dead as one that never was', async () => {
    const token = tokenOf(await inviteOne(kavya, batchId, 'nila@example.org'));
    await accept(token);
    const again = await refused(world, () => accept(token, { name: 'Somebody else' }));
    const never = await accept('never-was-a-token');
    expect([again.status, again.problem?.code]).toEqual([410, 'invitation_over']);
    expect({ ...again.problem, traceId: '' }).toEqual({ ...never.problem, traceId: '' });
  });

  it('makes one account when the button is pressed five times at once', async () => {
    const token = tokenOf(await inviteOne(kavya, batchId, 'nila@example.org'));
    const answers = await Promise.all(Array.from({ length: 5 }, () => accept(token)));
    expect(answers.map((a) => a.status).sort()).toEqual([204, 410, 410, 410, 410]);
    expect(await world.query(`select 1 from person where email = 'nila@example.org'`)).toHaveLength(1);
  });

  it('is over after seven days, to the second, and for a link that was withdrawn or renewed', async () => {
    const invitation = await inviteOne(kavya, batchId, 'nila@example.org');
    const token = tokenOf(invitation);
    const sent = world.clock.now().getTime();
    world.clock.set(new Date(sent + 7 * DAY - 1));
    expect((await offer(token)).status).toBe(200);
    world.clock.set(new Date(sent + 7 * DAY));
    expect((await offer(token)).problem?.code).toBe('invitation_over');
    const renewed = (await kavya.call(e.renewInvitation, { params: { invitationId: invitation.id } })).body;
    expect((await offer(token)).problem?.code).toBe('invitation_over');
    expect((await offer(tokenOf(renewed))).status).toBe(200);
    await kavya.call(e.revokeInvitation, { params: { invitationId: invitation.id } });
    expect((await refused(world, () => accept(tokenOf(renewed)))).problem?.code).toBe('invitation_over');
    expect(
      (await refused(world, () => kavya.call(e.renewInvitation, { params: { invitationId: invitation.id } }))).problem
        ?.code,
    ).toBe('invitation_over');
  });

  it('may be invited again after the first invitation expired', async () => {
    await inviteOne(kavya, batchId, 'nila@example.org');
    world.clock.advance(8 * DAY);
    const again = await inviteOne(await world.as('kavya'), batchId, 'nila@example.org');
    expect((await offer(tokenOf(again))).status).toBe(200);
  });

  it('refuses a short password and a zone that does not exist, and the link stays good', async () => {
    const token = tokenOf(await inviteOne(kavya, batchId, 'nila@example.org'));
    for (const [over, pointer] of [
      [{ password: 'eleven char' }, '/body/password'],
      [{ timeZone: 'Mars/Olympus' }, '/body/timeZone'],
      [{ name: '  ' }, '/body/name'],
    ] as const) {
      const answer = await refused(world, () => accept(token, over));
      expect([answer.status, answer.problem?.errors?.[0]?.pointer]).toEqual([400, pointer]);
    }
    expect((await accept(token)).status).toBe(204);
  });
});

describe('an address that has an account', () => {
  const ZOYA = 'zoya.khan@people.example.org';

  it('is never touched by a link: neither password nor name change, and nobody is signed in', async () => {
    const invitation = await inviteOne(kavya, batchId, 'later@example.org');
    await world.query(
      `insert into person (id, name, email, created_at, updated_at) values (gen_random_uuid(), 'Came Meanwhile', 'Later@example.org', now(), now())`,
    );
    const answer = await refused(world, () => accept(tokenOf(invitation)));
    expect([answer.status, answer.problem?.code, answer.headers['set-cookie']]).toEqual([
      409,
      'account_exists',
      undefined,
    ]);
  });

  it('finds the invitation after signing in, and accepts it there', async () => {
    const invitation = await inviteOne(kavya, batchId, ZOYA);
    const zoya = await world.as('zoya');
    const mine = (await zoya.call(e.myInvitations)).body.items;
    expect(mine).toMatchObject([{ invitationId: invitation.id, invitedBy: 'Kavya Nair', roles: ['learner'] }]);
    expect((await zoya.call(e.acceptMine, { params: { invitationId: invitation.id } })).status).toBe(204);
    expect(await batchRolesOf(zoya)).toEqual(['learner', 'learner']);
    expect((await zoya.call(e.myInvitations)).body.items).toEqual([]);
    expect(
      (await refused(world, () => zoya.call(e.acceptMine, { params: { invitationId: invitation.id } }))).problem?.code,
    ).toBe('invitation_over');
  });

  it('may say no', async () => {
    const invitation = await inviteOne(kavya, batchId, ZOYA);
    const zoya = await world.as('zoya');
    await zoya.call(e.declineMine, { params: { invitationId: invitation.id } });
    const [listed] = (await kavya.call(e.people, { params: { batchId } })).body.invitations;
    expect([listed?.state, await placeOf(world, batchId, zoya.personId)]).toEqual(['declined', null]);
  });

  it('is the only one who can: for everybody else the invitation does not exist', async () => {
    const { id } = await inviteOne(kavya, batchId, ZOYA);
    for (const key of ['asha', 'imran', 'kavya']) {
      const client = await world.as(key);
      const answer = await refused(world, () => client.call(e.acceptMine, { params: { invitationId: id } }));
      const unknown = await client.call(e.acceptMine, { params: { invitationId: UNKNOWN } });
      expect([key, { ...answer.problem, traceId: '' }]).toEqual([key, { ...unknown.problem, traceId: '' }]);
    }
  });
});

describe('an invitation of another batch', () => {
  it('can be renewed or withdrawn by its own admins only', async () => {
    const { id } = await inviteOne(await world.as('imran'), await world.batch(BATCH_02), 'nila@example.org');
    expect((await refused(world, () => kavya.call(e.revokeInvitation, { params: { invitationId: id } }))).status).toBe(
      404,
    );
    expect((await refused(world, () => kavya.call(e.renewInvitation, { params: { invitationId: id } }))).status).toBe(
      404,
    );
    expect((await (await world.as('arjun')).call(e.revokeInvitation, { params: { invitationId: id } })).status).toBe(
      204,
    );
  });
});
