import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { CalendarReader, type PackedCalendar } from '@dryrun/domain/scheduling/packed-calendar';
import type { SlotRequest } from '@dryrun/domain/scheduling/slot-request';
import { startThrowAway } from '../product/postgres.ts';
import { startApi } from '../product/server.ts';
import { NOW, RANGE } from './mentors.ts';

const DAY = 86_400_000;

/** Mentors in the tables of the product. */
export interface StoredMentors {
  database: DataSource;
  postgresPid: number;
  mentorIds: readonly string[];
}

/** An academy whose mentors have the hours, appointments and bookings of these requests; the product itself makes its tables. */
export async function storeMentors(
  requests: readonly SlotRequest[],
  onEnd: (undo: () => Promise<unknown>) => void,
): Promise<StoredMentors> {
  const server = await startThrowAway();
  onEnd(() => server.stop());
  // As the product reads: TypeORM over a pool of pg.
  const open = (name: string) =>
    new DataSource({
      type: 'postgres',
      url: Object.assign(new URL(server.url), { pathname: `/${name}` }).toString(),
    }).initialize();
  const main = await open('postgres');
  await main.query('create database bench');
  await main.destroy();
  const database = await open('bench');
  onEnd(() => database.destroy());
  await (await startApi(Object.assign(new URL(server.url), { pathname: '/bench' }).toString())).stop();
  const mentorIds = requests.map(() => randomUUID());
  await database.query(INSERT, [
    JSON.stringify(
      requests.map((request, n) => ({
        id: mentorIds[n],
        time_zone: request.mentorTimeZone,
        rules: request.weeklyRules,
        exceptions: request.exceptions.map(({ date, intervals }) => ({ onDate: date, intervals })),
        busy: request.busy,
        booked: request.existingBookings.map((b) => ({ ...b, id: randomUUID() })),
      })),
    ),
  ]);
  await database.query('vacuum analyze');
  return { database, postgresPid: server.pid, mentorIds };
}

const INSERT = `
  with mentor as (
    select * from jsonb_to_recordset($1) as m(id uuid, time_zone text, rules jsonb, exceptions jsonb, busy jsonb, booked jsonb)
  ), person_row as (
    insert into person (id, name, email, time_zone, created_at, updated_at)
    select id, 'Bench Person', 'bench-' || id || '@example.org', time_zone, now(), now() from mentor returning id
  ), hours_row as (
    insert into availability (person_id, time_zone, rules, exceptions, updated_at)
    select m.id, m.time_zone, m.rules, m.exceptions, now() from mentor m join person_row p on p.id = m.id returning person_id
  ), calendar_row as (
    insert into busy_calendar (person_id, sealed_url, label, connected_at, next_read_at)
    select person_id, '', '', now(), now() from hours_row returning person_id
  ), busy_row as (
    insert into busy_time (person_id, during)
    select m.id, tstzrange(to_timestamp(t.start / 1000.0), to_timestamp(t."end" / 1000.0))
    from calendar_row c join mentor m on m.id = c.person_id, jsonb_to_recordset(m.busy) as t(start float8, "end" float8)
  ), booked as (
    select m.id as mentor, b.id, to_timestamp(b.start / 1000.0) as starts, to_timestamp(b."end" / 1000.0) as ends
    from hours_row h join mentor m on m.id = h.person_id, jsonb_to_recordset(m.booked) as b(id uuid, start float8, "end" float8)
  ), booking_row as (
    insert into booking (id, reference_id, batch_id, during, state, created_at)
    select b.id, b.id, (select id from batch where slug = 'batch-01'), tstzrange(starts, ends), 'confirmed', now() from booked b returning id
  )
  insert into booking_participant (booking_id, person_id, role, blocked, live)
  select b.id, b.mentor, 'mentor', tstzrange(starts - interval '10 minutes', ends + interval '10 minutes'), true
  from booked b join booking_row r on r.id = b.id`;

/** What the search reads of all mentors together, by the statement and the reader of the product, as requests. */
export async function fetchedRequests(stored: StoredMentors, reader: CalendarReader): Promise<SlotRequest[]> {
  const rows = await stored.database.query<PackedCalendar[]>(
    `select person_id as "personId", hours, booked, outside from scheduling_calendars($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      stored.mentorIds,
      new Date(RANGE.start - 8 * DAY),
      new Date(RANGE.end + 8 * DAY),
      new Date(RANGE.start - DAY),
      new Date(RANGE.end + DAY),
      new Date(NOW),
      null,
      null,
    ],
  );
  const calendars = new Map(rows.map((row) => [row.personId, reader.read(row)]));
  return stored.mentorIds.map((id) => {
    const calendar = calendars.get(id);
    if (!calendar?.offers) throw new Error(`the hours of ${id} are gone`);
    const { timeZone, rules, ...dates } = calendar.offers.hours;
    return {
      mentorTimeZone: timeZone,
      weeklyRules: rules,
      ...dates,
      busy: calendar.outside,
      existingBookings: calendar.mentoring,
      ...{ durationMin: 45, stepMin: 30, bufferBeforeMin: 10, bufferAfterMin: 10, minNoticeMin: 12 * 60 },
      ...{ maxAheadMin: 28 * 24 * 60, now: NOW, range: RANGE, maxPerDay: 2, maxPerWeek: 4 },
    };
  });
}
