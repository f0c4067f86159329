import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { securityEndpoints as e } from '@dryrun/contracts/security.contract';
import { signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { startMailbox, type Mailbox } from '../../../../test/mailbox.ts';
import { startWorld, type World } from '../../../../test/harness.ts';
import {
  addPasskey,
  addressOf,
  browserOf,
  givePassword,
  PASSWORD,
  signInWithPassword,
  standing,
  switchOnAuthenticator,
  usePasskey,
} from '../../../../test/sign-in-steps.ts';
import { SoftwarePasskey } from '../../../../test/software-passkey.ts';
import { Database } from '../../../platform/db/database.ts';
import { Sessions } from '../sign-in/sessions.ts';

const MINUTE = 60_000;
const ANDROID =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';
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

describe('the list of sign-in sessions', () => {
  it('shows each browser in words, with the beginning of its address, this one first', async () => {
    const email = await givePassword(world, 'asha');
    await world.query('delete from sign_in_session');
    const phone = await world.app.inject({
      method: 'POST',
      url: signInEndpoints.withPassword.path,
      headers: { 'user-agent': ANDROID },
      remoteAddress: '203.0.113.77',
      payload: { email, password: PASSWORD },
    });
    expect(phone.statusCode).toBe(204);
    world.clock.advance(MINUTE);
    const here = browserOf(world, await signInWithPassword(world, email));
    const { body } = await here.call(e.sessions);
    expect(body.items.map(({ device, place, method, isThisOne }) => ({ device, place, method, isThisOne }))).toEqual([
      { device: 'An unknown device', place: 'this machine', method: 'password', isThisOne: true },
      { device: 'Chrome on Android', place: '203.0.113.…', method: 'password', isThisOne: false },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/203\.0\.113\.77|token/i);
  });

  it('remembers when a browser was last seen', async () => {
    const here = await world.as('asha');
    await here.call(e.sessions);
    world.clock.advance(6 * MINUTE);
    const { body } = await here.call(e.sessions);
    expect(body.items[0]?.lastSeenAt).toBe(world.clock.now().toISOString());
  });

  it('signs one other browser out with its very next request', async () => {
    const [here, there] = [await world.as('neha'), await world.as('neha')];
    const { body } = await there.call(e.sessions);
    const sessionId = body.items.find((s) => s.isThisOne)?.id ?? '';
    expect((await here.call(e.endSession, { params: { sessionId } })).status).toBe(204);
    expect([await standing(there), await standing(here)]).toEqual(['not_signed_in', 'ok']);
  });

  it('signs out everywhere else, and nobody else', async () => {
    const [here, there, stranger] = [await world.as('neha'), await world.as('neha'), await world.as('asha')];
    expect((await here.call(e.endOtherSessions)).status).toBe(204);
    expect([await standing(here), await standing(there), await standing(stranger)]).toEqual([
      'ok',
      'not_signed_in',
      'ok',
    ]);
  });

  it('holds nobody else’s: ending theirs answers as for an unknown one', async () => {
    const [mine, theirs] = [await world.as('asha'), await world.as('zoya')];
    const { body } = await theirs.call(e.sessions);
    const answers = [];
    for (const sessionId of [body.items[0]?.id ?? '', '01890000-0000-7000-8000-000000000000'])
      answers.push((await mine.call(e.endSession, { params: { sessionId } })).status);
    expect([answers, await standing(theirs)]).toEqual([[404, 404], 'ok']);
  });

  it('ends with thirty days', async () => {
    const here = browserOf(world, await signInWithPassword(world, await givePassword(world, 'asha')));
    world.clock.advance(30 * 24 * 60 * MINUTE - 1);
    expect(await standing(here)).toBe('ok');
    world.clock.advance(1);
    expect(await standing(here)).toBe('not_signed_in');
  });
});

describe('a token that was rotated', () => {
  const rotate = async (key: string) => {
    const id = await world.person(key);
    await world.app
      .get(Database, { strict: false })
      .write((tx) => world.app.get(Sessions, { strict: false }).rotateAll(tx, id));
  };

  it('is replaced with the next request; the old one works for what is on its way, then no more', async () => {
    const old = await world.as('dev');
    await rotate('dev');
    const answer = await old.call(identityEndpoints.me);
    const fresh = browserOf(world, answer);
    expect(fresh.cookie).not.toBe(old.cookie);
    expect([await standing(old), await standing(fresh)]).toEqual(['ok', 'ok']);
    expect((await fresh.call(identityEndpoints.me)).headers['set-cookie']).toBeUndefined();
    world.clock.advance(MINUTE);
    expect([await standing(old), await standing(fresh)]).toEqual(['not_signed_in', 'ok']);
  });

  it('is replaced once when a page sends many requests at a time', async () => {
    const old = await world.as('dev');
    await rotate('dev');
    const answers = await Promise.all(Array.from({ length: 8 }, () => old.call(identityEndpoints.me)));
    expect(answers.map((a) => a.status)).toEqual(Array<number>(8).fill(200));
    expect(answers.filter((a) => a.headers['set-cookie'] !== undefined)).toHaveLength(1);
  });
});

describe('a recent sign-in', () => {
  const guarded = (client: Awaited<ReturnType<World['as']>>) =>
    client.call(e.setPassword, { body: { password: 'a new and long password' } });

  it('is asked for after fifteen minutes, nothing is changed before, and confirming with the password is enough', async () => {
    const email = await givePassword(world, 'asha');
    const client = browserOf(world, await signInWithPassword(world, email));
    world.clock.advance(15 * MINUTE + 1);
    const before = await world.fingerprint();
    expect((await guarded(client)).problem?.code).toBe('recent_sign_in_needed');
    expect((await client.call(e.confirmWithPassword, { body: { password: 'wrong' } })).problem?.code).toBe(
      'wrong_credentials',
    );
    expect(await world.fingerprint()).toBe(before);
    expect((await client.call(e.confirmWays)).body).toEqual({ password: true, passkey: false, mail: true });
    expect((await client.call(e.confirmWithPassword, { body: { password: PASSWORD } })).status).toBe(204);
    expect((await guarded(client)).status).toBe(204);
  });

  it('can be confirmed with a mailed code of one’s own, once', async () => {
    const client = await world.as('neha');
    const other = await world.as('asha');
    world.clock.advance(16 * MINUTE);
    await mailbox.open();
    const { body } = await client.call(e.askConfirmMail);
    const [letter] = await mailbox.open();
    const given = { requestId: body.requestId, code: letter?.code ?? '' };
    expect([letter?.to, letter?.token]).toEqual([await addressOf(world, 'neha'), '']);
    expect((await other.call(e.confirmWithCode, { body: given })).problem?.code).toBe('wrong_code');
    expect((await client.call(e.confirmWithCode, { body: given })).status).toBe(204);
    expect((await client.call(e.confirmWithCode, { body: given })).problem?.code).toBe('proof_over');
    expect((await guarded(client)).status).toBe(204);
    await mailbox.open();
  });

  it('can be confirmed with one’s own passkey, not with another person’s', async () => {
    const origin = 'http://localhost:3000';
    const onName = await world.replica({ publicUrl: origin });
    try {
      const [mine, theirs] = [new SoftwarePasskey(origin), new SoftwarePasskey(origin)];
      const client = browserOf(onName, await addPasskey(await onName.as('claire'), mine));
      await addPasskey(await onName.as('dev'), theirs);
      world.clock.advance(16 * MINUTE);
      expect((await usePasskey(onName, theirs, {}, client, e.confirmWithPasskey.path)).problem?.code).toBe(
        'passkey_refused',
      );
      expect((await guarded(client)).problem?.code).toBe('recent_sign_in_needed');
      expect((await usePasskey(onName, mine, {}, client, e.confirmWithPasskey.path)).status).toBe(204);
      expect((await guarded(client)).status).toBe(204);
    } finally {
      await onName.close();
    }
  });

  it('guards everything that changes the locks of an account', () => {
    const guardedNames = Object.entries(e)
      .filter(([, spec]) => 'needsRecentSignIn' in spec)
      .map(([name]) => name)
      .sort();
    expect(guardedNames).toEqual([
      'addPasskey',
      'askAddressChange',
      'confirmAuthenticator',
      'newRecoveryCodes',
      'passkeyOptions',
      'removeAuthenticator',
      'removePasskey',
      'setPassword',
      'startAuthenticator',
    ]);
  });

  it('is never asked for in the demo, where another tap would give it', async () => {
    const client = browserOf(
      world,
      await world.anonymous.call(identityEndpoints.demoSignIn, { body: { key: 'kavya' } }),
    );
    world.clock.advance(60 * MINUTE);
    expect((await client.call(e.startAuthenticator)).status).toBe(200);
  });
});

describe('changing the password', () => {
  it('signs out everywhere else, renews this token, tells the person, and leaves an audit line', async () => {
    const email = await givePassword(world, 'ravi');
    const [here, there] = [await world.as('ravi'), await world.as('ravi')];
    await mailbox.open();
    const answer = await here.call(e.setPassword, { body: { password: 'a new and long password' } });
    expect([await standing(here), await standing(there), await standing(browserOf(world, answer))]).toEqual([
      'not_signed_in',
      'not_signed_in',
      'ok',
    ]);
    expect((await signInWithPassword(world, email, 'a new and long password')).status).toBe(204);
    expect((await mailbox.open()).map((l) => l.to)).toEqual([email]);
    expect(
      await world.query(`select before, after from audit_entry where action = 'password.set' and person_id = $1`, [
        await world.person('ravi'),
      ]),
    ).toEqual([{ before: null, after: null }]);
  });

  it('refuses a short one at its field', async () => {
    const client = await world.as('ravi');
    const before = await world.fingerprint();
    const { status, problem } = await client.call(e.setPassword, { body: { password: 'elevenchars' } });
    expect([status, problem?.errors?.[0]?.pointer]).toEqual([400, '/body/password']);
    expect(await world.fingerprint()).toBe(before);
  });
});

describe('changing the address', () => {
  const NEW = 'asha.new@example.org';

  it('needs the mail at the new one, tells the old one, and signs out everywhere else', async () => {
    const [here, there] = [await world.as('asha'), await world.as('asha')];
    const old = await addressOf(world, 'asha');
    await mailbox.open();
    const { body } = await here.call(e.askAddressChange, { body: { email: NEW } });
    const [letter] = await mailbox.open();
    expect(letter?.to).toBe(NEW);
    expect(await addressOf(world, 'asha')).toBe(old);
    const other = await world.as('neha');
    expect(
      (await other.call(e.confirmAddressChange, { body: { proof: { token: letter?.token ?? '' } } })).problem?.code,
    ).toBe('proof_over');
    const answer = await here.call(e.confirmAddressChange, {
      body: { proof: { requestId: body.requestId, code: letter?.code ?? '' } },
    });
    expect(answer.status).toBe(204);
    expect([await addressOf(world, 'asha'), await standing(there), await standing(browserOf(world, answer))]).toEqual([
      NEW,
      'not_signed_in',
      'ok',
    ]);
    expect((await mailbox.open()).map((l) => l.to)).toEqual([old]);
    const lines = await world.query<{ line: string }>(
      `select t::text as line from audit_entry t where action = 'address.change'`,
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]?.line).not.toContain('@');
  });

  it('tells nobody whether an address is somebody’s: the answer is the same, and no mail leaves', async () => {
    const here = await world.as('neha');
    await mailbox.open();
    const taken = await here.call(e.askAddressChange, { body: { email: await addressOf(world, 'dev') } });
    const free = await here.call(e.askAddressChange, { body: { email: 'free@example.org' } });
    expect([taken.status, Object.keys(taken.body)]).toEqual([free.status, Object.keys(free.body)]);
    expect((await mailbox.open()).map((l) => l.to)).toEqual(['free@example.org']);
  });

  it('is refused when somebody else took the address meanwhile', async () => {
    const here = await world.as('neha');
    const { body } = await here.call(e.askAddressChange, { body: { email: 'wanted@example.org' } });
    const [letter] = await mailbox.open();
    await world.query(`update person set email = 'wanted@example.org' where id = $1`, [await world.person('claire')]);
    const before = await world.fingerprint();
    const answer = await here.call(e.confirmAddressChange, { body: { proof: { token: letter?.token ?? '' } } });
    expect([answer.status, answer.problem?.code]).toEqual([409, 'address_taken']);
    expect(await world.fingerprint()).toBe(before);
    expect(body.requestId).toBeTruthy();
  });
});

describe('the last way in', () => {
  it('stays: a passkey without a password and without a mail server cannot be removed', async () => {
    const bare = await startWorld();
    const origin = 'http://localhost:3000';
    const onName = await bare.replica({ publicUrl: origin });
    try {
      const added = await addPasskey(await onName.as('asha'), new SoftwarePasskey(origin));
      const client = browserOf(onName, added);
      const passkeyId = added.body.id;
      const before = await bare.fingerprint();
      expect((await client.call(e.removePasskey, { params: { passkeyId } })).problem?.code).toBe('last_way_in');
      expect(await bare.fingerprint()).toBe(before);
      const { client: withApp } = await switchOnAuthenticator(onName, client);
      expect((await withApp.call(e.removePasskey, { params: { passkeyId } })).problem?.code).toBe('last_way_in');
      const renewed = browserOf(onName, await withApp.call(e.setPassword, { body: { password: PASSWORD } }));
      expect((await renewed.call(e.removePasskey, { params: { passkeyId } })).status).toBe(204);
    } finally {
      await onName.close();
      await bare.close();
    }
  });
});
