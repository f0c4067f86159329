import { createHash } from 'node:crypto';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { signInEndpoints as e } from '@dryrun/contracts/sign-in.contract';
import { startMailbox, type Letter, type Mailbox } from '../../../../test/mailbox.ts';
import { startWorld, type Answer, type World } from '../../../../test/harness.ts';
import {
  addressOf,
  browserOf,
  givePassword,
  PASSWORD,
  signInWithPassword,
  standing,
} from '../../../../test/sign-in-steps.ts';
import { TidySignIn } from './tidy-sign-in.ts';

const MINUTE = 60_000;
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

const ask = (email: string) => world.anonymous.call(e.askMail, { body: { email } });
const withCode = (requestId: string, code: string) => world.anonymous.call(e.withCode, { body: { requestId, code } });
const withLink = (token: string) => world.anonymous.call(e.withLink, { body: { token } });
const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000');

async function mailed(email: string): Promise<Letter & { requestId: string }> {
  const { body } = await ask(email);
  const [letter] = await mailbox.open();
  if (!letter) throw new Error('no mail came');
  return { ...letter, requestId: body.requestId };
}

const seenOf = ({ status, headers, text }: Answer<unknown>) => ({
  status,
  headers: Object.keys(headers).sort(),
  body: text.replace(/"(traceId|requestId|expiresAt)":"[^"]+"/g, '"$1"'),
});

describe('sign-in by mail', () => {
  it('sends one mail with a link and a code, and either signs in', async () => {
    const email = await addressOf(world, 'asha');
    const one = await mailed(email.toUpperCase());
    expect([one.to, one.code, one.token]).toEqual([
      email,
      expect.stringMatching(/^\d{6}$/),
      expect.stringMatching(/^[\w-]{43}$/),
    ]);
    const byCode = await withCode(one.requestId, `${one.code.slice(0, 3)} ${one.code.slice(3)}`);
    expect((await browserOf(world, byCode).call(identityEndpoints.me)).body.person.name).toBe('Asha Kulkarni');
    const two = await mailed(email);
    expect(await standing(browserOf(world, await withLink(two.token)))).toBe('ok');
  });

  it('confirms the address on the way', async () => {
    await world.query('update person set email_verified = false');
    const letter = await mailed(await addressOf(world, 'asha'));
    await withLink(letter.token);
    expect(await world.query('select email_verified from person where id = $1', [await world.person('asha')])).toEqual([
      { email_verified: true },
    ]);
  });

  it('answers an unknown address exactly alike, does the same work for it, and mails nobody', async () => {
    const known = await ask(await addressOf(world, 'asha'));
    await mailbox.open();
    const rows = await world.query<{ n: number }>('select count(*)::int as n from mailed_proof');
    const unknown = await ask('nobody@example.org');
    expect(seenOf(unknown)).toEqual(seenOf(known));
    expect(await mailbox.open()).toEqual([]);
    expect(await world.query('select count(*)::int as n from mailed_proof')).toEqual([{ n: (rows[0]?.n ?? 0) + 1 }]);
    const guesses = await Promise.all([
      withCode(known.body.requestId, '000000'),
      withCode(unknown.body.requestId, '000000'),
      withCode('01890000-0000-7000-8000-000000000000', '000000'),
    ]);
    expect(guesses.map(seenOf)).toEqual(guesses.map(() => seenOf(guesses[0] as Answer<unknown>)));
  });

  it('mails nobody who was removed', async () => {
    const email = await addressOf(world, 'samir');
    await world.query('update person set removed_at = now() where id = $1', [await world.person('samir')]);
    expect((await ask(email)).status).toBe(200);
    expect(await mailbox.open()).toEqual([]);
  });

  it('takes each mail once: neither the link nor the code works again, nor the one after the other', async () => {
    const { requestId, code, token } = await mailed(await addressOf(world, 'asha'));
    expect((await withCode(requestId, code)).status).toBe(204);
    expect((await withCode(requestId, code)).problem?.code).toBe('proof_over');
    expect((await withLink(token)).problem?.code).toBe('proof_over');
  });

  it('signs in once when two browsers use the link at the same time', async () => {
    const { token } = await mailed(await addressOf(world, 'asha'));
    const statuses = (await Promise.all([withLink(token), withLink(token), withLink(token)]))
      .map((a) => a.status)
      .sort();
    expect(statuses).toEqual([204, 409, 409]);
  });

  it('is over after ten minutes', async () => {
    const { requestId, code, token } = await mailed(await addressOf(world, 'asha'));
    world.clock.advance(10 * MINUTE + 1);
    expect((await withCode(requestId, code)).problem?.code).toBe('proof_over');
    expect((await withLink(token)).problem?.code).toBe('proof_over');
  });

  it('gives five tries at a code, also when they come at once, and none after', async () => {
    const { requestId, code } = await mailed(await addressOf(world, 'asha'));
    const guesses = [];
    for (let i = 0; i < 8; i++) {
      await world.query('delete from sign_in_attempt');
      guesses.push((await withCode(requestId, wrongFor(code))).problem?.code);
    }
    expect(guesses).toEqual([...Array<string>(5).fill('wrong_code'), ...Array<string>(3).fill('proof_over')]);
    expect((await withCode(requestId, code)).problem?.code).toBe('proof_over');
  });

  it('slows down who asks for many mails, whether or not anybody has the address', async () => {
    for (const email of [await addressOf(world, 'asha'), 'nobody@example.org']) {
      const statuses = [];
      for (let i = 0; i < 6; i++) statuses.push((await ask(email)).status);
      expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
    }
    await mailbox.open();
  });

  it('keeps purposes apart: a mail for a new password signs nobody in, and the other way round', async () => {
    const email = await addressOf(world, 'asha');
    const signIn = await mailed(email);
    const { body } = await world.anonymous.call(e.askReset, { body: { email } });
    const [reset] = await mailbox.open();
    expect((await withCode(body.requestId, reset?.code ?? '')).problem?.code).toBe('wrong_code');
    expect((await withLink(reset?.token ?? '')).problem?.code).toBe('proof_over');
    const password = 'quite another password';
    for (const proof of [{ token: signIn.token }, { requestId: signIn.requestId, code: signIn.code }])
      expect(['wrong_code', 'proof_over']).toContain(
        (await world.anonymous.call(e.resetPassword, { body: { proof, password } })).problem?.code,
      );
  });

  it('leaves no code and no link in the database, sent or not', async () => {
    const { body } = await ask(await addressOf(world, 'asha'));
    await world.settle();
    const [letter] = await mailbox.open();
    const tables = await world.query<{ name: string }>(
      `select schemaname || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    );
    for (const { name } of tables) {
      const [found] = await world.query<{ found: boolean }>(
        `select exists (select 1 from ${name} t where t::text like $1 or t::text like $2) as found`,
        [`%${letter?.token}%`, `%"${letter?.code}"%`],
      );
      expect([name, found?.found]).toEqual([name, false]);
    }
    expect(body.requestId).toBeTruthy();
  });

  it('does not let a copy of the database find the six digits by trying them all', async () => {
    const { requestId, code } = await mailed(await addressOf(world, 'asha'));
    const [row] = await world.query<{ code_hash: string }>('select code_hash from mailed_proof where id = $1', [
      requestId,
    ]);
    for (const text of [code, `${requestId} ${code}`, `${requestId}${code}`])
      expect(createHash('sha256').update(text).digest('base64url')).not.toBe(row?.code_hash);
    const other = await world.replica({ sessionSecret: 'another secret of at least 32 characters' });
    try {
      expect((await other.anonymous.call(e.withCode, { body: { requestId, code } })).problem?.code).toBe('wrong_code');
    } finally {
      await other.close();
    }
  });
});

describe('a new password by mail', () => {
  const NEW = 'quite another password';

  it('replaces the old one, ends every session, is told, and signs this browser in', async () => {
    const email = await givePassword(world, 'ravi');
    const elsewhere = browserOf(world, await signInWithPassword(world, email));
    const open = await mailed(email);
    const { body } = await world.anonymous.call(e.askReset, { body: { email } });
    const [letter] = await mailbox.open();
    const answer = await world.anonymous.call(e.resetPassword, {
      body: { proof: { requestId: body.requestId, code: letter?.code ?? '' }, password: NEW },
    });
    expect(answer.status).toBe(204);
    expect(await standing(browserOf(world, answer))).toBe('ok');
    expect(await standing(elsewhere)).toBe('not_signed_in');
    expect((await withLink(open.token)).problem?.code).toBe('proof_over');
    expect((await signInWithPassword(world, email)).status).toBe(401);
    expect((await signInWithPassword(world, email, NEW)).status).toBe(204);
    expect(
      (await mailbox.open()).map((l) => /Your password was changed|password of your account was changed/.test(l.text)),
    ).toEqual([true]);
    expect(
      (
        await world.anonymous.call(e.resetPassword, {
          body: { proof: { token: letter?.token ?? '' }, password: PASSWORD },
        })
      ).problem?.code,
    ).toBe('proof_over');
  });

  it('answers an unknown address alike and mails nobody', async () => {
    const known = await world.anonymous.call(e.askReset, { body: { email: await addressOf(world, 'asha') } });
    const unknown = await world.anonymous.call(e.askReset, { body: { email: 'nobody@example.org' } });
    expect(seenOf(unknown)).toEqual(seenOf(known));
    expect((await mailbox.open()).map((l) => l.to)).toEqual([await addressOf(world, 'asha')]);
  });

  it('wants twelve characters, says so at the field, and does not use the link up', async () => {
    const email = await addressOf(world, 'asha');
    await world.anonymous.call(e.askReset, { body: { email } });
    const [letter] = await mailbox.open();
    const proof = { token: letter?.token ?? '' };
    const before = await world.fingerprint();
    const short = await world.anonymous.call(e.resetPassword, { body: { proof, password: 'short' } });
    expect([short.status, short.problem?.errors?.[0]?.pointer]).toEqual([400, '/body/password']);
    expect(await world.fingerprint()).toBe(before);
    expect((await world.anonymous.call(e.resetPassword, { body: { proof, password: NEW } })).status).toBe(204);
    await mailbox.open();
  });
});

describe('what is over', () => {
  it('is forgotten within a day: typed addresses, counters, sessions', async () => {
    await ask('nobody@example.org');
    world.clock.advance(32 * 24 * 60 * MINUTE);
    await world.app.get(TidySignIn, { strict: false }).run();
    const [left] = await world.query(
      `select (select count(*)::int from mailed_proof) as proofs, (select count(*)::int from sign_in_attempt) as attempts,
              (select count(*)::int from sign_in_session where expires_at < $1) as sessions`,
      [world.clock.now()],
    );
    expect(left).toEqual({ proofs: 0, attempts: 0, sessions: 0 });
  });
});
