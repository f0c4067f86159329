import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { securityEndpoints } from '@dryrun/contracts/security.contract';
import { signInEndpoints as e } from '@dryrun/contracts/sign-in.contract';
import { signInSettingsEndpoints } from '@dryrun/contracts/sign-in-settings.contract';
import { ALL_ENDPOINTS } from '../../../platform/http/endpoint-table.ts';
import { startMailbox, type Mailbox } from '../../../../test/mailbox.ts';
import { startWorld, type TestClient, type World } from '../../../../test/harness.ts';
import {
  addPasskey,
  browserOf,
  cookiesOf,
  givePassword,
  signInWithPassword,
  standing,
  switchOnAuthenticator,
  usePasskey,
  type AuthenticatorApp,
} from '../../../../test/sign-in-steps.ts';
import { SoftwarePasskey } from '../../../../test/software-passkey.ts';

let world: World;
let mailbox: Mailbox;
beforeAll(async () => {
  world = await startWorld();
  mailbox = await startMailbox(world);
});
afterAll(async () => {
  await mailbox.close();
  await world.close();
});
beforeEach(() => world.query('delete from sign_in_attempt'));

const give = (client: TestClient, code: string) => client.call(e.secondFactor, { body: { code } });

describe('an authenticator app', () => {
  let email: string;
  let app: AuthenticatorApp;
  let recoveryCodes: string[];
  let setUpIn: TestClient;

  beforeAll(async () => {
    email = await givePassword(world, 'dev');
    const before = await world.as('dev');
    ({ app, recoveryCodes, client: setUpIn } = await switchOnAuthenticator(world, before));
    await mailbox.open();
  });

  it('gives the session in which it was switched on a new token, and asks every other session for a code', async () => {
    const other = await world.as('dev');
    expect(await standing(setUpIn)).toBe('ok');
    await world.query(`update sign_in_session set second_factor_at = null where token = $1`, [
      other.cookie?.split('=')[1]?.split('.')[0],
    ]);
    expect(await standing(other)).toBe('second_factor_needed');
  });

  it('is asked for after a password; until then nothing else answers', async () => {
    const half = browserOf(world, await signInWithPassword(world, email));
    expect(await standing(half)).toBe('second_factor_needed');
    expect((await half.call(e.step)).body).toEqual({ step: 'secondFactor', hasAuthenticator: true, hasPasskey: false });
    world.clock.advance(30_000);
    const whole = await give(half, app.code());
    expect(whole.status).toBe(204);
    expect(await standing(half)).toBe('not_signed_in');
    expect(await standing(browserOf(world, whole))).toBe('ok');
  });

  it('lets a half signed-in browser reach no other address of the whole table', async () => {
    const half = browserOf(world, await signInWithPassword(world, email));
    const open: string[] = [];
    for (const spec of ALL_ENDPOINTS) {
      if (spec.access === 'public') continue;
      const path = spec.path.replace(/:[A-Za-z]+/g, '01890000-0000-7000-8000-000000000000');
      const answer = await half.send(spec.method, path, spec.body ? {} : undefined, {
        'idempotency-key': 'half-signed-in',
      });
      if (answer.problem?.code !== 'second_factor_needed') open.push(`${spec.method} ${spec.path}`);
    }
    expect(open.sort()).toEqual(['GET /api/sign-in/step', 'POST /api/sign-in/second-factor']);
  });

  it('is not skipped by a mailed link, a mailed code or a new password', async () => {
    const ways: Record<string, () => Promise<TestClient>> = {
      link: async () => {
        await world.anonymous.call(e.askMail, { body: { email } });
        const [letter] = await mailbox.open();
        return browserOf(world, await world.anonymous.call(e.withLink, { body: { token: letter?.token ?? '' } }));
      },
      code: async () => {
        const { body } = await world.anonymous.call(e.askMail, { body: { email } });
        const [letter] = await mailbox.open();
        return browserOf(
          world,
          await world.anonymous.call(e.withCode, { body: { requestId: body.requestId, code: letter?.code ?? '' } }),
        );
      },
      reset: async () => {
        await world.anonymous.call(e.askReset, { body: { email } });
        const [letter] = await mailbox.open();
        return browserOf(
          world,
          await world.anonymous.call(e.resetPassword, {
            body: { proof: { token: letter?.token ?? '' }, password: 'yet another long one' },
          }),
        );
      },
    };
    for (const [name, way] of Object.entries(ways))
      expect([name, await standing(await way())]).toEqual([name, 'second_factor_needed']);
    await givePassword(world, 'dev');
    await mailbox.open();
  });

  it('takes no code twice', async () => {
    world.clock.advance(60_000);
    const code = app.code();
    expect((await give(browserOf(world, await signInWithPassword(world, email)), code)).status).toBe(204);
    expect((await give(browserOf(world, await signInWithPassword(world, email)), code)).problem?.code).toBe(
      'wrong_code',
    );
  });

  it('takes one code once, also when it comes twice at a time', async () => {
    world.clock.advance(60_000);
    const [one, two] = [
      browserOf(world, await signInWithPassword(world, email)),
      browserOf(world, await signInWithPassword(world, email)),
    ];
    const code = app.code();
    expect((await Promise.all([give(one, code), give(two, code)])).map((a) => a.status).sort()).toEqual([204, 401]);
  });

  it('cannot be guessed: the waits grow, across sessions', async () => {
    const statuses = [];
    for (let i = 0; i < 9; i++) {
      await world.query(`delete from sign_in_attempt where key like '%:password:%'`);
      statuses.push((await give(browserOf(world, await signInWithPassword(world, email)), '000000')).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429, 429, 429]);
  });

  it('is replaced by each recovery code once, and the person is told', async () => {
    const [first = ''] = recoveryCodes;
    const half = browserOf(world, await signInWithPassword(world, email));
    expect(await standing(browserOf(world, await give(half, first.toUpperCase())))).toBe('ok');
    expect((await mailbox.open()).some((l) => l.text.includes('recovery codes'))).toBe(true);
    expect((await give(browserOf(world, await signInWithPassword(world, email)), first)).problem?.code).toBe(
      'wrong_code',
    );
    const security = await (await world.as('dev')).call(securityEndpoints.get);
    expect(security.body.authenticator?.recoveryCodesLeft).toBe(9);
  });

  it('leaves neither its secret nor a recovery code readable in the database', async () => {
    const [row] = await world.query<{ a: string; c: string }>(
      `select (select string_agg(a::text, ' ') from authenticator a) as a, (select string_agg(c::text, ' ') from recovery_code c) as c`,
    );
    for (const code of recoveryCodes) expect(row?.c).not.toContain(code.replace('-', ''));
    expect(row?.a).toMatch(/v1\./);
  });

  it('works until a new one is confirmed, and the new one only afterwards', async () => {
    world.clock.advance(60_000);
    const fresh = await world.as('dev');
    await fresh.call(securityEndpoints.startAuthenticator);
    expect((await give(browserOf(world, await signInWithPassword(world, email)), app.code())).status).toBe(204);
    expect((await fresh.call(securityEndpoints.confirmAuthenticator, { body: { code: '000000' } })).problem?.code).toBe(
      'wrong_code',
    );
    world.clock.advance(16 * 60_000);
    const late = await world.as('dev');
    expect((await late.call(securityEndpoints.confirmAuthenticator, { body: { code: '000000' } })).problem?.code).toBe(
      'proof_over',
    );
  });

  it('can be switched off by somebody whose roles do not need it, and then signing in takes one step', async () => {
    const client = await world.as('dev');
    expect((await client.call(securityEndpoints.removeAuthenticator)).status).toBe(204);
    expect(await standing(browserOf(world, await signInWithPassword(world, email)))).toBe('ok');
    expect(
      (await mailbox.open()).some((l) => l.text.includes('switched off') || l.text.includes('no longer asks')),
    ).toBe(true);
  });
});

describe('an academy admin', () => {
  it('without a second factor is led to setting one up at the next sign-in, and is in once it is done', async () => {
    const email = await givePassword(world, 'arjun');
    const half = browserOf(world, await signInWithPassword(world, email));
    expect(await standing(half)).toBe('second_factor_setup_needed');
    expect((await half.call(e.step)).body.step).toBe('setUp');
    expect((await half.call(securityEndpoints.get)).body.isSecondFactorRequired).toBe(true);
    expect(
      (await half.call(securityEndpoints.setPassword, { body: { password: 'another long password' } })).problem?.code,
    ).toBe('second_factor_setup_needed');
    const { client } = await switchOnAuthenticator(world, half);
    expect(await standing(client)).toBe('ok');
    expect((await client.call(identityEndpoints.me)).body.academyRoles).toContain('academyAdmin');
  });

  it('cannot take the last second factor away', async () => {
    const client = await world.as('arjun');
    const before = await world.fingerprint();
    expect((await client.call(securityEndpoints.removeAuthenticator)).problem?.code).toBe('second_factor_required');
    expect(await world.fingerprint()).toBe(before);
  });

  it('cannot set up another factor with the password alone', async () => {
    const half = browserOf(world, await signInWithPassword(world, await givePassword(world, 'arjun')));
    expect((await half.call(securityEndpoints.startAuthenticator)).problem?.code).toBe('second_factor_needed');
    expect((await half.call(securityEndpoints.passkeyOptions)).problem?.code).toBe('second_factor_needed');
  });

  it('may do without once the academy says so, which only admins can say', async () => {
    await world.query('delete from authenticator');
    const email = await givePassword(world, 'arjun');
    for (const key of ['meera', 'asha']) {
      const answer = await (
        await world.as(key)
      ).call(signInSettingsEndpoints.requireSecondFactor, { body: { isRequired: false } });
      expect(answer.problem?.code).toBe('forbidden');
    }
    const admin = await world.as('arjun');
    expect(
      (await admin.call(signInSettingsEndpoints.requireSecondFactor, { body: { isRequired: false } })).body
        .isSecondFactorRequired,
    ).toBe(false);
    expect(await standing(browserOf(world, await signInWithPassword(world, email)))).toBe('ok');
    await admin.call(signInSettingsEndpoints.requireSecondFactor, { body: { isRequired: true } });
    expect(await standing(browserOf(world, await signInWithPassword(world, email)))).toBe('second_factor_setup_needed');
  });

  it('of the demo gets in with one tap', async () => {
    const answer = await world.anonymous.call(identityEndpoints.demoSignIn, { body: { key: 'arjun' } });
    const client = browserOf(world, answer);
    expect(await standing(client)).toBe('ok');
    const real = await world.replica({ isDemo: false });
    try {
      expect(
        (await real.anonymous.send('GET', '/api/me', undefined, { cookie: client.cookie ?? '' })).problem?.code,
      ).toBe('not_signed_in');
    } finally {
      await real.close();
    }
  });
});

describe('a passkey', () => {
  const origin = 'http://localhost:3000';
  let onName: World;
  beforeAll(async () => {
    onName = await world.replica({ publicUrl: origin });
  });
  afterAll(() => onName.close());

  it('is offered only where the address is a name', async () => {
    expect((await world.anonymous.call(e.ways)).body.passkeys).toBe(false);
    expect((await onName.anonymous.call(e.ways)).body).toMatchObject({ passkeys: true, mail: true, oidc: null });
  });

  it('is added, signs in as both factors at once, and is named, listed and removed', async () => {
    const client = await onName.as('claire');
    const { client: renewed } = await switchOnAuthenticator(onName, client);
    const passkey = new SoftwarePasskey(origin);
    const added = await addPasskey(renewed, passkey);
    expect(added.status).toBe(201);
    const mine = browserOf(onName, added);
    const signedIn = browserOf(onName, await usePasskey(onName, passkey));
    expect(await standing(signedIn)).toBe('ok');
    expect(
      (
        await mine.call(securityEndpoints.renamePasskey, {
          params: { passkeyId: added.body.id },
          body: { name: 'Blue phone' },
        })
      ).status,
    ).toBe(204);
    expect((await mine.call(securityEndpoints.get)).body.passkeys).toEqual([
      {
        id: added.body.id,
        name: 'Blue phone',
        addedAt: expect.any(String) as string,
        lastUsedAt: world.clock.now().toISOString(),
      },
    ]);
    expect((await mine.call(securityEndpoints.removePasskey, { params: { passkeyId: added.body.id } })).status).toBe(
      204,
    );
    expect((await usePasskey(onName, passkey)).problem?.code).toBe('passkey_refused');
  });

  it('leaves no session of the library behind, and its challenge works once', async () => {
    const client = await onName.as('dev');
    const passkey = new SoftwarePasskey(origin);
    await addPasskey(client, passkey);
    const begun = await onName.anonymous.call(e.passkeyOptions);
    const cookie = cookiesOf(begun);
    const answer = passkey.use(begun.body.options);
    const send = () => onName.anonymous.send('POST', e.withPasskey.path, { answer }, { cookie });
    expect((await send()).status).toBe(204);
    expect((await send()).problem?.code).toBe('passkey_refused');
    expect(await world.query(`select 1 from sign_in_session where method = 'unknown'`)).toEqual([]);
  });

  it('is refused from another site, without its screen lock, or with a broken signature', async () => {
    const client = await onName.as('ravi');
    const passkey = new SoftwarePasskey(origin);
    expect((await addPasskey(client, new SoftwarePasskey(origin), { isUnlocked: false })).problem?.code).toBe(
      'passkey_refused',
    );
    expect((await addPasskey(client, new SoftwarePasskey('https://evil.example'))).problem?.code).toBe(
      'passkey_refused',
    );
    expect((await addPasskey(client, passkey)).status).toBe(201);
    expect((await usePasskey(onName, passkey, { isUnlocked: false })).problem?.code).toBe('passkey_refused');
    const thief = new SoftwarePasskey(origin);
    thief.id.set(passkey.id);
    expect((await usePasskey(onName, thief)).problem?.code).toBe('passkey_refused');
  });

  it('begun by one person is not added to the account of the next one in the same browser', async () => {
    const [first, second] = [await onName.as('asha'), await onName.as('neha')];
    const begun = await first.call(securityEndpoints.passkeyOptions);
    const cookies = cookiesOf(begun);
    const before = await world.fingerprint();
    // What is kept with a challenge names nobody.
    const [kept] = await world.query<{ text: string }>(
      `select string_agg(v::text, ' ') as text from sign_in_verification v`,
    );
    expect(kept?.text).not.toMatch(/@|Asha/);
    expect(begun.body.options['user']).toMatchObject({ displayName: 'Asha Kulkarni' });
    const answer = await second.send(
      'POST',
      securityEndpoints.addPasskey.path,
      { name: 'x', answer: new SoftwarePasskey(origin).make(begun.body.options) },
      { cookie: `${second.cookie}; ${cookies}` },
    );
    expect(answer.problem?.code).toBe('passkey_refused');
    expect(await world.fingerprint()).toBe(before);
  });

  it('of another person does not exist for me', async () => {
    const mine = await onName.as('asha');
    const [theirs] = await world.query<{ id: string }>('select id from passkey where person_id = $1', [
      await world.person('ravi'),
    ]);
    const before = await world.fingerprint();
    for (const passkeyId of [theirs?.id ?? '', '01890000-0000-7000-8000-000000000000']) {
      expect((await mine.call(securityEndpoints.removePasskey, { params: { passkeyId } })).status).toBe(404);
      expect(
        (await mine.call(securityEndpoints.renamePasskey, { params: { passkeyId }, body: { name: 'mine' } })).status,
      ).toBe(404);
    }
    expect(await world.fingerprint()).toBe(before);
  });

  it('is enough of a second factor for an admin, who then needs it', async () => {
    await world.query('delete from authenticator where person_id = $1', [await world.person('arjun')]);
    const email = await givePassword(world, 'arjun');
    const half = browserOf(onName, await signInWithPassword(onName, email));
    expect(await standing(half)).toBe('second_factor_setup_needed');
    const passkey = new SoftwarePasskey(origin);
    const added = await addPasskey(half, passkey);
    expect(await standing(browserOf(onName, added))).toBe('ok');
    const next = browserOf(onName, await signInWithPassword(onName, email));
    expect(await standing(next)).toBe('second_factor_needed');
    expect((await next.call(e.step)).body).toEqual({ step: 'secondFactor', hasAuthenticator: false, hasPasskey: true });
    const whole = browserOf(onName, await usePasskey(onName, passkey, {}, next));
    expect(await standing(whole)).toBe('ok');
    expect(await standing(next)).toBe('not_signed_in');
    expect(
      (await whole.call(securityEndpoints.removePasskey, { params: { passkeyId: added.body.id } })).problem?.code,
    ).toBe('second_factor_required');
  });
});
