import { academyEndpoints as e, type SetupBody } from '@dryrun/contracts/academy.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { peopleEndpoints } from '@dryrun/contracts/people.contract';
import { refused } from '../../../../test/booking-steps.ts';
import { startWorld, type World } from '../../../../test/harness.ts';
import { ACCOUNT, signedInBy, tokenOf } from '../../../../test/people-steps.ts';
import { SetupLinks } from '../index.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const setup = (token: string): SetupBody => ({
  token,
  academyName: 'Kaveri Academy',
  address: 'owner@example.org',
  ...ACCOUNT,
});
const tokenOfPath = (path: string) => path.split('/').at(-1) ?? '';
const linkFor = async (where: World) =>
  tokenOfPath((await where.app.get(SetupLinks, { strict: false }).forTerminal()) ?? '');

describe('starting one’s own academy from the demo', () => {
  const start = (confirmation: string) => world.anonymous.call(e.startAcademy, { body: { confirmation } });

  it('asks for the demo’s name, then clears all but the content and leads to the set-up', async () => {
    expect((await refused(world, () => start('yes'))).problem?.errors?.[0]?.pointer).toBe('/body/confirmation');
    const questions = await world.query(`select 1 from content_item where kind = 'question'`);
    const { body } = await start('aarambh academy');
    expect(
      await world.query(
        'select 1 from person union all select 1 from batch union all select 1 from booking union all select 1 from audit_entry',
      ),
    ).toEqual([]);
    expect(await world.query(`select 1 from content_item where kind = 'question'`)).toHaveLength(questions.length);
    const token = tokenOfPath(body.setupPath);
    expect((await world.anonymous.call(e.lookAtSetup, { body: { token } })).body).toEqual({ clearsDemo: false });
    const owner = await signedInBy(world, await world.anonymous.call(e.setUp, { body: setup(token) }));
    const me = (await owner.call(identityEndpoints.me)).body;
    expect([me.academyRoles, me.batches, me.person.email]).toEqual([['academyAdmin'], [], 'owner@example.org']);
    expect((await world.anonymous.call(identityEndpoints.installation)).body).toMatchObject({
      academyName: 'Kaveri Academy',
      isDemo: false,
      isSetUp: true,
    });
  });

  it('ends one-tap sign-in for good, on this and every other replica, though DEMO is still on', async () => {
    const asha = await world.as('asha');
    await start('Aarambh Academy');
    const replica = await world.replica();
    try {
      for (const w of [world, replica]) {
        expect((await w.anonymous.call(identityEndpoints.demoPeople)).status).toBe(404);
        expect((await w.anonymous.call(identityEndpoints.demoSignIn, { body: { key: 'asha' } })).status).toBe(404);
        expect((await w.anonymous.call(e.startAcademy, { body: { confirmation: 'Dryrun' } })).status).toBe(404);
        expect((await w.anonymous.call(identityEndpoints.installation)).body).toMatchObject({
          isDemo: false,
          isSetUp: false,
        });
      }
    } finally {
      await replica.close();
    }
    expect((await asha.call(identityEndpoints.me)).status).toBe(401);
  });
});

describe('a set-up link', () => {
  it('is printed for a database that nobody set up, replaces the one before, and works once', async () => {
    const real = await world.replica({ isDemo: false });
    try {
      const first = await linkFor(real);
      const second = await linkFor(real);
      const over = await refused(real, () => real.anonymous.call(e.setUp, { body: setup(first) }));
      expect([over.status, over.problem?.code]).toEqual([410, 'setup_link_over']);
      expect((await real.anonymous.call(e.lookAtSetup, { body: { token: second } })).body).toEqual({
        clearsDemo: true,
      });
      const answers = await Promise.all([1, 2, 3].map(() => real.anonymous.call(e.setUp, { body: setup(second) })));
      expect(answers.map((a) => a.status).sort()).toEqual([204, 410, 410]);
      expect(await world.query('select email from person')).toEqual([{ email: 'owner@example.org' }]);
      expect(await linkFor(real)).toBe('');
      expect((await world.query<{ t: string }>('select setup_token_hash as t from installation'))[0]?.t).toBeNull();
    } finally {
      await real.close();
    }
  });

  it('is never printed for a demo, and a wrong one tells nothing', async () => {
    expect(await linkFor(world)).toBe('');
    expect((await world.anonymous.call(e.setUp, { body: setup('guessed') })).problem?.code).toBe('setup_link_over');
  });

  it('stays good after a mistake in the form', async () => {
    const real = await world.replica({ isDemo: false });
    try {
      const token = await linkFor(real);
      for (const [over, pointer] of [
        [{ password: 'short' }, 'password'],
        [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
        [{ address: 'nobody' }, 'address'],
        [{ academyName: '' }, 'academyName'],
      ] as const)
        expect(
          (await refused(real, () => real.anonymous.call(e.setUp, { body: { ...setup(token), ...over } }))).problem
            ?.errors?.[0]?.pointer,
        ).toBe(`/body/${pointer}`);
      expect((await real.anonymous.call(e.setUp, { body: setup(token) })).status).toBe(204);
    } finally {
      await real.close();
    }
  });
});

describe('the academy', () => {
  it('is renamed by its admin, with an audit line, and is nobody else’s to see', async () => {
    const arjun = await world.as('arjun');
    const { body } = await arjun.call(e.updateAcademy, {
      body: { name: 'Udaya', timeZone: 'Asia/Dubai', isChecklistHidden: true },
    });
    expect(body).toMatchObject({ name: 'Udaya', timeZone: 'Asia/Dubai', isChecklistHidden: true });
    expect(await world.query(`select after->>'name' as name from audit_entry where action = 'academy.update'`)).toEqual(
      [{ name: 'Udaya' }],
    );
    for (const key of ['kavya', 'leela', 'asha', 'meera']) {
      const client = await world.as(key);
      expect([key, (await client.call(e.academy)).status]).toEqual([key, 403]);
      expect([
        key,
        (
          await refused(world, () =>
            client.call(e.updateAcademy, { body: { name: 'Mine', timeZone: 'UTC', isChecklistHidden: false } }),
          )
        ).status,
      ]).toEqual([key, 403]);
    }
  });

  it('keeps its last admin, also when two admins remove each other at the same moment', async () => {
    const arjun = await world.as('arjun');
    const set = (client: typeof arjun, personId: string, roles: ('academyAdmin' | 'contentEditor')[]) =>
      client.call(e.setAcademyRoles, { params: { personId }, body: { roles } });
    expect((await refused(world, () => set(arjun, arjun.personId ?? '', ['contentEditor']))).problem?.code).toBe(
      'last_academy_admin',
    );
    const leela = await world.as('leela');
    await set(arjun, leela.personId ?? '', ['academyAdmin', 'contentEditor']);
    const answers = await Promise.all([set(arjun, leela.personId ?? '', []), set(leela, arjun.personId ?? '', [])]);
    expect(await world.query(`select 1 from role_grant where role = 'academyAdmin'`)).toHaveLength(1);
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  });

  it('grants nothing to a person who is nobody, and nothing through somebody else', async () => {
    const arjun = await world.as('arjun');
    const params = { personId: '01890000-0000-7000-8000-000000000000' };
    expect(
      (await refused(world, () => arjun.call(e.setAcademyRoles, { params, body: { roles: ['academyAdmin'] } }))).status,
    ).toBe(404);
    const kavya = await world.as('kavya');
    const mine = { personId: kavya.personId ?? '' };
    expect(
      (await refused(world, () => kavya.call(e.setAcademyRoles, { params: mine, body: { roles: ['academyAdmin'] } })))
        .status,
    ).toBe(404);
  });

  it('invites a content editor, who is one after accepting', async () => {
    const arjun = await world.as('arjun');
    await arjun.call(e.inviteStaff, { body: { address: 'mira@example.org', name: 'Mira', roles: ['contentEditor'] } });
    const [invitation] = (await arjun.call(e.academy)).body.invitations;
    if (!invitation) throw new Error('no invitation is listed');
    const mira = await signedInBy(
      world,
      await world.anonymous.call(peopleEndpoints.acceptAsNew, { body: { token: tokenOf(invitation), ...ACCOUNT } }),
    );
    expect((await mira.call(identityEndpoints.me)).body.academyRoles).toEqual(['contentEditor']);
    const again = await refused(world, () =>
      arjun.call(e.inviteStaff, { body: { address: 'mira@example.org', name: '', roles: ['contentEditor'] } }),
    );
    expect(again.problem?.errors?.[0]?.pointer).toBe('/body/address');
    const kavya = await world.as('kavya');
    expect(
      (
        await refused(world, () =>
          kavya.call(e.inviteStaff, { body: { address: 'x@example.org', name: '', roles: ['academyAdmin'] } }),
        )
      ).status,
    ).toBe(403);
  });
});

describe('the first steps', () => {
  it('are counted from what is there, and are complete in the demo', async () => {
    const { body } = await (await world.as('arjun')).call(insightEndpoints.start);
    expect(body).toMatchObject({
      isComplete: true,
      isHidden: false,
      academy: { name: 'Aarambh Academy' },
      batch: { state: 'active' },
    });
    expect(body.mocks).toBeGreaterThan(0);
    expect((await (await world.as('kavya')).call(insightEndpoints.start)).status).toBe(403);
  });

  it('begin with nothing, and a step comes undone with what it counted', async () => {
    const path = (await world.anonymous.call(e.startAcademy, { body: { confirmation: 'Aarambh Academy' } })).body
      .setupPath;
    const owner = await signedInBy(world, await world.anonymous.call(e.setUp, { body: setup(tokenOfPath(path)) }));
    const look = async () => (await owner.call(insightEndpoints.start)).body;
    expect(await look()).toMatchObject({
      isComplete: false,
      batch: null,
      mentors: { count: 0 },
      learners: { count: 0 },
      mocks: 0,
    });
    const batch = {
      name: 'One',
      focus: '',
      startsOn: '2026-11-18',
      weeks: 8,
      timeZone: 'Asia/Kolkata',
      capacity: null,
      mocksPerWeek: 1,
      noticeMinutes: 720,
      iInterview: true,
    };
    const { id } = (await owner.call(cohortEndpoints.createBatch, { body: batch })).body;
    expect(await look()).toMatchObject({ batch: { id, state: 'active' }, mentors: { count: 1, withHours: 0 } });
    const person = { batchId: id, personId: owner.personId ?? '' };
    await owner.call(peopleEndpoints.setRoles, {
      params: person,
      body: { roles: [], qualification: { tracks: [], levels: [] } },
    });
    expect(await look()).toMatchObject({ mentors: { count: 0 } });
  });
});
