import { Client } from 'pg';
import type { SlotRequest } from '@dryrun/domain/scheduling/slot-request';
import { startThrowAway } from '../product/postgres.ts';
import { NOW, RANGE } from './mentors.ts';

const DAY = 86_400_000;

/** Hours, appointments and bookings in tables like those of the product; answers a connection. */
export async function openHoursTables(
  requests: readonly SlotRequest[],
  onEnd: (undo: () => Promise<unknown>) => void,
): Promise<Client> {
  const server = await startThrowAway();
  onEnd(() => server.stop());
  const client = new Client({ connectionString: server.url });
  await client.connect();
  onEnd(() => client.end());
  await client.query(`
    create extension if not exists btree_gist;
    create table hours (mentor int primary key, time_zone text not null, rules jsonb not null, exceptions jsonb not null);
    create table taken (mentor int not null, blocked tstzrange not null, is_booking boolean not null);
    create index on taken using gist (mentor, blocked)`);
  await client.query(
    `insert into hours select * from jsonb_to_recordset($1) as h(mentor int, time_zone text, rules jsonb, exceptions jsonb)`,
    [
      JSON.stringify(
        requests.map((r, mentor) => ({
          mentor,
          time_zone: r.mentorTimeZone,
          rules: r.weeklyRules,
          exceptions: r.exceptions,
        })),
      ),
    ],
  );
  const spans = requests.flatMap((r, mentor) => [
    ...r.busy.map(({ start, end }) => ({ mentor, start, end, b: false })),
    ...r.existingBookings.map(({ start, end }) => ({ mentor, start, end, b: true })),
  ]);
  await client.query(
    `insert into taken select mentor, tstzrange(to_timestamp(start / 1000.0), to_timestamp("end" / 1000.0)), b from jsonb_to_recordset($1) as t(mentor int, start float8, "end" float8, b boolean)`,
    [JSON.stringify(spans)],
  );
  await client.query('analyze');
  return client;
}

interface Row {
  mentor: number;
  time_zone: string;
  rules: SlotRequest['weeklyRules'];
  exceptions: SlotRequest['exceptions'];
}

/** What the search reads, in two queries for all mentors together, as requests. */
export async function fetchedRequests(client: Client, mentors: number): Promise<SlotRequest[]> {
  const ids = Array.from({ length: mentors }, (_, n) => n);
  const hours = await client.query<Row>(
    'select mentor, time_zone, rules, exceptions from hours where mentor = any($1) order by mentor',
    [ids],
  );
  const taken = await client.query<{ mentor: number; is_booking: boolean; start: number; end: number }>(
    `select mentor, is_booking, extract(epoch from lower(blocked))::float8 * 1000 as start, extract(epoch from upper(blocked))::float8 * 1000 as "end"
     from taken where mentor = any($1) and blocked && tstzrange($2, $3) order by lower(blocked)`,
    [ids, new Date(RANGE.start - 8 * DAY), new Date(RANGE.end + 8 * DAY)],
  );
  const by = Map.groupBy(taken.rows, (row) => row.mentor);
  return hours.rows.map((row) => {
    const mine = by.get(row.mentor) ?? [];
    return {
      mentorTimeZone: row.time_zone,
      weeklyRules: row.rules,
      exceptions: row.exceptions,
      busy: mine.filter((t) => !t.is_booking),
      existingBookings: mine.filter((t) => t.is_booking).map(({ start, end }) => ({ start, end })),
      ...{ durationMin: 45, stepMin: 30, bufferBeforeMin: 10, bufferAfterMin: 10, minNoticeMin: 12 * 60 },
      ...{ maxAheadMin: 28 * 24 * 60, now: NOW, range: RANGE, maxPerDay: 2, maxPerWeek: 4 },
    };
  });
}
