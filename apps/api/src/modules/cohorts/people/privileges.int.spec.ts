import { academyEndpoints } from '@dryrun/contracts/academy.contract';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { peopleEndpoints as e } from '@dryrun/contracts/people.contract';
import type { BatchStaffRole } from '@dryrun/domain/policy/resources';
import { BATCH_01, BATCH_02, refused } from '../../../../test/booking-steps.ts';
import { startWorld, type Answer, type TestClient, type World } from '../../../../test/harness.ts';
import { AS_LEARNER, AS_MENTOR, inviteOne, placeOf } from '../../../../test/people-steps.ts';
import { browserOf, standing } from '../../../../test/sign-in-steps.ts';

const MINUTE = 60_000;
const EVERYBODY_ELSE: BatchStaffRole[] = ['mentor', 'leadMentor', 'cohortAdmin'];

let world: World;
let batchId: string;

beforeEach(async () => {
  world = await startWorld();
  batchId = await world.batch(BATCH_01);
});
afterEach(() => world.close());

const invite = (client: TestClient, roles: ('learner' | BatchStaffRole)[], address: string, key?: string) =>
  client.call(
    e.invite,
    {
      params: { batchId },
      body: {
        ...(roles.includes('learner') ? AS_LEARNER : { ...AS_MENTOR, roles }),
        people: [{ address, name: '' }],
      },
    },
    key === undefined ? {} : { key },
  );
const setRoles = async (client: TestClient, personId: string | null, roles: BatchStaffRole[]) =>
  client.call(e.setRoles, {
    params: { batchId, personId: personId ?? '' },
    body: { roles, qualification: AS_MENTOR.qualification },
  });
const setAcademyRoles = (client: TestClient, personId: string | null, roles: ('academyAdmin' | 'contentEditor')[]) =>
  client.call(academyEndpoints.setAcademyRoles, { params: { personId: personId ?? '' }, body: { roles } });
const codeOf = (answer: Answer<unknown>) => answer.problem?.code;

describe('inviting to a role that gives rights', () => {
  it('asks whether it is really you once the sign-in is a while ago; inviting learners does not', async () => {
    const kavya = await world.as('kavya');
    world.clock.advance(16 * MINUTE);
    for (const role of EVERYBODY_ELSE)
      expect([role, codeOf(await refused(world, () => invite(kavya, [role], `${role}@example.org`)))]).toEqual([
        role,
        'recent_sign_in_needed',
      ]);
    expect((await invite(kavya, ['learner'], 'learner@example.org')).status).toBe(201);
  });

  it('goes on with the same key once the person confirmed', async () => {
    const kavya = await world.as('kavya');
    world.clock.advance(16 * MINUTE);
    const key = 'the-one-key-of-kavya';
    expect((await invite(kavya, ['cohortAdmin'], 'omar@example.org', key)).status).toBe(403);
    await world.query('update sign_in_session set authenticated_at = $2 where person_id = $1', [
      kavya.personId,
      world.clock.now(),
    ]);
    const again = await invite(kavya, ['cohortAdmin'], 'omar@example.org', key);
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, undefined]);
  });

  it('asks for a new link of such an invitation as well, which is the same offer again', async () => {
    const kavya = await world.as('kavya');
    const staff = await inviteOne(kavya, batchId, 'omar@example.org', { ...AS_MENTOR, roles: ['cohortAdmin'] });
    const learner = await inviteOne(kavya, batchId, 'nila@example.org');
    world.clock.advance(16 * MINUTE);
    const renew = (invitationId: string) => kavya.call(e.renewInvitation, { params: { invitationId } });
    expect(codeOf(await refused(world, () => renew(staff.id)))).toBe('recent_sign_in_needed');
    expect((await renew(learner.id)).status).toBe(200);
  });

  it('tells nobody who may not invite that a fresh sign-in would help', async () => {
    for (const [key, code] of [
      ['dev', 'forbidden'],
      ['imran', 'not_found'],
    ] as const) {
      const client = await world.as(key);
      world.clock.advance(16 * MINUTE);
      expect([key, codeOf(await invite(client, ['cohortAdmin'], 'x@example.org'))]).toEqual([key, code]);
    }
  });

  it('is asked of academy admins too, for academy roles', async () => {
    const arjun = await world.as('arjun');
    world.clock.advance(16 * MINUTE);
    const body = { address: 'omar@example.org', name: '', roles: ['contentEditor' as const] };
    expect(codeOf(await refused(world, () => arjun.call(academyEndpoints.inviteStaff, { body })))).toBe(
      'recent_sign_in_needed',
    );
    const jonas = await world.person('jonas');
    expect(codeOf(await refused(world, () => setAcademyRoles(arjun, jonas, ['contentEditor'])))).toBe(
      'recent_sign_in_needed',
    );
  });
});

describe('every change of what somebody may do', () => {
  /** A cookie copied before the change works for a minute after the person's next request, and then no more. */
  async function expectRotated(person: TestClient): Promise<void> {
    const fresh = browserOf(world, await person.call(identityEndpoints.me));
    world.clock.advance(MINUTE);
    expect([await standing(person), await standing(fresh)]).toEqual(['not_signed_in', 'ok']);
  }
  const linesOf = (personId: string | null) =>
    world.query(
      `select actor_id as by, action, batch_id as batch, before->'roles' as before, after->'roles' as after from audit_entry
       where person_id = $1 and action like 'grant.%' order by at, id`,
      [personId],
    );

  it('renews their session tokens and is written down with before and after: roles in a batch', async () => {
    const kavya = await world.as('kavya');
    const steps: BatchStaffRole[][] = [['mentor', 'leadMentor'], ['mentor'], []];
    for (const roles of steps) {
      const jonas = await world.as('jonas');
      expect((await setRoles(kavya, jonas.personId, roles)).status).toBe(200);
      await expectRotated(jonas);
    }
    const line = { by: kavya.personId, batch: batchId };
    expect(await linesOf(await world.person('jonas'))).toEqual([
      { ...line, action: 'grant.given', before: ['mentor'], after: ['leadMentor', 'mentor'] },
      { ...line, action: 'grant.taken', before: ['leadMentor', 'mentor'], after: ['mentor'] },
      { ...line, action: 'grant.taken', before: ['mentor'], after: [] },
    ]);
  });

  it('… roles in the academy', async () => {
    const arjun = await world.as('arjun');
    for (const roles of [['contentEditor'], []] as 'contentEditor'[][]) {
      const jonas = await world.as('jonas');
      expect((await setAcademyRoles(arjun, jonas.personId, roles)).status).toBe(200);
      await expectRotated(jonas);
    }
    const line = { by: arjun.personId, batch: null };
    expect(await linesOf(await world.person('jonas'))).toEqual([
      { ...line, action: 'grant.given', before: [], after: ['contentEditor'] },
      { ...line, action: 'grant.taken', before: ['contentEditor'], after: [] },
    ]);
  });

  it('… an invitation that somebody with an account accepts', async () => {
    const kavya = await world.as('kavya');
    const { id } = await inviteOne(kavya, batchId, 'zoya.khan@people.example.org', AS_MENTOR);
    const zoya = await world.as('zoya');
    expect((await zoya.call(e.acceptMine, { params: { invitationId: id } })).status).toBe(204);
    await expectRotated(zoya);
    expect(await linesOf(zoya.personId)).toEqual([
      { by: kavya.personId, batch: batchId, action: 'grant.given', before: [], after: ['mentor'] },
    ]);
  });

  it('… a learner’s place that ends and is given back', async () => {
    const kavya = await world.as('kavya');
    for (const event of ['remove', 'reinstate'] as const) {
      const asha = await world.as('asha');
      const enrolmentId = (await placeOf(world, batchId, asha.personId))?.id ?? '';
      expect((await kavya.call(e.movePlace, { params: { enrolmentId }, body: { event } })).status).toBe(200);
      await expectRotated(asha);
    }
  });

  it('leaves everybody else’s tokens alone, and those of whom nothing changed', async () => {
    const [kavya, jonas, dev] = [await world.as('kavya'), await world.as('jonas'), await world.as('dev')];
    await setRoles(kavya, dev.personId, ['mentor', 'leadMentor']);
    await setRoles(kavya, jonas.personId, ['mentor']);
    for (const client of [kavya, jonas])
      expect((await client.call(identityEndpoints.me)).headers['set-cookie']).toBeUndefined();
  });

  it('is nobody’s to make for themselves beyond what they hold, nor in another batch', async () => {
    const other = await world.batch(BATCH_02);
    for (const [key, where, status] of [
      ['dev', batchId, 403],
      ['asha', batchId, 403],
      ['kavya', other, 404],
    ] as const) {
      const client = await world.as(key);
      const set = () =>
        client.call(e.setRoles, {
          params: { batchId: where, personId: client.personId ?? '' },
          body: { roles: ['cohortAdmin'], qualification: AS_MENTOR.qualification },
        });
      expect([key, (await refused(world, set)).status]).toEqual([key, status]);
    }
  });
});
