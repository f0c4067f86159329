import { busyCalendarEndpoints as e } from '@dryrun/contracts/busy-calendar.contract';
import { calendarEndpoints } from '@dryrun/contracts/calendar.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { calendarUid } from '@dryrun/domain/scheduling/outside-busy';
import { BATCH_01, book, firstSlot, hold, openSlots, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import { SmallInternet } from '../../../test/small-internet.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';

const ADDRESS = 'http://cal.example.org/private-7f3a9c2e/basic.ics';
const MINUTE = 60_000;

let internet: SmallInternet;
let world: World;
let dev: TestClient;
let asha: TestClient;
let batchId: string;

beforeEach(async () => {
  internet = await new SmallInternet().start();
  world = await startWorld({ network: internet });
  dev = await world.as('dev');
  asha = await world.as('asha');
  batchId = await world.batch(BATCH_01);
});
afterEach(async () => {
  await world.close();
  await internet.stop();
});

interface Entry {
  uid?: string;
  startsAt: string;
  minutes: number;
  title?: string;
}
const compact = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
const ics = (...entries: Entry[]) =>
  [
    'BEGIN:VCALENDAR',
    ...entries.flatMap(({ uid = `${Math.random()}@example.org`, startsAt, minutes, title = 'Busy' }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTART:${compact(Date.parse(startsAt))}`,
      `DTEND:${compact(Date.parse(startsAt) + minutes * MINUTE)}`,
      `SUMMARY:${title}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ].join('\r\n');

const connect = (url = ADDRESS, client = dev) => client.call(e.connectBusyCalendar, { body: { url } });
const view = async (client = dev) => (await client.call(e.busyCalendar)).body;
/** Connects and reads what the small internet says. */
async function read(text: string): Promise<void> {
  internet.calendar('cal.example.org', text);
  await connect();
  await world.settle();
}
/** What happens every quarter of an hour. */
async function later(minutes: number, text?: string): Promise<void> {
  if (text !== undefined) internet.calendar('cal.example.org', text);
  world.clock.advance(minutes * MINUTE);
  await world.app.get(Jobs, { strict: false }).runTimer('scheduling.look_for_busy_calendars');
  await world.settle();
}
const devStarts = async () =>
  (await openSlots(asha, batchId)).items
    .filter((s) => s.mentors.some((m) => m.id === dev.personId))
    .map((s) => s.startsAt);

describe('a mentor’s other calendar', () => {
  it('is read in the background and closes the times at which it shows something', async () => {
    const before = await devStarts();
    const [busyAt] = before;
    if (!busyAt) throw new Error('dev offers nothing');
    internet.calendar('cal.example.org', ics({ startsAt: busyAt, minutes: 60 }));
    const answer = await connect();
    expect(answer.body).toMatchObject({ state: 'waiting', label: 'cal.example.org ….ics', lastReadAt: null });
    expect(await devStarts()).toEqual(before);
    await world.settle();
    expect(await view()).toMatchObject({
      state: 'ok',
      busyCount: 1,
      lastReadAt: world.clock.now().toISOString(),
      failingSince: null,
      problem: null,
      conflicts: [],
    });
    const after = await devStarts();
    expect(after).not.toContain(busyAt);
    expect(before).toEqual(expect.arrayContaining(after));
    const late = await refused(world, () => hold(asha, batchId, { startsAt: busyAt, mentorId: dev.personId ?? '' }));
    expect(late.problem?.code).toBe('slot_taken');
    const query = { from: '2026-11-18T00:00:00Z', until: '2026-12-18T00:00:00Z' };
    expect((await dev.call(calendarEndpoints.myCalendar, { query })).body.busy).toEqual([
      { startsAt: busyAt, endsAt: new Date(Date.parse(busyAt) + 60 * MINUTE).toISOString() },
    ]);
  });

  it('is read again every quarter of an hour, and follows what changed', async () => {
    const [busyAt] = await devStarts();
    if (!busyAt) throw new Error('dev offers nothing');
    await read(ics({ startsAt: busyAt, minutes: 60 }));
    const seen = internet.seen.length;
    await later(5, ics());
    expect(internet.seen).toHaveLength(seen);
    await later(10);
    expect(internet.seen).toHaveLength(seen + 1);
    expect(await devStarts()).toContain(busyAt);
  });

  it('keeps what was read last while it fails, says since when, and is tried more and more rarely', async () => {
    const [busyAt] = await devStarts();
    if (!busyAt) throw new Error('dev offers nothing');
    await read(ics({ startsAt: busyAt, minutes: 60 }));
    const readAt = world.clock.now().toISOString();
    internet.host('cal.example.org', (_request, response) => void response.writeHead(500).end());
    await later(15);
    const failingSince = world.clock.now().toISOString();
    expect(await view()).toMatchObject({
      state: 'failing',
      lastReadAt: readAt,
      failingSince,
      problem: 'That address cannot answer right now (it answered 500).',
      busyCount: 1,
    });
    expect(await devStarts()).not.toContain(busyAt);
    await later(15);
    const seen = internet.seen.length;
    await later(15);
    expect(internet.seen).toHaveLength(seen);
    await later(15);
    expect(internet.seen).toHaveLength(seen + 1);
    expect((await view()).failingSince).toBe(failingSince);
    internet.calendar('cal.example.org', ics());
    await later(60);
    expect(await view()).toMatchObject({ state: 'ok', failingSince: null, problem: null });
  });

  it('does not count our own mocks when they come back in it, by name or by time', async () => {
    const mock = await book(asha, batchId, await firstSlot(asha, batchId, dev.personId ?? ''));
    const minutes = (Date.parse(mock.endsAt) - Date.parse(mock.startsAt)) / MINUTE;
    await read(
      ics(
        { uid: calendarUid(mock.id), startsAt: mock.startsAt, minutes },
        { startsAt: mock.startsAt, minutes },
        // Before it was moved, as a slow calendar still has it.
        { uid: calendarUid(mock.id), startsAt: '2026-11-30T15:00:00Z', minutes },
      ),
    );
    expect(await view()).toMatchObject({ state: 'ok', busyCount: 0, conflicts: [] });
  });

  it('that clashes with a booked mock is told once, to both, and changes nothing by itself', async () => {
    const mock = await book(asha, batchId, await firstSlot(asha, batchId, dev.personId ?? ''));
    const clash = ics({ startsAt: mock.startsAt, minutes: 20 });
    await read(clash);
    const told = () =>
      world.query<{ subject_id: string; payload: unknown }>(
        `select subject_id, payload from outbox_event where type = 'scheduling.busy_conflict'`,
      );
    const { startsAt, endsAt } = mock;
    expect((await view()).conflicts).toEqual([{ interviewId: mock.id, startsAt, endsAt }]);
    expect(await told()).toEqual([{ subject_id: mock.id, payload: { mentorId: dev.personId, startsAt, endsAt } }]);
    await later(15, clash);
    expect(await told()).toHaveLength(1);
    const seen = async (client: TestClient) =>
      (await client.call(interviewEndpoints.get, { params: { interviewId: mock.id } })).body.mentorIsBusy;
    expect([await seen(asha), await seen(dev), await seen(await world.as('kavya'))]).toEqual([true, true, false]);
    const mails = await world.mails({ kind: 'scheduling.busy_conflict' });
    expect(mails.map((m) => m.personId).sort()).toEqual([asha.personId, dev.personId].sort());
    const [booking] = await world.query<{ state: string }>('select state from booking where reference_id = $1', [
      mock.id,
    ]);
    expect(booking?.state).toBe('confirmed');
    await later(15, ics());
    expect((await view()).conflicts).toEqual([]);
    await later(15, clash);
    expect(await told()).toHaveLength(2);
  });
});

describe('the address of it', () => {
  it('is never shown again and nowhere readable; what entries are called is not stored', async () => {
    await read(ics({ startsAt: '2026-11-20T10:00:00Z', minutes: 60, title: 'canary-therapy' }));
    const tables = await world.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    for (const { name } of tables) {
      const [row] = await world.query<{ hit: string | null }>(
        `select string_agg(t::text, '') as hit from "${name}" t where t::text like '%private-7f3a9c2e%' or t::text like '%canary-therapy%'`,
      );
      expect([name, row?.hit ?? null]).toEqual([name, null]);
    }
    expect(JSON.stringify(await view())).not.toContain('private-7f3a9c2e');
  });

  it('is forgotten with everything read from it', async () => {
    const [busyAt] = await devStarts();
    await read(ics({ startsAt: busyAt ?? '', minutes: 60 }));
    expect((await dev.call(e.disconnectBusyCalendar)).body).toMatchObject({ state: 'none', label: null, busyCount: 0 });
    expect(await devStarts()).toContain(busyAt);
    expect(await world.query('select 1 from busy_time where person_id = $1', [dev.personId])).toEqual([]);
    await later(60);
    expect((await view()).state).toBe('none');
  });

  it('may lead to a public calendar only: inner addresses are refused at once or told as a failure', async () => {
    for (const url of [
      'http://127.0.0.1/x.ics',
      'http://[::1]/x.ics',
      'https://169.254.169.254/latest',
      'http://a.b:22/',
    ])
      expect((await refused(world, () => connect(url))).problem?.errors?.[0]?.pointer).toBe('/body/url');
    internet.host('inside.example.org', (_request, response) => void response.end('BEGIN:VCALENDAR'), ['10.0.0.5']);
    await connect('http://inside.example.org/x.ics');
    await world.settle();
    expect(await view()).toMatchObject({ state: 'failing', problem: expect.stringContaining('public internet') });
    expect(internet.dialled).toEqual([]);
  });

  it('answers a calendar, or the mentor reads what is wrong', async () => {
    internet.host('cal.example.org', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>sign in</html>');
    });
    await connect();
    await world.settle();
    expect(await view()).toMatchObject({
      state: 'failing',
      problem: expect.stringContaining('something else than a calendar'),
    });
    internet.calendar('cal.example.org', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nRRULE:FREQ=');
    await later(15);
    expect(await view()).toMatchObject({ state: 'failing', problem: expect.stringContaining('no calendar') });
  });

  it('is understood as webcal, as calendars offer it', async () => {
    expect((await connect('webcal://cal.example.org/x.ics')).status).toBe(200);
  });

  it('is replaced by another one, and an answer of the old one that comes late counts no more', async () => {
    const late: { answer?: () => void } = {};
    internet.host('slow.example.org', (_request, response) => {
      late.answer = () =>
        void response
          .writeHead(200, { 'content-type': 'text/calendar' })
          .end(ics({ startsAt: '2026-11-20T10:00:00Z', minutes: 60 }));
    });
    await connect('http://slow.example.org/a.ics');
    const reading = world.settle();
    for (let i = 0; !late.answer && i < 200; i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    world.clock.advance(1_000);
    internet.calendar('cal.example.org', ics());
    await connect();
    late.answer?.();
    await reading;
    expect((await view()).busyCount).toBe(0);
    await world.settle();
    expect(await view()).toMatchObject({ state: 'ok', busyCount: 0, label: 'cal.example.org ….ics' });
  });

  it('is read on request, not more often than once a minute', async () => {
    await read(ics());
    expect((await refused(world, () => dev.call(e.readBusyCalendar))).problem?.code).toBe('too_many_requests');
    world.clock.advance(MINUTE);
    expect((await dev.call(e.readBusyCalendar)).status).toBe(200);
  });

  it('is a mentor’s own business', async () => {
    for (const key of ['asha', 'kavya', 'arjun', 'leela']) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => connect(ADDRESS, client))).status]).toEqual([key, 403]);
    }
    for (const key of ['asha', 'kavya']) expect((await (await world.as(key)).call(e.busyCalendar)).status).toBe(403);
    await read(ics());
    expect(await view(await world.as('claire'))).toMatchObject({ state: 'none', label: null });
  });
});
