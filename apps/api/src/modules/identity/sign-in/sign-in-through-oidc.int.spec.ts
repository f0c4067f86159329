import { signInEndpoints as e } from '@dryrun/contracts/sign-in.contract';
import { signInSettingsEndpoints } from '@dryrun/contracts/sign-in-settings.contract';
import { startFakeOidcProvider, type Claims, type FakeOidcProvider } from '../../../../test/fake-oidc-provider.ts';
import { startWorld, type World } from '../../../../test/harness.ts';
import { addressOf, browserOf, cookiesOf, standing, switchOnAuthenticator } from '../../../../test/sign-in-steps.ts';

let world: World;
let provider: FakeOidcProvider;
beforeAll(async () => {
  world = await startWorld();
  provider = await startFakeOidcProvider();
});
afterAll(async () => {
  await provider.close();
  await world.close();
});
beforeEach(async () => {
  provider.misbehave(null);
  await world.query('delete from sign_in_attempt');
  await world.query('update person set email_verified = true');
});

const save = async (changes: { isOn?: boolean; clientSecret?: string | null; discoveryUrl?: string } = {}) =>
  (await world.as('arjun')).call(signInSettingsEndpoints.saveOidc, {
    body: {
      isOn: true,
      name: 'Academy ID',
      discoveryUrl: provider.discoveryUrl,
      clientId: provider.clientId,
      clientSecret: provider.clientSecret,
      ...changes,
    },
  });
const state = async () => (await (await world.as('arjun')).call(signInSettingsEndpoints.get)).body.oidc;

async function begin() {
  const begun = await world.anonymous.call(e.oidcStart);
  return { url: begun.body.url, cookie: cookiesOf(begun) };
}
const finish = (body: Record<string, string>, cookie: string) =>
  world.anonymous.send<undefined>('POST', e.oidcFinish.path, body, { cookie });

async function signIn(claims: Claims) {
  const { url, cookie } = await begin();
  return finish(provider.approve(url, claims), cookie);
}
const asAsha = async (more: Partial<Claims> = {}): Promise<Claims> => ({
  sub: 'asha-at-provider',
  email: await addressOf(world, 'asha'),
  email_verified: true,
  name: 'Asha K',
  ...more,
});
const count = async (table: string) =>
  (await world.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

describe('sign-in through a provider', () => {
  it('does not exist until an admin switches it on', async () => {
    expect((await world.anonymous.call(e.ways)).body.oidc).toBeNull();
    expect((await world.anonymous.call(e.oidcStart)).status).toBe(404);
    expect(await state()).toMatchObject({
      isOn: false,
      state: 'off',
      hasSecret: false,
      redirectUrl: 'http://127.0.0.1:3000/sign-in/oidc',
    });
  });

  it('is set up by academy admins only, with a secret that never comes back and stands nowhere readable', async () => {
    for (const key of ['asha', 'meera']) {
      const before = await world.fingerprint();
      const client = await world.as(key);
      expect((await client.call(signInSettingsEndpoints.get)).status).toBe(403);
      const body = { isOn: true, name: 'x', discoveryUrl: provider.discoveryUrl, clientId: 'x', clientSecret: 'x' };
      expect((await client.call(signInSettingsEndpoints.saveOidc, { body })).status).toBe(403);
      expect(await world.fingerprint()).toBe(before);
    }
    expect((await save({ clientSecret: null })).problem?.errors?.[0]?.pointer).toBe('/body/clientSecret');
    expect((await save({ discoveryUrl: 'http://id.example.org/x' })).problem?.errors?.[0]?.pointer).toBe(
      '/body/discoveryUrl',
    );
    const saved = await save();
    expect(saved.body.oidc).toMatchObject({ isOn: true, state: 'untried', hasSecret: true });
    expect(saved.text).not.toContain(provider.clientSecret);
    for (const table of ['stored_setting', 'audit_entry']) {
      const [row] = await world.query<{ text: string }>(`select string_agg(t::text, ' ') as text from ${table} t`);
      expect(row?.text).not.toContain(provider.clientSecret);
    }
    expect((await world.anonymous.call(e.ways)).body.oidc).toEqual({ name: 'Academy ID' });
  });

  it('signs in who exists, by the address that both sides confirmed, and later by the provider’s name for them', async () => {
    const people = await count('person');
    expect(await standing(browserOf(world, await signIn(await asAsha())))).toBe('ok');
    expect((await state()).state).toBe('ok');
    expect(await standing(browserOf(world, await signIn(await asAsha({ email: 'renamed@example.org' }))))).toBe('ok');
    expect(await count('person')).toBe(people);
    const [row] = await world.query<{ name: string; email: string }>('select name, email from person where id = $1', [
      await world.person('asha'),
    ]);
    expect(row).toEqual({ name: 'Asha Kulkarni', email: (await asAsha()).email });
    expect(await world.query(`select 1 from sign_in_session where method = 'unknown'`)).toEqual([]);
  });

  it('creates nobody and takes nobody over: unknown, unconfirmed there, unconfirmed here, without address — one answer', async () => {
    const email = await addressOf(world, 'ravi');
    const people = await count('person');
    const accounts = await count('sign_in_account');
    const details = new Set<string | undefined>();
    await world.query('update person set email_verified = false where id = $1', [await world.person('neha')]);
    for (const claims of [
      { sub: 'stranger', email: 'stranger@example.org', email_verified: true },
      { sub: 'taker', email, email_verified: false },
      { sub: 'taker2', email },
      { sub: 'early', email: await addressOf(world, 'neha'), email_verified: true },
    ]) {
      const answer = await signIn(claims);
      expect([claims.sub, answer.status, answer.problem?.code]).toEqual([claims.sub, 401, 'oidc_failed']);
      expect(cookiesOf(answer)).toBe('');
      details.add(answer.problem?.detail);
    }
    expect(details.size).toBe(1);
    expect([await count('person'), await count('sign_in_account')]).toEqual([people, accounts]);
  });

  it('lets nobody in who was removed', async () => {
    const claims = { sub: 'samir-at-provider', email: await addressOf(world, 'samir'), email_verified: true };
    await world.query('update person set removed_at = now() where id = $1', [await world.person('samir')]);
    const answer = await signIn(claims);
    expect(answer.problem?.code).toBe('oidc_failed');
  });

  it('does not skip the second factor', async () => {
    await switchOnAuthenticator(world, await world.as('asha'));
    expect(await standing(browserOf(world, await signIn(await asAsha())))).toBe('second_factor_needed');
    await world.query('delete from authenticator');
  });

  it.each(['foreignSignature', 'foreignNonce', 'foreignAudience'] as const)(
    'does not believe an ID token with a fault, and notes it for the admin: %s',
    async (how) => {
      await save();
      const { url, cookie } = await begin();
      provider.misbehave(how);
      const answer = await finish(provider.approve(url, await asAsha()), cookie);
      expect(answer.problem?.code).toBe('oidc_failed');
      expect(await state()).toMatchObject({ state: 'failing', lastError: expect.stringContaining('failed') as string });
    },
  );

  it('finishes only in the browser in which it began, and once', async () => {
    const { url, cookie } = await begin();
    const back = provider.approve(url, await asAsha());
    const elsewhere = await begin();
    expect((await finish(back, '')).problem?.code).toBe('oidc_failed');
    expect((await finish(back, elsewhere.cookie)).problem?.code).toBe('oidc_failed');
    expect((await finish(back, cookie)).status).toBe(204);
    expect((await finish(back, cookie)).problem?.code).toBe('oidc_failed');
  });

  it('tells a person who cancelled there so', async () => {
    const { url, cookie } = await begin();
    const answer = await finish(
      { state: new URL(url).searchParams.get('state') ?? '', error: 'access_denied' },
      cookie,
    );
    expect(answer.problem?.detail).toContain('cancelled');
  });

  it('says when the provider does not answer, keeps that for the admin, and recovers by itself', async () => {
    await save();
    provider.misbehave('down');
    const justStarted = await world.replica();
    try {
      expect((await justStarted.anonymous.call(e.oidcStart)).problem?.code).toBe('oidc_failed');
    } finally {
      await justStarted.close();
    }
    expect(await state()).toMatchObject({ state: 'failing', lastError: expect.stringContaining('503') as string });
    provider.misbehave(null);
    expect((await (await world.as('arjun')).call(signInSettingsEndpoints.testOidc)).body).toEqual({
      isOk: true,
      error: null,
    });
    expect(await standing(browserOf(world, await signIn(await asAsha())))).toBe('ok');
    expect((await state()).state).toBe('ok');
  });

  it('names the fault of a discovery address that is none', async () => {
    await save({ discoveryUrl: provider.discoveryUrl.replace('openid-configuration', 'nothing') });
    const { body } = await (await world.as('arjun')).call(signInSettingsEndpoints.testOidc);
    expect(body).toEqual({ isOk: false, error: expect.stringContaining('404') as string });
  });
});
