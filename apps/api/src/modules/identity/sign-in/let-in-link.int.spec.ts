import { signInEndpoints as e } from '@dryrun/contracts/sign-in.contract';
import { signInSettingsEndpoints } from '@dryrun/contracts/sign-in-settings.contract';
import { startMailbox, type Mailbox } from '../../../../test/mailbox.ts';
import { startWorld, type World } from '../../../../test/harness.ts';
import {
  addressOf,
  browserOf,
  givePassword,
  signInWithPassword,
  standing,
  switchOnAuthenticator,
} from '../../../../test/sign-in-steps.ts';
import { SETTINGS, type Settings } from '../../../platform/config/settings.ts';
import { Database } from '../../../platform/db/database.ts';
import { makeLetInLink } from './let-in-link.ts';

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

const letIn = (address: string, withoutSecondStep = false) =>
  makeLetInLink(
    {
      database: world.app.get(Database, { strict: false }),
      settings: world.app.get<Settings>(SETTINGS, { strict: false }),
      clock: world.clock,
    },
    address,
    { withoutSecondStep },
  );
const open = async (url: string) => world.anonymous.call(e.withLink, { body: { token: url.split('#')[1] ?? '' } });

describe('the link that whoever runs the server can make', () => {
  it('signs in once, for ten minutes, without a mail server', async () => {
    const { url, name, needsSecondStep } = await letIn(await addressOf(world, 'asha'));
    expect([name, needsSecondStep]).toEqual(['Asha Kulkarni', false]);
    expect(await standing(browserOf(world, await open(url)))).toBe('ok');
    expect((await open(url)).problem?.code).toBe('proof_over');
    const late = await letIn(await addressOf(world, 'asha'));
    world.clock.advance(10 * 60_000 + 1);
    expect((await open(late.url)).problem?.code).toBe('proof_over');
  });

  it('does not skip a second step unless it takes it away', async () => {
    const email = await addressOf(world, 'arjun');
    await switchOnAuthenticator(world, await world.as('arjun'));
    const half = await letIn(email);
    expect(half.needsSecondStep).toBe(true);
    expect(await standing(browserOf(world, await open(half.url)))).toBe('second_factor_needed');
    const whole = await letIn(email, true);
    expect(whole.needsSecondStep).toBe(false);
    expect(await standing(browserOf(world, await open(whole.url)))).toBe('second_factor_setup_needed');
  });

  it('is made for nobody who is not here, and leaves a line in the audit', async () => {
    await expect(letIn('nobody@example.org')).rejects.toThrow('Nobody here has the address nobody@example.org');
    const lines = await world.query(`select actor_id, after from audit_entry where action = 'signIn.let_in_link'`);
    expect(lines).toContainEqual({ actor_id: null, after: { withoutSecondStep: true } });
  });
});

describe('an admin letting somebody back in', () => {
  it('takes their second steps, ends their sessions, and tells them; the password is still needed', async () => {
    const email = await givePassword(world, 'dev');
    const { client } = await switchOnAuthenticator(world, await world.as('dev'));
    await mailbox.open();
    const admin = await world.as('arjun');
    expect((await admin.call(signInSettingsEndpoints.letBackIn, { body: { email } })).status).toBe(204);
    expect(await standing(client)).toBe('not_signed_in');
    expect((await signInWithPassword(world, email, 'wrong')).status).toBe(401);
    expect(await standing(browserOf(world, await signInWithPassword(world, email)))).toBe('ok');
    expect((await mailbox.open()).map((l) => l.to)).toEqual([email]);
  });

  it('is refused to everybody else and for nobody', async () => {
    const email = await addressOf(world, 'dev');
    const before = await world.fingerprint();
    for (const key of ['meera', 'kavya', 'asha'])
      expect((await (await world.as(key)).call(signInSettingsEndpoints.letBackIn, { body: { email } })).status).toBe(
        403,
      );
    const admin = await world.as('arjun');
    expect(
      (await admin.call(signInSettingsEndpoints.letBackIn, { body: { email: 'nobody@example.org' } })).status,
    ).toBe(404);
    expect(await world.fingerprint()).toBe(before);
  });
});
