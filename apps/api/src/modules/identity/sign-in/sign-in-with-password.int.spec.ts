import { hashPassword as hashScrypt } from 'better-auth/crypto';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { signInEndpoints as e } from '@dryrun/contracts/sign-in.contract';
import { startWorld, type Answer, type World } from '../../../../test/harness.ts';
import {
  browserOf,
  cookiesOf,
  givePassword,
  PASSWORD,
  signInWithPassword,
  standing,
} from '../../../../test/sign-in-steps.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.query('delete from sign_in_attempt'));

/** What a stranger can compare: status, header names and body, without what differs between any two answers. */
const seenOf = ({ status, headers, text }: Answer<unknown>) => ({
  status,
  headers: Object.keys(headers).sort(),
  body: text.replace(/"(traceId|requestId|expiresAt)":"[^"]+"/g, '"$1"'),
});

describe('sign-in with a password', () => {
  it('works, and the cookie then opens the API', async () => {
    const answer = await signInWithPassword(world, await givePassword(world, 'ravi'));
    expect(answer.status).toBe(204);
    const [cookie] = [answer.headers['set-cookie']].flat();
    expect(cookie).toMatch(/^dryrun\.session_token=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Expires=/);
    const me = await browserOf(world, answer).call(identityEndpoints.me);
    expect(me.body.person.name).toBe('Ravi Shankaran');
    const [line] = await world.query(`select after from audit_entry where action = 'signIn.start' and person_id = $1`, [
      await world.person('ravi'),
    ]);
    expect(line).toEqual({ after: { method: 'password' } });
  });

  it('takes the address in any case', async () => {
    expect((await signInWithPassword(world, (await givePassword(world, 'ravi')).toUpperCase())).status).toBe(204);
  });

  it('answers unknown addresses, people without a password, removed people and wrong passwords alike, and changes nothing', async () => {
    await givePassword(world, 'ravi');
    const gone = await givePassword(world, 'samir');
    await world.query('update person set removed_at = now() where id = $1', [await world.person('samir')]);
    const [{ email: passwordless } = { email: '' }] = await world.query<{ email: string }>(
      'select email from person where id = $1',
      [await world.person('asha')],
    );
    const before = await world.fingerprint();
    const wrong = seenOf(await signInWithPassword(world, 'ravi@demo.invalid', 'not the right password'));
    expect(wrong.status).toBe(401);
    expect(wrong.headers).not.toContain('set-cookie');
    for (const email of ['nobody@example.org', passwordless, gone])
      expect(seenOf(await signInWithPassword(world, email))).toEqual(wrong);
    expect(await world.fingerprint()).toBe(before);
  });

  it('takes as long for nobody as for somebody', async () => {
    const email = await givePassword(world, 'ravi');
    const time = async (address: string) => {
      const times: number[] = [];
      for (let i = 0; i < 5; i++) {
        await world.query('delete from sign_in_attempt');
        const start = performance.now();
        await signInWithPassword(world, address, 'wrong password');
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    const [known, unknown] = [await time(email), await time('nobody@example.org')];
    expect(unknown).toBeGreaterThan(known / 2);
    expect(unknown).toBeLessThan(known * 2);
  });

  it('renews a hash of an earlier installation on the way, once', async () => {
    const email = await givePassword(world, 'neha', await hashScrypt(PASSWORD));
    const stored = async () =>
      (
        await world.query<{ password: string }>('select password from sign_in_account where person_id = $1', [
          await world.person('neha'),
        ])
      )[0]?.password ?? '';
    expect((await signInWithPassword(world, email)).status).toBe(204);
    const renewed = await stored();
    expect(renewed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await signInWithPassword(world, email)).status).toBe(204);
    expect(await stored()).toBe(renewed);
  });

  it('is refused from another site and for anything but JSON of the contract', async () => {
    const email = await givePassword(world, 'ravi');
    const post = (body: unknown, headers: Record<string, string> = {}) =>
      world.anonymous.send('POST', e.withPassword.path, body, headers);
    const body = { email, password: PASSWORD };
    expect((await post(body, { origin: 'https://evil.example' })).problem?.code).toBe('cross_site_request');
    expect((await post(body, { 'sec-fetch-site': 'cross-site' })).problem?.code).toBe('cross_site_request');
    expect(
      (await post(`email=${email}&password=${PASSWORD}`, { 'content-type': 'application/x-www-form-urlencoded' }))
        .status,
    ).toBe(415);
    expect((await post(JSON.stringify(body), { 'content-type': 'text/plain' })).status).toBe(415);
    for (const bad of [
      '{',
      '[]',
      'null',
      '""',
      { ...body, extra: 1 },
      { email: 'x', password: PASSWORD },
      { email: [email], password: PASSWORD },
    ])
      expect((await post(bad)).status).toBe(400);
  });

  it('ends the session that the browser held before', async () => {
    const email = await givePassword(world, 'ravi');
    const first = browserOf(world, await signInWithPassword(world, email));
    const second = await first.call(e.withPassword, { body: { email, password: PASSWORD } });
    expect(await standing(first)).toBe('not_signed_in');
    expect(await standing(browserOf(world, second))).toBe('ok');
  });

  it('opens none of the sign-in library’s own paths', async () => {
    for (const path of [
      '/sign-in/email',
      '/sign-up/email',
      '/update-user',
      '/get-session',
      '/passkey/verify-registration',
      '/callback/oidc',
      '/error',
    ])
      for (const method of ['GET', 'POST'])
        expect(
          (await world.anonymous.send(method, `/api/auth${path}`, method === 'POST' ? {} : undefined)).status,
        ).toBe(404);
  });
});

describe('signing out', () => {
  it('ends the session for a copied cookie as well, and clears the cookie', async () => {
    const client = await world.as('neha');
    const answer = await client.call(e.signOut);
    expect(String(answer.headers['set-cookie'])).toContain('Expires=Thu, 01 Jan 1970');
    expect(await standing(client)).toBe('not_signed_in');
  });

  it('is no error when nobody is signed in', async () => {
    expect((await world.anonymous.call(e.signOut)).status).toBe(204);
  });
});

describe('guessing passwords', () => {
  const tooMany = (answer: Answer<unknown>) => [answer.status, answer.problem?.code, answer.headers['retry-after']];

  it('has to wait longer each time, for addresses that exist and for those that do not, and ends with the wait', async () => {
    const email = await givePassword(world, 'ravi');
    for (const address of [email, 'nobody@example.org']) {
      await world.query('delete from sign_in_attempt');
      for (let i = 0; i < 6; i++) expect((await signInWithPassword(world, address, 'wrong')).status).toBe(401);
      const first = await signInWithPassword(world, address);
      expect(tooMany(first)).toEqual([429, 'too_many_requests', '2']);
      world.clock.advance(2_000);
      expect((await signInWithPassword(world, address, 'wrong')).status).toBe(401);
      expect(tooMany(await signInWithPassword(world, address))).toEqual([429, 'too_many_requests', '4']);
      world.clock.advance(4_000);
      expect((await signInWithPassword(world, address)).status).toBe(address === email ? 204 : 401);
    }
  });

  it('counts guesses sent side by side', async () => {
    const email = await givePassword(world, 'ravi');
    const answers = await Promise.all(Array.from({ length: 20 }, () => signInWithPassword(world, email, 'wrong')));
    expect(answers.filter((a) => a.status === 401)).toHaveLength(6);
    expect(answers.filter((a) => a.status === 429)).toHaveLength(14);
  });

  it('from one network at many accounts is slowed down as well, and other networks are not', async () => {
    const from = (address: string, i: number) =>
      world.app.inject({
        method: 'POST',
        url: e.withPassword.path,
        remoteAddress: address,
        payload: { email: `person${i}@example.org`, password: 'x' },
      });
    const statuses: number[] = [];
    // One household: every address of the same /64.
    for (let i = 0; i < 45; i++) statuses.push((await from(`2001:db8:1:2::${i.toString(16)}`, i)).statusCode);
    expect(statuses.filter((s) => s === 429).length).toBeGreaterThan(0);
    expect((await from('2001:db8:1:3::1', 99)).statusCode).toBe(401);
  });

  it('does not believe a client about its address, unless a trusted proxy says so', async () => {
    const attempts = async (target: World) => {
      await world.query('delete from sign_in_attempt');
      await target.anonymous.send(
        'POST',
        e.withPassword.path,
        { email: 'x@example.org', password: 'x' },
        { 'x-forwarded-for': '203.0.113.77' },
      );
      await target.anonymous.send(
        'POST',
        e.withPassword.path,
        { email: 'y@example.org', password: 'x' },
        { 'x-forwarded-for': '203.0.113.78' },
      );
      return (await world.query<{ count: number }>(`select count from sign_in_attempt where key like 'network:%'`)).map(
        (r) => Math.round(r.count),
      );
    };
    expect(await attempts(world)).toEqual([2]);
    const behindProxy = await world.replica({ trustedProxies: ['127.0.0.1'] });
    try {
      expect(await attempts(behindProxy)).toEqual([1, 1]);
    } finally {
      await behindProxy.close();
    }
  });

  it('leaves no address readable in the counters', async () => {
    const email = await givePassword(world, 'ravi');
    await signInWithPassword(world, email, 'wrong');
    const keys = await world.query<{ key: string }>('select key from sign_in_attempt');
    expect(keys.length).toBe(3);
    expect(JSON.stringify(keys)).not.toMatch(/ravi|demo\.invalid|127\.0/);
  });
});

describe('a stolen copy of the database', () => {
  it('signs nobody in: tokens are worth nothing without the server’s signature', async () => {
    await signInWithPassword(world, await givePassword(world, 'ravi'));
    const [row] = await world.query<{ token: string }>(
      'select token from sign_in_session order by created_at desc limit 1',
    );
    for (const forged of [
      `${row?.token}`,
      `${row?.token}.${Buffer.from('x'.repeat(32)).toString('base64')}`,
      `.${row?.token}`,
    ])
      expect(
        (
          await world.anonymous.send('GET', '/api/me', undefined, {
            cookie: `dryrun.session_token=${encodeURIComponent(forged)}`,
          })
        ).status,
      ).toBe(401);
  });

  it('a server with another secret does not accept the cookies either', async () => {
    const answer = await signInWithPassword(world, await givePassword(world, 'ravi'));
    const other = await world.replica({ sessionSecret: 'another secret of at least 32 characters' });
    try {
      expect((await other.anonymous.send('GET', '/api/me', undefined, { cookie: cookiesOf(answer) })).status).toBe(401);
    } finally {
      await other.close();
    }
  });
});
