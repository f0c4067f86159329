import { calendarEndpoints as e } from '@dryrun/contracts/calendar.contract';
import { BATCH_01, BATCH_02 } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

let world: World;
let dev: TestClient;

beforeAll(async () => {
  world = await startWorld();
  dev = await world.as('dev');
});
afterAll(() => world.close());

const WEEK = { from: '2026-11-16T00:00:00Z', until: '2026-11-23T00:00:00Z' };

describe('a mentor’s calendar', () => {
  it('has their hours, cut to what was asked for, and what they are booked for', async () => {
    const { body } = await dev.call(e.myCalendar, { query: WEEK });
    expect(body.timeZone).toBe('Asia/Kolkata');
    expect(body.hours.length).toBeGreaterThan(4);
    const evening = { from: '2026-11-18T14:30:00Z', until: '2026-11-18T15:00:00Z' };
    expect((await dev.call(e.myCalendar, { query: evening })).body.hours).toEqual([
      { startsAt: '2026-11-18T14:30:00.000Z', endsAt: '2026-11-18T15:00:00.000Z' },
    ]);
    const booked = await world.query<{ id: string }>(
      `select b.reference_id as id from booking b join booking_participant p on p.booking_id = b.id and p.person_id = $1
       where b.state in ('confirmed', 'used') and b.during && tstzrange($2, $3) order by lower(b.during), b.id`,
      [dev.personId, WEEK.from, WEEK.until],
    );
    expect(booked.length).toBeGreaterThan(0);
    expect(body.bookings.map((b) => b.interviewId)).toEqual(booked.map((b) => b.id));
  });

  it('is shown for at most five weeks at once, and never backwards', async () => {
    for (const query of [
      { from: WEEK.until, until: WEEK.from },
      { from: '2026-01-01T00:00:00Z', until: '2036-01-01T00:00:00Z' },
    ]) {
      const answer = await dev.call(e.myCalendar, { query });
      expect([answer.status, answer.problem?.errors?.[0]?.pointer]).toEqual([400, '/query/until']);
    }
  });
});

describe('when colleagues are free', () => {
  const freeBusy = async (client: TestClient, slug = BATCH_01) =>
    client.call(e.freeBusy, { params: { batchId: await world.batch(slug) }, query: WEEK });

  it('is told to mentors of the batch: hours and taken times, never by what or whom', async () => {
    const answer = await freeBusy(dev);
    expect(answer.body.items.map((i) => i.mentor.name)).toEqual(
      expect.arrayContaining(['Claire Okafor', 'Dev Malhotra', 'Meera Iyer']),
    );
    for (const item of answer.body.items) expect(Object.keys(item).sort()).toEqual(['busy', 'hours', 'mentor']);
    const learners = await world.query<{ id: string; name: string }>(
      `select p.id, p.name from enrolment e join person p on p.id = e.person_id`,
    );
    for (const { id, name } of learners) {
      expect(answer.text).not.toContain(id);
      expect(answer.text).not.toContain(name);
    }
    const ids = await world.query<{ id: string }>('select reference_id as id from booking');
    for (const { id } of ids) expect(answer.text).not.toContain(id);
  });

  it('counts the time around a mock as taken', async () => {
    const mine = (await freeBusy(dev)).body.items.find((i) => i.mentor.id === dev.personId);
    const [row] = await world.query<{ from: Date }>(
      `select lower(p.blocked) as from from booking b join booking_participant p on p.booking_id = b.id and p.person_id = $1
       where b.state = 'confirmed' and p.blocked <@ tstzrange($2, $3) order by 1 limit 1`,
      [dev.personId, WEEK.from, WEEK.until],
    );
    expect(mine?.busy.map((b) => b.startsAt)).toContain(row?.from.toISOString());
  });

  it('is for the mentors and staff of the batch alone', async () => {
    for (const key of ['meera', 'kavya', 'arjun']) expect((await freeBusy(await world.as(key))).status).toBe(200);
    expect((await freeBusy(await world.as('asha'))).status).toBe(403);
    expect((await freeBusy(await world.as('imran'))).status).toBe(404);
    expect((await freeBusy(dev, BATCH_02)).status).toBe(404);
  });
});
