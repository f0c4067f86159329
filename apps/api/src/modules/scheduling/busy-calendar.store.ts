import { Injectable } from '@nestjs/common';
import type { Interval } from '@dryrun/domain/scheduling/intervals';
import { Database, type Tx } from '../../platform/db/database.ts';

/** A calendar outside, as it stands. */
export interface BusyCalendar {
  personId: string;
  sealedUrl: string;
  label: string;
  connectedAt: Date;
  triedAt: Date | null;
  readAt: Date | null;
  failingSince: Date | null;
  failures: number;
  problem: string | null;
}

/** A booking of the mentor, for telling of clashes. */
export interface ClashingBooking {
  referenceId: string;
  startsAt: Date;
  endsAt: Date;
}

const COLUMNS = `person_id as "personId", sealed_url as "sealedUrl", label, connected_at as "connectedAt", tried_at as "triedAt",
                 read_at as "readAt", failing_since as "failingSince", failures, problem`;

/** Calendars outside, their busy times and clashes; and the times that mentors called off, which are busy times too. */
@Injectable()
export class BusyCalendarStore {
  constructor(private readonly database: Database) {}

  async find(personId: string): Promise<BusyCalendar | null> {
    const [row] = await this.database.read.query<BusyCalendar[]>(
      `select ${COLUMNS} from busy_calendar where person_id = $1`,
      [personId],
    );
    return row ?? null;
  }

  async lock(tx: Tx, personId: string): Promise<BusyCalendar | null> {
    const [row] = await tx.query<BusyCalendar[]>(
      `select ${COLUMNS} from busy_calendar where person_id = $1 for update`,
      [personId],
    );
    return row ?? null;
  }

  /** Puts this calendar in the place of whatever was connected before; busy times and clashes of that one go. */
  async replace(
    tx: Tx,
    { personId, sealedUrl, label, connectedAt }: Pick<BusyCalendar, 'personId' | 'sealedUrl' | 'label' | 'connectedAt'>,
  ): Promise<void> {
    await this.remove(tx, personId);
    await tx.query(
      'insert into busy_calendar (person_id, sealed_url, label, connected_at, next_read_at) values ($1, $2, $3, $4, $4)',
      [personId, sealedUrl, label, connectedAt],
    );
  }

  async remove(tx: Tx, personId: string): Promise<void> {
    await this.removeRead(tx, personId);
    await tx.query('delete from busy_calendar where person_id = $1', [personId]);
  }

  /** People whose calendar is to be read now, longest due first. */
  async listDue(now: Date, limit: number): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      'select person_id as id from busy_calendar where next_read_at <= $1 order by next_read_at limit $2',
      [now, limit],
    );
    return rows.map((r) => r.id);
  }

  async updateRead(
    tx: Tx,
    personId: string,
    row: Pick<BusyCalendar, 'triedAt' | 'readAt' | 'failingSince' | 'failures' | 'problem'> & { nextReadAt: Date },
  ): Promise<void> {
    await tx.query(
      `update busy_calendar set tried_at = $2, read_at = $3, failing_since = $4, failures = $5, problem = $6, next_read_at = $7
       where person_id = $1`,
      [personId, row.triedAt, row.readAt, row.failingSince, row.failures, row.problem, row.nextReadAt],
    );
  }

  /** @param times a tidy list */
  async replaceTimes(tx: Tx, personId: string, times: readonly Interval[]): Promise<void> {
    await this.removeRead(tx, personId);
    await tx.query(
      `insert into busy_time (person_id, during)
       select $1, tstzrange(s, e) from unnest($2::timestamptz[], $3::timestamptz[]) as t(s, e)`,
      [personId, times.map((t) => new Date(t.start)), times.map((t) => new Date(t.end))],
    );
  }

  private async removeRead(tx: Tx, personId: string): Promise<void> {
    await tx.query('delete from busy_time where person_id = $1 and called_off is null', [personId]);
  }

  /** The mentor of this booking has something else at its time. */
  async insertCalledOff(tx: Tx, bookingId: string): Promise<void> {
    await tx.query(
      `insert into busy_time (person_id, during, called_off)
       select m.person_id, b.during, b.id from booking b join booking_participant m on m.booking_id = b.id and m.role = 'mentor'
       where b.id = $1`,
      [bookingId],
    );
  }

  async removeCalledOff(tx: Tx, personId: string): Promise<void> {
    await tx.query('delete from busy_time where person_id = $1 and called_off is not null', [personId]);
  }

  /** Busy times of these people that overlap `[from, until)`, ascending. */
  listTimes(
    personIds: readonly string[],
    from: Date,
    until: Date,
  ): Promise<{ personId: string; start: Date; end: Date }[]> {
    return this.database.read.query(
      `select person_id as "personId", lower(during) as start, upper(during) as end from busy_time
       where person_id = any($1) and during && tstzrange($2, $3) order by lower(during)`,
      [personIds, from, until],
    );
  }

  async countTimes(personId: string, from: Date): Promise<number> {
    const [row] = await this.database.read.query<{ count: number }[]>(
      'select count(*)::int as count from busy_time where person_id = $1 and called_off is null and upper(during) > $2',
      [personId, from],
    );
    return row?.count ?? 0;
  }

  /** Which of these are references of bookings, of whatever state. */
  async listReferences(tx: Tx, ids: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      'select distinct reference_id as id from booking where reference_id = any($1)',
      [ids],
    );
    return rows.map((r) => r.id);
  }

  /** Live bookings of a person in any role, from a moment on. */
  async listLive(tx: Tx, personId: string, from: Date): Promise<Interval[]> {
    const rows = await tx.query<{ start: Date; end: Date }[]>(
      `select lower(b.during) as start, upper(b.during) as end from booking b
       join booking_participant p on p.booking_id = b.id and p.person_id = $1 and p.live and upper(b.during) > $2`,
      [personId, from],
    );
    return rows.map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() }));
  }

  /** Writes down the mentor's booked mocks that busy times overlap now, forgets those that are over, and answers the new ones. */
  async updateConflicts(tx: Tx, personId: string, now: Date): Promise<ClashingBooking[]> {
    const clashes = `select b.reference_id from booking b
       join booking_participant p on p.booking_id = b.id and p.person_id = $1 and p.role = 'mentor'
       where b.state = 'confirmed' and lower(b.during) > $2
         and exists (select 1 from busy_time t where t.person_id = $1 and t.called_off is null and t.during && b.during)`;
    await tx.query(`delete from busy_conflict where person_id = $1 and reference_id not in (${clashes})`, [
      personId,
      now,
    ]);
    return tx.query<ClashingBooking[]>(
      `with fresh as (
         insert into busy_conflict (person_id, reference_id, found_at)
         select $1, reference_id, $2 from (${clashes}) c on conflict on constraint busy_conflict_pk do nothing returning reference_id
       )
       select b.reference_id as "referenceId", lower(b.during) as "startsAt", upper(b.during) as "endsAt"
       from fresh join booking b on b.reference_id = fresh.reference_id and b.state = 'confirmed' order by 2`,
      [personId, now],
    );
  }

  /** Booked mocks that still clash, soonest first. */
  listConflicts(personId: string, now: Date): Promise<ClashingBooking[]> {
    return this.database.read.query(
      `select c.reference_id as "referenceId", lower(b.during) as "startsAt", upper(b.during) as "endsAt"
       from busy_conflict c join booking b on b.reference_id = c.reference_id and b.state = 'confirmed' and lower(b.during) > $2
       where c.person_id = $1 order by 2`,
      [personId, now],
    );
  }

  /** Which of these references clash with their mentor's other calendar. */
  async listClashing(referenceIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      'select distinct reference_id as id from busy_conflict where reference_id = any($1)',
      [referenceIds],
    );
    return rows.map((r) => r.id);
  }
}
