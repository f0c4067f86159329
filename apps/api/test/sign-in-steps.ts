import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { securityEndpoints } from '@dryrun/contracts/security.contract';
import { signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { codeOfStep } from '../src/modules/identity/sign-in/one-time-codes.ts';
import { hashPassword } from '../src/platform/auth/passwords.ts';
import { TestClient, type Answer, type World } from './harness.ts';
import type { SoftwarePasskey } from './software-passkey.ts';

export const PASSWORD = 'a long enough password';

export async function addressOf(world: World, key: string): Promise<string> {
  const [row] = await world.query<{ email: string }>('select email from person where id = $1', [
    await world.person(key),
  ]);
  return row?.email ?? '';
}

/** Gives a seeded person a password (or an old hash of it); answers their address. */
export async function givePassword(world: World, key: string, hash?: string): Promise<string> {
  await world.query(
    `insert into sign_in_account (id, account_id, provider_id, person_id, password, created_at, updated_at) values (gen_random_uuid(), $1::uuid::text, 'credential', $1::uuid, $2, now(), now())
     on conflict on constraint sign_in_account_once do update set password = excluded.password`,
    [await world.person(key), hash ?? (await hashPassword(PASSWORD))],
  );
  return addressOf(world, key);
}

/** Every `Set-Cookie` of an answer as the `Cookie` header of a browser that had none; a cleared cookie vanishes. */
export function cookiesOf(answer: Pick<Answer<unknown>, 'headers'>): string {
  const set = [answer.headers['set-cookie']].flat().filter((c): c is string => typeof c === 'string');
  return set
    .map((c) => c.split(';', 1)[0] ?? '')
    .filter((c) => !c.endsWith('='))
    .join('; ');
}

/** The browser that got this answer. */
export const browserOf = (world: World, answer: Pick<Answer<unknown>, 'headers'>) =>
  new TestClient(world.app, cookiesOf(answer), null);

export const signInWithPassword = (world: World, email: string, password = PASSWORD) =>
  world.anonymous.call(signInEndpoints.withPassword, { body: { email, password } });

/** Is this browser signed in, and if not, why? `ok`, or the code of the refusal. */
export async function standing(client: TestClient): Promise<string> {
  const answer = await client.call(identityEndpoints.me);
  return answer.status === 200 ? 'ok' : (answer.problem?.code ?? String(answer.status));
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An authenticator app, with the clock of the world. */
export class AuthenticatorApp {
  private readonly secret: Buffer;

  constructor(
    base32: string,
    private readonly world: World,
  ) {
    const bits = [...base32].map((c) => BASE32.indexOf(c).toString(2).padStart(5, '0')).join('');
    this.secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => parseInt(b, 2)));
  }

  code(): string {
    return codeOfStep(this.secret, Math.floor(this.world.clock.now().getTime() / 30_000));
  }
}

/** Switches an authenticator app on for the person of this browser; the world's clock moves on, so that the next code is a new one. */
export async function switchOnAuthenticator(
  world: World,
  client: TestClient,
): Promise<{ app: AuthenticatorApp; recoveryCodes: string[]; client: TestClient }> {
  const { body } = await client.call(securityEndpoints.startAuthenticator);
  const app = new AuthenticatorApp(body.secret, world);
  const answer = await client.call(securityEndpoints.confirmAuthenticator, { body: { code: app.code() } });
  if (answer.status !== 200) throw new Error(`the authenticator was refused: ${answer.text}`);
  world.clock.advance(30_000);
  return { app, recoveryCodes: answer.body.recoveryCodes, client: browserOf(world, answer) };
}

/** Adds a passkey to the account of this browser; answers the answer. */
export async function addPasskey(client: TestClient, passkey: SoftwarePasskey, options: { isUnlocked?: boolean } = {}) {
  const begun = await client.call(securityEndpoints.passkeyOptions);
  const body = { name: 'My phone', answer: passkey.make(begun.body.options, options) };
  return client.send<{ id: string }>('POST', securityEndpoints.addPasskey.path, body, {
    cookie: `${client.cookie}; ${cookiesOf(begun)}`,
  });
}

/** Signs in with a passkey in a new browser, or confirms with it in `client`'s. */
export async function usePasskey(
  world: World,
  passkey: SoftwarePasskey,
  options: { isUnlocked?: boolean } = {},
  client: TestClient = world.anonymous,
  path: string = signInEndpoints.withPasskey.path,
) {
  const begun = await client.call(signInEndpoints.passkeyOptions);
  const cookie = [client.cookie, cookiesOf(begun)].filter(Boolean).join('; ');
  return client.send<undefined>('POST', path, { answer: passkey.use(begun.body.options, options) }, { cookie });
}
