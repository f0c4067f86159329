import { startMailCatcher, type MailCatcher } from '../../../test/mail-catcher.ts';
import { startWorld, type World } from '../../../test/harness.ts';
import { Database } from '../db/database.ts';
import { Jobs } from '../jobs/jobs.ts';
import { StoredSettings } from '../settings/stored-settings.ts';
import { MAIL_PAUSED } from './mail-delivery.ts';
import { SMTP_KEY } from './mail-server.ts';
import { SWEEP_TIMER } from './mail-content.ts';
import { Mail, type OutgoingMail } from './mail.ts';
import { MailStore } from './mail.store.ts';

const MINUTE = 60_000;
let world: World;
let catcher: MailCatcher;
let mail: Mail;
let database: Database;
let stored: StoredSettings;
let jobs: Jobs;

beforeAll(async () => {
  world = await startWorld();
  catcher = await startMailCatcher();
  mail = world.app.get(Mail, { strict: false });
  database = world.app.get(Database, { strict: false });
  stored = world.app.get(StoredSettings, { strict: false });
  jobs = world.app.get(Jobs, { strict: false });
});
afterAll(async () => {
  await catcher.close();
  await world.close();
});
beforeEach(async () => {
  await world.query('truncate mail_message, stored_setting');
  await world.query('delete from pgboss.job');
  catcher.letters.splice(0);
  catcher.meet();
});

const useCatcher = (port = catcher.port) =>
  database.write((tx) =>
    stored.set(tx, SMTP_KEY, {
      host: '127.0.0.1',
      port,
      security: 'none',
      user: '',
      fromName: 'Dryrun',
      fromAddress: 'dryrun@example.org',
    }),
  );
const letter = (change: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to: { personId: null, address: 'asha@example.org', name: 'Asha Kulkarni' },
  kind: 'test.letter',
  subject: 'Your mock is booked',
  body: {
    preview: 'Thursday at seven',
    blocks: [
      { p: 'You meet Dev on Thursday.' },
      {
        facts: [
          ['When', 'Thu 26 Nov, 19:30'],
          ['Format', 'System design'],
        ],
      },
      { action: { label: 'Open the mock', url: 'https://dryrun.example.org/interviews/1?a=b&c=d' } },
      { small: 'You can move it until six hours before.' },
    ],
  },
  why: 'You booked this mock.',
  ...change,
});
const enqueue = (change: Partial<OutgoingMail> = {}) => database.write((tx) => mail.enqueue(tx, letter(change)));
const states = async () => (await world.mails()).map((m) => m.state);
const header = (raw: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(raw)?.[1]?.replace(/\r\n[ \t]/g, ' ');

describe('a message', () => {
  it('commits with its cause: a rolled-back transaction leaves neither mail nor job', async () => {
    const before = await world.fingerprint();
    await expect(
      database.write(async (tx) => {
        await mail.enqueue(tx, letter());
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await world.fingerprint()).toBe(before);
  });

  it('waits without a mail server, which is no error, and leaves when one is set', async () => {
    await enqueue();
    await world.settle();
    expect(await world.mails()).toMatchObject([{ state: 'waiting', attempts: 0, lastError: null }]);
    await useCatcher();
    await jobs.runTimer(SWEEP_TIMER);
    expect(await states()).toEqual(['sent']);
    expect(catcher.letters).toHaveLength(1);
  });

  it('says the same as text and as HTML, to one address, from the set one', async () => {
    await useCatcher();
    await enqueue();
    await world.settle();
    const [{ from, to, raw } = { from: '', to: [], raw: '' }] = catcher.letters;
    expect([from, to]).toEqual(['dryrun@example.org', ['asha@example.org']]);
    expect(header(raw, 'To')).toBe('Asha Kulkarni <asha@example.org>');
    expect(header(raw, 'Subject')).toBe('Your mock is booked');
    expect(header(raw, 'Auto-Submitted')).toBe('auto-generated');
    expect(raw).toMatch(/multipart\/alternative/);
    const decoded = raw.replace(/=\r\n/g, '').replace(/=3D/g, '=');
    expect(decoded).toContain('Open the mock:\r\nhttps://dryrun.example.org/interviews/1?a=b&c=d');
    expect(decoded).toContain('href="https://dryrun.example.org/interviews/1?a=b&amp;c=d"');
    expect(decoded.match(/Thu 26 Nov, 19:30/g)).toHaveLength(2);
    expect(decoded).not.toMatch(/<script|<img|src=/i);
  });

  it('carries a calendar part whose method is that of the MIME part', async () => {
    await useCatcher();
    const entry = {
      uid: '1@dryrun',
      sequence: 0,
      isCancelled: false,
      changedAt: '2026-11-18T10:30:00.000Z',
      startsAt: '2026-11-26T14:00:00.000Z',
      endsAt: '2026-11-26T14:45:00.000Z',
      title: 'Mock',
      description: '',
      url: 'https://dryrun.example.org/interviews/1',
      place: null,
    };
    await enqueue({ calendar: entry });
    await enqueue({ calendar: { ...entry, sequence: 1, isCancelled: true } });
    await world.settle();
    for (const [i, method] of ['REQUEST', 'CANCEL'].entries()) {
      const raw = catcher.letters[i]?.raw ?? '';
      expect(raw).toMatch(new RegExp(`Content-Type: text/calendar; charset=utf-8;\\s+method=${method}`, 'i'));
      const part = /text\/calendar[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/.exec(raw)?.[1] ?? '';
      expect(Buffer.from(part, 'base64').toString('utf8')).toContain(`\r\nMETHOD:${method}\r\n`);
    }
  });

  it('cannot smuggle a header or a second recipient through name, subject or address', async () => {
    await useCatcher();
    const evil = 'x\r\nBcc: thief@example.org\u2028y\u0000';
    await enqueue({
      subject: evil,
      to: { personId: null, address: 'asha@example.org', name: `"${evil}" <thief@example.org>,` },
    });
    for (const address of [
      'a@b.c\r\nBcc: thief@example.org',
      'a@b.c,thief@example.org',
      'thief@example.org <a@b.c>',
      '"a b"@c.d',
      'nobody',
      '',
    ])
      await enqueue({ to: { personId: null, address, name: 'A' } });
    await world.settle();
    expect(await states()).toEqual(['sent', 'dead', 'dead', 'dead', 'dead', 'dead', 'dead']);
    expect(catcher.letters.map((l) => l.to)).toEqual([['asha@example.org']]);
    const head = catcher.letters[0]?.raw.split('\r\n\r\n')[0] ?? '';
    expect(head).not.toMatch(/^Bcc:/im);
    expect(head.match(/^To:/gim)).toHaveLength(1);
  });

  it('may only link to the web', async () => {
    await expect(
      enqueue({ body: { preview: '', blocks: [{ action: { label: 'x', url: 'javascript:alert(1)' } }] } }),
    ).rejects.toThrow('javascript:');
  });
});

describe('delivery', () => {
  it('tries again after 1, 5, 30, 120 and 360 minutes with the same Message-ID, then gives up', async () => {
    await useCatcher();
    await enqueue();
    const later = { refuse: 451, text: 'greylisted, come back' } as const;
    catcher.meet(later, later, later, later, later, later);
    for (const minutes of [0, 1, 5, 30, 120, 360]) {
      world.clock.advance(minutes * MINUTE - 1);
      await world.settle();
      const before = (await world.mails())[0]?.attempts;
      world.clock.advance(1);
      await world.settle();
      if (minutes > 0) expect((await world.mails())[0]?.attempts).toBe((before ?? 0) + 1);
    }
    expect(await world.mails()).toMatchObject([
      { state: 'dead', attempts: 6, lastError: expect.stringContaining('greylisted, come back') },
    ]);
    expect(catcher.letters).toHaveLength(0);
  });

  it('gives up at once when the server says that it never will, and says why', async () => {
    await useCatcher();
    await enqueue();
    catcher.meet({ refuse: 550, text: 'no such mailbox', at: 'RCPT' });
    await world.settle();
    expect(await world.mails()).toMatchObject([
      { state: 'dead', attempts: 1, lastError: expect.stringContaining('no such mailbox') },
    ]);
  });

  it('repeats a letter whose acceptance it did not hear of, identical but for the time', async () => {
    await useCatcher();
    await enqueue();
    catcher.meet('take and drop');
    await world.settle();
    expect(await states()).toEqual(['failed']);
    world.clock.advance(MINUTE);
    await world.settle();
    expect(await states()).toEqual(['sent']);
    const ids = catcher.letters.map((l) => header(l.raw, 'Message-ID'));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('sends what a worker that died had in hand, once its lease is over', async () => {
    await useCatcher();
    const id = await enqueue();
    await world.query(`update mail_message set state = 'sending', attempts = 1, leased_until = $2 where id = $1`, [
      id,
      new Date(world.clock.now().getTime() + 3 * MINUTE),
    ]);
    await world.settle();
    await jobs.runTimer(SWEEP_TIMER);
    expect(await states()).toEqual(['sending']);
    world.clock.advance(3 * MINUTE);
    await jobs.runTimer(SWEEP_TIMER);
    expect(await states()).toEqual(['sent']);
  });

  it('keeps the order within one key: a cancellation never overtakes its request, others do not wait', async () => {
    await useCatcher();
    await enqueue({ subject: 'request', orderKey: 'mock 1' });
    await enqueue({ subject: 'cancellation', orderKey: 'mock 1' });
    await enqueue({ subject: 'unrelated' });
    catcher.meet({ refuse: 451, text: 'later' });
    await world.settle();
    expect(catcher.letters.map((l) => header(l.raw, 'Subject'))).toEqual(['unrelated']);
    world.clock.advance(MINUTE);
    await world.settle();
    expect(catcher.letters.map((l) => header(l.raw, 'Subject'))).toEqual(['unrelated', 'request', 'cancellation']);
  });

  it('sends a message once when several workers pick it up at the same moment', async () => {
    await useCatcher();
    await enqueue();
    const other = await world.replica();
    try {
      const theirs = other.app.get(Jobs, { strict: false });
      await Promise.all([jobs.runTimer(SWEEP_TIMER), theirs.runTimer(SWEEP_TIMER), world.settle()]);
    } finally {
      await other.close();
    }
    expect(catcher.letters).toHaveLength(1);
  });

  it('does not let a worker that lost its lease overwrite what its successor did', async () => {
    await useCatcher();
    const id = await enqueue();
    const store = world.app.get(MailStore, { strict: false });
    const now = world.clock.now();
    const slow = await database.write((tx) => store.claim(tx, id, now, now));
    await jobs.runTimer(SWEEP_TIMER);
    expect(await world.mails()).toMatchObject([{ state: 'sent', attempts: 2 }]);
    const tooLate = { state: 'failed', nextAt: now, lastError: 'too late', sentAt: null } as const;
    expect(slow && (await database.write((tx) => store.settle(tx, slow, tooLate)))).toBe(false);
    await world.query(`update mail_message set state = 'sending', sent_at = null, leased_until = $2 where id = $1`, [
      id,
      now,
    ]);
    expect(slow && (await database.write((tx) => store.settle(tx, slow, tooLate)))).toBe(false);
  });

  it('says in plain words what is wrong with the mail server, and remembers when', async () => {
    await useCatcher(1);
    await enqueue();
    await world.settle();
    expect((await world.mails())[0]?.lastError).toMatch(/127\.0\.0\.1:1 could not be reached/);
    const [health] = await world.query<{ value: unknown }>(
      `select value from stored_setting where key = 'mail.health'`,
    );
    expect(health?.value).toMatchObject({ isOk: false, at: world.clock.now().toISOString() });
  });

  it('withholds everything while mail is paused', async () => {
    await useCatcher();
    await database.write((tx) => stored.set(tx, MAIL_PAUSED, true));
    await enqueue();
    await world.settle();
    await jobs.runTimer(SWEEP_TIMER);
    expect(await states()).toEqual(['withheld']);
    expect(catcher.letters).toHaveLength(0);
  });
});

describe('a secret message', () => {
  const secret = { isSecret: true, subject: 'Code 481516', body: { preview: '481516', blocks: [{ code: '481516' }] } };

  /** Everything that the database holds, as text. */
  async function dump(): Promise<string> {
    const tables = await world.query<{ s: string; t: string }>(
      `select schemaname as s, tablename as t from pg_tables where schemaname in ('public', 'pgboss')`,
    );
    const texts = await Promise.all(
      tables.map(({ s, t }) =>
        world.query<{ x: string }>(`select string_agg(r::text, '\n') as x from "${s}"."${t}" r`),
      ),
    );
    return texts.map(([row]) => row?.x ?? '').join('\n');
  }

  it('is nowhere readable in the database, reaches its person, and is erased afterwards', async () => {
    await enqueue(secret);
    await enqueue({ subject: 'an open letter 271828' });
    const before = await dump();
    expect(before).not.toContain('481516');
    expect(before).toContain('271828');
    await useCatcher();
    await jobs.runTimer(SWEEP_TIMER);
    expect(catcher.letters[0]?.raw).toContain('481516');
    expect(await dump()).not.toContain('481516');
    expect(await world.mails()).toMatchObject([{ state: 'sent', content: null }, { state: 'sent' }]);
  });

  it('is erased when it is given up, and when nobody could send it for a day', async () => {
    await useCatcher();
    await enqueue(secret);
    catcher.meet({ refuse: 550, text: 'no such mailbox', at: 'RCPT' });
    await world.settle();
    expect(await world.mails()).toMatchObject([{ state: 'dead', content: null }]);
    await world.query('truncate mail_message, stored_setting');
    await enqueue(secret);
    await enqueue();
    world.clock.advance(24 * 60 * MINUTE + 1);
    await jobs.runTimer(SWEEP_TIMER);
    expect(await world.mails()).toMatchObject([{ state: 'dead', content: null }, { state: 'waiting' }]);
  });

  it('of a server with another secret is given up, not sent as rubbish', async () => {
    await enqueue(secret);
    await useCatcher();
    const other = await world.replica({ sessionSecret: 'another secret that is long enough for this' });
    try {
      await other.app.get(Jobs, { strict: false }).runTimer(SWEEP_TIMER);
    } finally {
      await other.close();
    }
    expect(await world.mails()).toMatchObject([
      { state: 'dead', lastError: expect.stringContaining('SESSION_SECRET') },
    ]);
    expect(catcher.letters).toHaveLength(0);
  });
});
