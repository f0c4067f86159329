import { identityEndpoints as e } from '@dryrun/contracts/identity.contract';
import { startWorld, type World } from '../../../test/harness.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const cookieOf = (headers: Readonly<Record<string, unknown>>) =>
  String([headers['set-cookie']].flat()[0] ?? '').split(';', 1)[0] ?? '';

describe('the signed-in person', () => {
  it('is told who they are and what they may do where', async () => {
    const { body } = await (await world.as('meera')).call(e.me);
    expect(body.person.name).toBe('Meera Iyer');
    expect(body.batches.map((b) => b.roles)).toEqual([['leadMentor', 'mentor']]);
  });

  it('sees every batch as academy admin, and none of the others as a learner', async () => {
    expect((await (await world.as('arjun')).call(e.me)).body.batches).toHaveLength(2);
    expect((await (await world.as('asha')).call(e.me)).body.batches).toHaveLength(1);
  });

  it('loses a role on the very next request', async () => {
    const client = await world.as('jonas');
    expect((await client.call(e.me)).body.batches).toHaveLength(1);
    await world.query('delete from role_grant where person_id = $1', [client.personId]);
    expect((await client.call(e.me)).body.batches).toHaveLength(0);
  });

  it('is nobody any more once removed', async () => {
    const client = await world.as('samir');
    await world.query('update person set removed_at = now() where id = $1', [client.personId]);
    expect((await client.call(e.me)).problem?.code).toBe('not_signed_in');
  });

  it('changes their zone, with an audit line', async () => {
    const client = await world.as('claire');
    const { body } = await client.call(e.updateMe, { body: { timeZone: 'Europe/London' } });
    expect(body.person.timeZone).toBe('Europe/London');
    const lines = await world.query(
      `select before, after from audit_entry where action = 'profile.update' and subject_id = $1`,
      [client.personId],
    );
    expect(lines).toEqual([{ before: { timeZone: 'America/New_York' }, after: { timeZone: 'Europe/London' } }]);
  });

  it('gets a named field and an unchanged database for a zone that does not exist', async () => {
    const client = await world.as('dev');
    const before = await world.fingerprint();
    for (const timeZone of ['Mars/Olympus', '', 'x'.repeat(65), 42]) {
      const { status, problem } = await client.send('PATCH', '/api/me', { timeZone });
      expect([status, problem?.errors?.[0]?.pointer]).toEqual([400, '/body/timeZone']);
    }
    expect(await world.fingerprint()).toBe(before);
  });
});

describe('the audit', () => {
  it('cannot be changed or thinned out, whatever the application does', async () => {
    await (await world.as('asha')).call(e.updateMe, { body: { timeZone: 'Asia/Dubai' } });
    await expect(world.query(`update audit_entry set action = 'x'`)).rejects.toThrow('append-only');
    await expect(world.query('delete from audit_entry')).rejects.toThrow('append-only');
  });
});

describe('a session cookie', () => {
  it('is worth nothing without the signature of this server', async () => {
    const [row] = await world.query<{ token: string }>('select token from sign_in_session limit 1');
    const forged = `dryrun.session_token=${encodeURIComponent(`${row?.token}.${Buffer.from('x'.repeat(32)).toString('base64')}`)}`;
    expect((await world.anonymous.send('GET', '/api/me', undefined, { cookie: forged })).status).toBe(401);
    expect(
      (await world.anonymous.send('GET', '/api/me', undefined, { cookie: `dryrun.session_token=${row?.token}` }))
        .status,
    ).toBe(401);
  });
});

describe('demo sign-in', () => {
  it('lists the seeded people and signs in as one of them', async () => {
    const { body } = await world.anonymous.call(e.demoPeople);
    expect(body.items.map((p) => p.key)).toEqual(expect.arrayContaining(['asha', 'dev', 'kavya', 'arjun', 'zoya']));
    const answer = await world.anonymous.call(e.demoSignIn, { body: { key: 'kavya' } });
    const me = await world.anonymous.send<{ person: { name: string } }>('GET', '/api/me', undefined, {
      cookie: cookieOf(answer.headers),
    });
    expect(me.body.person.name).toBe('Kavya Nair');
  });

  it('knows nobody else', async () => {
    expect((await world.anonymous.call(e.demoSignIn, { body: { key: 'root' } })).status).toBe(404);
  });

  it('does not exist when DEMO is off', async () => {
    const real = await world.replica({ isDemo: false });
    try {
      expect((await real.anonymous.call(e.demoPeople)).status).toBe(404);
      expect((await real.anonymous.call(e.demoSignIn, { body: { key: 'kavya' } })).status).toBe(404);
      expect((await real.anonymous.call(e.installation)).body.isDemo).toBe(false);
    } finally {
      await real.close();
    }
  });
});
