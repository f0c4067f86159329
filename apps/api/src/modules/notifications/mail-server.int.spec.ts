import { notificationEndpoints as e, type MailServerBody } from '@dryrun/contracts/notifications.contract';
import { refused } from '../../../test/booking-steps.ts';
import { startMailCatcher, type MailCatcher } from '../../../test/mail-catcher.ts';
import { startWorld, type Answer, type TestClient, type World } from '../../../test/harness.ts';
import { readSettings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Mail } from '../../platform/mail/mail.ts';

const DAY = 24 * 60 * 60_000;
const PASSWORD = 'correct horse battery';
let world: World;
let catcher: MailCatcher;
let arjun: TestClient;

beforeAll(async () => {
  world = await startWorld();
  catcher = await startMailCatcher({ user: 'dryrun', password: PASSWORD });
  arjun = await world.as('arjun');
});
afterAll(async () => {
  await catcher.close();
  await world.close();
});
beforeEach(async () => {
  await world.query('truncate mail_message, stored_setting');
  await world.query('delete from pgboss.job');
  catcher.letters.splice(0);
});

const server = (change: Partial<MailServerBody> = {}): MailServerBody => ({
  host: '127.0.0.1',
  port: catcher.port,
  security: 'none',
  user: 'dryrun',
  password: PASSWORD,
  fromName: 'Night School',
  fromAddress: 'school@example.org',
  version: null,
  ...change,
});
const save = (change: Partial<MailServerBody> = {}, client = arjun) =>
  client.call(e.saveMailServer, { body: server(change) });
const versionNow = async () => (await arjun.call(e.mailServer)).body.version;
const enqueue = async (subject = 'Hello') =>
  world.app.get(Database, { strict: false }).write(async (tx) =>
    world.app.get(Mail, { strict: false }).enqueue(tx, {
      to: { personId: await world.person('asha'), address: 'asha@example.org', name: 'Asha' },
      kind: 'test',
      subject,
      body: { preview: '', blocks: [{ p: 'Hello' }] },
      why: 'A test.',
    }),
  );

describe('the mail server', () => {
  it('is off at first; once saved, what waits leaves, and its state is seen', async () => {
    expect((await arjun.call(e.mailServer)).body).toMatchObject({
      source: 'none',
      server: null,
      state: 'off',
      isPaused: false,
    });
    await enqueue();
    expect((await save()).body).toMatchObject({
      source: 'settings',
      state: 'untried',
      server: { user: 'dryrun', hasPassword: true },
      counts: { waiting: 1 },
    });
    await world.settle();
    expect(catcher.letters.map((l) => l.to)).toEqual([['asha@example.org']]);
    expect(catcher.letters[0]?.raw).toMatch(/^From: Night School <school@example.org>/m);
    expect((await arjun.call(e.mailServer)).body).toMatchObject({ state: 'ok', error: null, counts: { waiting: 0 } });
  });

  it('never shows its password: not in an answer, not in the audit, nowhere in the database', async () => {
    const answers = [await save(), await arjun.call(e.mailServer)];
    for (const { text } of answers) expect(text).not.toContain(PASSWORD);
    const tables = await world.query<{ t: string }>(`select tablename as t from pg_tables where schemaname = 'public'`);
    for (const { t } of tables)
      expect(await world.query(`select 1 from "${t}" r where r::text like '%' || $1 || '%'`, [PASSWORD])).toEqual([]);
    const [line] = await world.query<{ after: unknown }>(
      `select after from audit_entry where action = 'settings.mail.save' order by at desc, id desc limit 1`,
    );
    expect(line?.after).toMatchObject({ host: '127.0.0.1', user: 'dryrun', password: 'written' });
  });

  it('keeps its password when the rest changes, and asks for it when it would go elsewhere', async () => {
    await save();
    expect(
      (await save({ password: null, fromName: 'Day School', version: await versionNow() })).body.server,
    ).toMatchObject({ fromName: 'Day School', hasPassword: true });
    for (const change of [{ host: 'thief.example' }, { port: 2525 }, { user: 'other' }, { security: 'tls' as const }]) {
      const version = await versionNow();
      const answer = await refused(world, () => save({ password: null, version, ...change }));
      expect(answer.problem).toMatchObject({ code: 'invalid_input', errors: [{ pointer: '/body/password' }] });
    }
    expect((await arjun.call(e.testMail)).body.isOk).toBe(true);
  });

  it('forgets the password when the server asks for none', async () => {
    await save();
    expect((await save({ user: '', password: null, version: await versionNow() })).body.server).toMatchObject({
      user: '',
      hasPassword: false,
    });
    expect(await world.query(`select 1 from stored_setting where key = 'mail.smtp_password'`)).toEqual([]);
  });

  it('is not overwritten from a stale tab', async () => {
    await save();
    const answer = await refused(world, () => save({ fromName: 'Mine' }));
    expect([answer.status, answer.problem?.code]).toEqual([409, 'stale_version']);
  });

  it('of two first saves at one moment takes one', async () => {
    const answers = await Promise.all([save({ fromName: 'One' }), save({ fromName: 'Two' })]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
  });

  it('refuses what cannot be one, field by field', async () => {
    const faults: [Partial<MailServerBody>, string][] = [
      [{ host: 'mail server' }, '/body/host'],
      [{ port: 0 }, '/body/port'],
      [{ fromAddress: 'a@b.c, d@e.f' }, '/body/fromAddress'],
      [{ fromAddress: 'a@b.c\r\nBcc: d@e.f' }, '/body/fromAddress'],
      [{ fromName: 'A\r\nBcc: d@e.f' }, '/body/fromName'],
    ];
    for (const [change, pointer] of faults) {
      const answer = await refused(world, () => save(change));
      expect([answer.status, answer.problem?.errors?.map((x) => x.pointer)]).toEqual([400, [pointer]]);
    }
  });

  it('can be removed; messages wait again', async () => {
    await save();
    expect((await arjun.call(e.removeMailServer)).body).toMatchObject({ source: 'none', state: 'off' });
    await enqueue();
    await world.settle();
    expect((await world.mails()).map((m) => m.state)).toEqual(['waiting']);
    expect((await arjun.call(e.removeMailServer)).status).toBe(200);
  });

  it('given in the environment is shown and cannot be changed here', async () => {
    const { smtp } = readSettings({
      DATABASE_URL: world.databaseUrl,
      SESSION_SECRET: 'x'.repeat(32),
      CONTENT_DIR: '.',
      SMTP_URL: `smtp://dryrun:${encodeURIComponent(PASSWORD)}@127.0.0.1:${catcher.port}?security=none`,
      MAIL_FROM: 'Env School <env@example.org>',
    });
    const other = await world.replica({ smtp });
    try {
      const there = await other.as('arjun');
      const view = await there.call(e.mailServer);
      expect(view.body).toMatchObject({
        source: 'environment',
        server: { fromAddress: 'env@example.org', hasPassword: true },
      });
      expect(view.text).not.toContain(PASSWORD);
      for (const attempt of [() => save({}, there), () => there.call(e.removeMailServer)])
        expect((await refused(world, attempt)).problem?.code).toBe('set_in_environment');
      expect((await there.call(e.testMail)).body.isOk).toBe(true);
    } finally {
      await other.close();
    }
  });

  it('is the academy admin’s business alone', async () => {
    for (const key of ['asha', 'dev', 'meera', 'kavya', 'leela']) {
      const client = await world.as(key);
      const attempts: (() => Promise<Answer<unknown>>)[] = [
        () => client.call(e.mailServer),
        () => save({}, client),
        () => client.call(e.removeMailServer),
        () => client.call(e.pauseMail, { body: { isPaused: true } }),
        () => client.call(e.testMail),
      ];
      for (const attempt of attempts) expect([key, (await refused(world, attempt)).status]).toEqual([key, 403]);
    }
    expect((await save({}, world.anonymous)).status).toBe(401);
    expect(catcher.letters).toEqual([]);
  });
});

describe('a test mail', () => {
  it('goes to whoever asks, at once, and says so', async () => {
    await save();
    expect((await arjun.call(e.testMail)).body).toMatchObject({
      isOk: true,
      sentence: expect.stringContaining('took a test'),
    });
    const [me] = await world.query<{ email: string }>('select email from person where id = $1', [arjun.personId]);
    expect(catcher.letters.map((l) => l.to)).toEqual([[me?.email]]);
    expect((await arjun.call(e.mailServer)).body.state).toBe('ok');
  });

  it('says in plain words what is wrong, and the state is failing', async () => {
    expect((await arjun.call(e.testMail)).body).toMatchObject({
      isOk: false,
      sentence: expect.stringContaining('no mail server yet'),
    });
    await save({ password: 'wrong' });
    expect((await arjun.call(e.testMail)).body).toMatchObject({
      isOk: false,
      sentence: expect.stringContaining('did not accept the user name and password'),
    });
    expect((await arjun.call(e.mailServer)).body).toMatchObject({
      state: 'failing',
      error: expect.stringContaining('user name and password'),
    });
    await save({ port: 1, version: await versionNow() });
    expect((await arjun.call(e.testMail)).body.sentence).toMatch(/could not be reached/);
    await save({ security: 'starttls', version: await versionNow() });
    expect((await arjun.call(e.testMail)).body.sentence).toMatch(/does not offer the encryption/);
  });
});

describe('pausing mail', () => {
  it('keeps everything back until somebody lets it go', async () => {
    await save();
    await arjun.call(e.pauseMail, { body: { isPaused: true } });
    await enqueue();
    await world.settle();
    expect((await arjun.call(e.mailServer)).body).toMatchObject({ isPaused: true, counts: { withheld: 1 } });
    await arjun.call(e.pauseMail, { body: { isPaused: false } });
    await world.settle();
    expect(catcher.letters).toEqual([]);
    await arjun.call(e.retryMessages, { body: { batchId: null } });
    await world.settle();
    expect(catcher.letters).toHaveLength(1);
  });

  it('is not needed for old news: what waited for more than three days is kept back when a server comes', async () => {
    await enqueue('old news');
    world.clock.advance(3 * DAY + 1);
    await enqueue('fresh news');
    await save();
    await world.app.get(Jobs, { strict: false }).runTimer('mail.sweep');
    expect((await world.mails()).map((m) => [m.content?.subject, m.state])).toEqual([
      ['old news', 'withheld'],
      ['fresh news', 'sent'],
    ]);
  });
});
