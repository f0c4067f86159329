import { bookingEndpoints as b } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, book } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import { partOf, readLetter, type LetterPart } from '../../../test/letter-reader.ts';
import { startMailCatcher, type MailCatcher } from '../../../test/mail-catcher.ts';
import { SmallCalendar, type KeptEntry } from '../../../test/small-calendar.ts';
import { Database } from '../../platform/db/database.ts';
import { SMTP_KEY } from '../../platform/mail/mail-server.ts';
import { StoredSettings } from '../../platform/settings/stored-settings.ts';

/** Thursday 26 Nov, 19:30 in Kolkata: inside Dev's hours; half an hour later it still is. */
const FROM = '2026-11-26T14:00:00.000Z';
const TO = '2026-11-26T14:30:00.000Z';

let world: World;
let catcher: MailCatcher;
let asha: TestClient;
let dev: TestClient;
let mock: InterviewView;
/** What each person's calendar program made of their letters, by address. */
let calendars: Map<string, SmallCalendar>;
let letters: { to: string; letter: LetterPart; entries: KeptEntry[] }[];

beforeEach(async () => {
  world = await startWorld();
  catcher = await startMailCatcher();
  calendars = new Map();
  letters = [];
  await world.query('update outbox_event set handled_at = now()');
  await world.app.get(Database, { strict: false }).write((tx) =>
    world.app.get(StoredSettings, { strict: false }).set(tx, SMTP_KEY, {
      host: '127.0.0.1',
      port: catcher.port,
      security: 'none',
      user: '',
      fromName: 'Dryrun; "x",\\',
      fromAddress: 'dryrun@example.org',
    }),
  );
  [asha, dev] = await Promise.all([world.as('asha'), world.as('dev')]);
});
afterEach(async () => {
  await catcher.close();
  await world.close();
});

const start = async () => {
  mock = await book(asha, await world.batch(BATCH_01), { startsAt: FROM, mentorId: dev.personId ?? '' });
};
const addressOf = async (client: TestClient) => {
  const [row] = await world.query<{ email: string }>('select email from person where id = $1', [client.personId]);
  return row?.email ?? '';
};
/** Lets everything happen that is due, and every reader's calendar follow the letters in the order in which they arrived. */
const deliver = async () => {
  await world.settle();
  for (const { to, raw } of catcher.letters.splice(0)) {
    const letter = readLetter(raw);
    const part = partOf(letter, 'text/calendar');
    const address = to[0] ?? '';
    const calendar = calendars.get(address) ?? new SmallCalendar();
    calendars.set(address, calendar);
    letters.push({
      to: address,
      letter,
      entries: part ? calendar.apply(part.text, part.parameters.get('method')) : [],
    });
  }
};
const calendarOf = async (client: TestClient) => [...(calendars.get(await addressOf(client))?.entries.values() ?? [])];
const move = (startsAt: string, from: string) =>
  asha.call(b.move, {
    params: { interviewId: mock.id },
    body: { mentorId: dev.personId ?? '', startsAt, from, reasonCode: 'work', reason: 'SECRET-REASON' },
  });
const cancel = (client: TestClient) =>
  client.call(interviewEndpoints.cancel, { params: { interviewId: mock.id }, body: { reason: 'SECRET-REASON' } });
/** Dev hands the mock to a colleague, who agrees. */
const handOver = async (): Promise<TestClient> => {
  const { items } = (await dev.call(b.colleagues, { params: { interviewId: mock.id } })).body;
  const mentorId = items[0]?.person.id ?? '';
  await dev.call(b.swap, { params: { interviewId: mock.id }, body: { mentorId, note: 'SECRET-REASON' } });
  const [row] = await world.query<{ key: string }>('select demo_key as key from person where id = $1', [mentorId]);
  const colleague = await world.as(row?.key ?? '');
  const [asked] = (await colleague.call(b.myRequests)).body.items;
  await colleague.call(b.answerRequest, {
    params: { requestId: asked?.id ?? '' },
    body: { accept: true, startsAt: null },
  });
  return colleague;
};

describe('a mock in people’s own calendars', () => {
  it('appears when it is booked, follows every move, goes over to another mentor and vanishes, as one entry for life', async () => {
    await start();
    await deliver();
    const uid = `interview-${mock.id}@dryrun`;
    expect(await calendarOf(asha)).toMatchObject([
      {
        uid,
        sequence: 0,
        startsAt: FROM,
        title: 'Mock interview with Dev Malhotra',
        organizer: 'mailto:dryrun@example.org',
      },
    ]);
    expect(await calendarOf(dev)).toMatchObject([{ uid, sequence: 0, title: 'Mock interview with Asha Kulkarni' }]);

    expect((await move(TO, FROM)).status).toBe(200);
    await deliver();
    for (const who of [asha, dev]) expect(await calendarOf(who)).toMatchObject([{ uid, sequence: 1, startsAt: TO }]);

    const colleague = await handOver();
    await deliver();
    expect(await calendarOf(dev)).toEqual([]);
    expect(await calendarOf(colleague)).toMatchObject([{ uid, sequence: 2, startsAt: TO }]);
    expect((await calendarOf(asha))[0]?.title).not.toContain('Dev');

    await cancel(asha);
    // The colleague lives where it is still early: what is days away waits for their morning.
    world.clock.set('2026-11-18T15:00:00Z');
    await deliver();
    for (const who of [asha, dev, colleague]) expect(await calendarOf(who)).toEqual([]);
    const toAsha = await addressOf(asha);
    expect(letters.filter(({ to, entries }) => to === toAsha && entries.length > 0)).toHaveLength(4);
    expect(JSON.stringify(letters.map(({ letter }) => letter.parts))).not.toContain('SECRET-REASON');
  });

  it('comes as text, HTML and calendar of one letter, with one attendee, and gives nobody’s address to another', async () => {
    await world.query(`update availability set meeting_url = 'https://meet.example.org/dev' where person_id = $1`, [
      dev.personId,
    ]);
    await start();
    await deliver();
    const addresses = [await addressOf(asha), await addressOf(dev)];
    for (const { to, letter, entries } of letters.filter((l) => l.entries.length > 0)) {
      expect(letter.type).toBe('multipart/alternative');
      expect(letter.parts.map((p) => p.type)).toEqual(['text/plain', 'text/html', 'text/calendar']);
      expect(entries).toMatchObject([{ attendees: [expect.stringMatching(new RegExp(`^mailto:${to}$`, 'i'))] }]);
      expect(entries[0]?.place).toBe('https://meet.example.org/dev');
      const all = letter.parts.map((p) => p.text).join('\n') + [...letter.headers.values()].join('\n');
      for (const other of addresses.filter((a) => a !== to)) expect(all).not.toContain(other);
    }
    expect(letters).toHaveLength(2);
  });

  it('follows where it happens: the link of this mock, a new one, and the usual one again', async () => {
    const usual = 'https://meet.example.org/dev';
    await world.query('update availability set meeting_url = $2 where person_id = $1', [dev.personId, usual]);
    await start();
    await deliver();
    const meetAt = (url: string) =>
      dev.call(interviewEndpoints.setMeetingLink, { params: { interviewId: mock.id }, body: { url } });
    const places = async () => [(await calendarOf(asha))[0]?.place, (await calendarOf(dev))[0]?.place];
    const today = 'https://meet.example.org/just-today';
    await meetAt(today);
    await deliver();
    expect(await places()).toEqual([today, today]);
    const toAsha = await addressOf(asha);
    const update = letters.filter((l) => l.to === toAsha).at(-1)?.letter;
    expect([update?.headers.get('subject'), update && partOf(update, 'text/plain')?.text]).toEqual([
      'Where you meet: mock with Dev Malhotra, Thu, 26 Nov, 7:30 pm IST',
      expect.stringContaining(`Meet at: ${today}`),
    ]);

    // Saying the same again is no news.
    await meetAt(today);
    await deliver();
    expect(letters).toHaveLength(4);

    await meetAt('');
    await deliver();
    expect(await places()).toEqual([usual, usual]);
    expect((await calendarOf(asha))[0]?.sequence).toBe(2);

    await meetAt(today);
    const colleague = await handOver();
    await deliver();
    // The former mentor's room is not the colleague's.
    expect((await calendarOf(asha))[0]?.place).not.toBe(today);
    expect((await calendarOf(colleague))[0]?.place).not.toBe(today);
  });

  it('is one conversation of differently named letters, and the same news never make a second one', async () => {
    await start();
    await deliver();
    await move(TO, FROM);
    await deliver();
    const mine = letters.filter(({ to }) => to === letters[0]?.to).map(({ letter }) => letter.headers);
    expect(mine).toHaveLength(2);
    expect(new Set(mine.map((h) => h.get('message-id'))).size).toBe(2);
    expect(new Set(mine.map((h) => h.get('references'))).size).toBe(1);
    expect(mine[0]?.get('references')).toBe(mine[1]?.get('in-reply-to'));
    await world.query(`update outbox_event set handled_at = null where subject_id = $1`, [mock.id]);
    await deliver();
    expect(letters).toHaveLength(4);
  });

  it('is repeated byte for byte when the mail server took the letter and did not say so', async () => {
    catcher.meet('take and drop');
    await start();
    await world.settle();
    world.clock.advance(61_000);
    await world.settle();
    const raws = catcher.letters.map((l) => l.raw);
    expect(raws).toHaveLength(3);
    expect(raws.filter((raw) => raw === raws[0])).toHaveLength(2);
  });

  it('is cancelled only after the invitation left, however often the mail server put it off', async () => {
    catcher.meet(...Array.from({ length: 4 }, () => ({ refuse: 451, text: 'later' })));
    await start();
    await world.settle();
    await cancel(asha);
    await deliver();
    expect(letters).toEqual([]);
    for (let i = 0; i < 12; i++) {
      world.clock.advance(3_600_000);
      await deliver();
    }
    const steps = letters.map(({ to, letter }) => [to, partOf(letter, 'text/calendar')?.parameters.get('method')]);
    for (const client of [asha, dev]) {
      const address = await addressOf(client);
      expect(steps.filter(([to]) => to === address).map(([, method]) => method)).toEqual(['REQUEST', 'CANCEL']);
      expect(await calendarOf(client)).toEqual([]);
    }
  });

  it('is told in order even when the older news failed for a while', async () => {
    await start();
    await world.query(
      `update outbox_event set attempts = 3, retry_at = $2 where subject_id = $1 and type = 'interview.confirmed'`,
      [mock.id, new Date(world.clock.now().getTime() + 30_000)],
    );
    await cancel(asha);
    await deliver();
    expect(letters).toEqual([]);
    world.clock.advance(31_000);
    await deliver();
    const methods = letters.map(({ letter }) => partOf(letter, 'text/calendar')?.parameters.get('method'));
    expect(methods).toEqual(['REQUEST', 'REQUEST', 'CANCEL', 'CANCEL']);
  });
});

describe('in quiet hours', () => {
  it('news of a mock that is days away wait for the morning of whoever did not act, and what cancels it is not kept behind them', async () => {
    world.clock.set('2026-11-24T17:30:00Z');
    await start();
    await deliver();
    expect(letters.map((l) => l.to)).toEqual([await addressOf(asha)]);
    // Next morning in Kolkata.
    world.clock.set('2026-11-25T02:30:00Z');
    await deliver();
    expect(letters.map((l) => l.to)).toEqual([await addressOf(asha), await addressOf(dev)]);
  });

  it('a cancellation of tomorrow’s early mock comes at once, and takes the invitation before it along', async () => {
    world.clock.set('2026-11-25T17:30:00Z');
    await start();
    await deliver();
    expect(letters.map((l) => l.to)).toEqual([await addressOf(asha)]);
    // 06:30 in Kolkata, thirteen hours before.
    world.clock.set('2026-11-26T01:00:00Z');
    await cancel(asha);
    await deliver();
    const methods = letters
      .slice(1)
      .map(({ to, letter }) => [to, partOf(letter, 'text/calendar')?.parameters.get('method')]);
    expect(methods.filter(([to]) => to !== letters[0]?.to).map(([, m]) => m)).toEqual(['REQUEST', 'CANCEL']);
    expect(await calendarOf(dev)).toEqual([]);
  });
});
