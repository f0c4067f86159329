import { randomUUID } from 'node:crypto';
import { busyCalendarEndpoints as busy } from '@dryrun/contracts/busy-calendar.contract';
import { notificationEndpoints as mail, type MailServerBody } from '@dryrun/contracts/notifications.contract';
import { securityEndpoints as security } from '@dryrun/contracts/security.contract';
import { startWorld, type Answer, type TestClient, type World } from '../test/harness.ts';
import { switchOnAuthenticator } from '../test/sign-in-steps.ts';

/**
 * That every write leaves a line in the log is shown by the access proof (`apps/proofs/src/proofs/access/audited.ts`), which does
 * each of them on the seeded academy. These find nothing to change there, so they are done here, where there is something.
 */
let world: World;
let arjun: TestClient;
let dev: TestClient;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  [arjun, dev] = [await world.as('arjun'), await world.as('dev')];
});

const SERVER: MailServerBody = {
  host: 'mail.example.org',
  port: 587,
  security: 'starttls',
  user: '',
  password: null,
  fromName: 'Aarambh Academy',
  fromAddress: 'academy@example.org',
  version: null,
};

/** What the log says of this very request. */
async function lineOf(answer: Answer<unknown>) {
  expect(answer.status).toBeLessThan(300);
  return world.query<{ action: string; actor_id: string; before: unknown; after: unknown }>(
    'select action, actor_id, before, after from audit_entry where trace_id = $1',
    [answer.headers['x-request-id']],
  );
}

describe('the log has a line, by whom it was done, when', () => {
  it('mail is paused, the mail server is tried, and when it is taken away', async () => {
    await arjun.call(mail.saveMailServer, { body: SERVER });
    const by = { actor_id: arjun.personId };
    expect(await lineOf(await arjun.call(mail.pauseMail, { body: { isPaused: true } }))).toEqual([
      { ...by, action: 'settings.mail.pause', before: { isPaused: false }, after: { isPaused: true } },
    ]);
    expect(await lineOf(await arjun.call(mail.testMail))).toMatchObject([
      { ...by, action: 'settings.mail.test', after: { isOk: false } },
    ]);
    expect(await lineOf(await arjun.call(mail.removeMailServer))).toMatchObject([
      { ...by, action: 'settings.mail.remove', before: { host: 'mail.example.org' }, after: null },
    ]);
  });

  it('recovery codes are renewed, and an authenticator app is switched off', async () => {
    const { client } = await switchOnAuthenticator(world, dev);
    const by = { actor_id: dev.personId, before: null, after: null };
    expect(await lineOf(await client.call(security.newRecoveryCodes))).toEqual([
      { ...by, action: 'recovery_codes.renew' },
    ]);
    expect(await lineOf(await client.call(security.removeAuthenticator))).toEqual([
      { ...by, action: 'authenticator.off' },
    ]);
  });

  it('another calendar is connected, and no longer read', async () => {
    const url = 'https://calendar.example.org/private/secret-of-dev.ics';
    const connected = await lineOf(await dev.call(busy.connectBusyCalendar, { body: { url } }));
    expect(connected).toMatchObject([{ action: 'busy_calendar.connect', actor_id: dev.personId }]);
    const gone = await lineOf(await dev.call(busy.disconnectBusyCalendar));
    expect(gone).toMatchObject([{ action: 'busy_calendar.disconnect', actor_id: dev.personId, after: null }]);
    // What opens a calendar must not be readable by whoever reads the log.
    expect(JSON.stringify([connected, gone])).not.toContain('secret-of-dev');
  });

  it('stuck work is tried again', async () => {
    await world.query(
      `insert into outbox_event (id, type, subject_id, payload, at, attempts, last_error) values ($1, 'feedback.released', $1, '{}', $2, 8, 'it broke')`,
      [randomUUID(), world.clock.now()],
    );
    expect(await lineOf(await arjun.call(mail.retryDeadLetters, { body: { kind: 'event', id: null } }))).toMatchObject([
      { action: 'dead_letter.retry', actor_id: arjun.personId, after: { retried: 1 } },
    ]);
  });
});
