import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Interval } from '@dryrun/domain/scheduling/intervals';
import type { PackedCalendar } from '@dryrun/domain/scheduling/packed-calendar';
import { Database, type Tx } from '../../platform/db/database.ts';
import { AvailabilityEntity } from './availability.entity.ts';
import { BookingEntity, type BookingState, type CancelledBy } from './booking.entity.ts';

/** One person's part in a booking that counts: it is live, or it was used and still counts for limits. */
export interface TakenTime {
  personId: string;
  /** What the booking is for. */
  referenceId: string;
  role: 'learner' | 'mentor';
  batchId: string;
  state: BookingState;
  startsAt: Date;
  endsAt: Date;
  /** What is kept free for it, buffers included. */
  blockedFrom: Date;
  blockedUntil: Date;
}

export interface CalendarSearch {
  personIds: readonly string[];
  /** Which bookings may count, and which outside appointments may be near; epoch milliseconds. */
  reach: { bookings: Interval; outside: Interval };
  now: Date;
  ignoreHoldsOf: string | null;
  ignoreReference: string | null;
}

/** The week of a start in a learner's account; see `scheduling_reserve`. */
export interface QuotaRow {
  person: string;
  batch: string;
  from: Date;
  until: Date;
  max: number;
  override?: { by: string; reason: string } | null;
}

export interface ReservationRow {
  bookingId: string;
  referenceId: string;
  batchId: string;
  startsAt: Date;
  endsAt: Date;
  /** null: booked at once. */
  heldUntil: Date | null;
  heldBy: string | null;
  now: Date;
  participants: { person: string; role: 'learner' | 'mentor'; from: Date; until: Date }[];
  limits: {
    code: string;
    person: string;
    role: 'learner' | 'mentor';
    from: Date;
    until: Date;
    max: number;
    batch: string | null;
  }[];
  quota: QuotaRow;
  replaces: { booking: string; by: CancelledBy; code: string; reason: string; late: boolean; trouble: boolean } | null;
}

/** A time that a reference has, had, or kept. */
export interface BookedTimeRow {
  id: string;
  referenceId: string;
  state: BookingState;
  mentorId: string;
  startsAt: Date;
  endsAt: Date;
  endedAt: Date | null;
  endedBy: CancelledBy | null;
  reasonCode: string;
  reason: string;
  isLate: boolean;
}

/** A prepared statement is planned for about ten people: as good for some dozens, twice the work for thousands. */
const FEW_PEOPLE = 100;

const CALENDARS = {
  name: 'calendars',
  text: `select person_id as "personId", hours, booked, outside from scheduling_calendars($1, $2, $3, $4, $5, $6, $7, $8)`,
};

/** Availability, bookings and their participants. */
@Injectable()
export class SchedulingStore {
  constructor(private readonly database: Database) {}

  findHours(personId: string): Promise<AvailabilityEntity | null> {
    return this.database.read.findOneBy(AvailabilityEntity, { personId });
  }

  /** Hours of several people, in no particular order; people who published none are absent. */
  listHours(personIds: readonly string[]): Promise<AvailabilityEntity[]> {
    return this.database.read.findBy(AvailabilityEntity, { personId: In([...personIds]) });
  }

  lockHours(tx: Tx, personId: string): Promise<AvailabilityEntity | null> {
    return tx.findOne(AvailabilityEntity, { where: { personId }, lock: { mode: 'pessimistic_write' } });
  }

  /** False when somebody inserted this person's hours first. */
  async insertHours(tx: Tx, hours: AvailabilityEntity): Promise<boolean> {
    const inserted = await tx.query<unknown[]>(
      `insert into availability (person_id, time_zone, meeting_url, rules, exceptions, time_off, stays, limits, version, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict on constraint availability_pk do nothing returning 1`,
      [
        hours.personId,
        hours.timeZone,
        hours.meetingUrl,
        JSON.stringify(hours.rules),
        JSON.stringify(hours.exceptions),
        JSON.stringify(hours.timeOff),
        JSON.stringify(hours.stays),
        JSON.stringify(hours.limits),
        hours.version,
        hours.updatedAt,
      ],
    );
    return inserted.length === 1;
  }

  async updateHours(tx: Tx, hours: AvailabilityEntity): Promise<void> {
    const { personId, ...changed } = hours;
    await tx.update(AvailabilityEntity, { personId }, changed);
  }

  /**
   * What these people's time is taken by, for bookings that overlap `[from, until)`. Holds that ran out before `now` do not
   * count, nor does a hold of `ignoreHoldsOf` (a new hold of theirs would release it), nor what `ignoreReference` has booked.
   */
  listTaken(search: {
    personIds: readonly string[];
    from: Date;
    until: Date;
    now: Date;
    ignoreHoldsOf: string | null;
    ignoreReference?: string | null;
  }): Promise<TakenTime[]> {
    return this.database.read.query(
      `select bp.person_id as "personId", b.reference_id as "referenceId", bp.role, b.batch_id as "batchId", b.state,
              lower(b.during) as "startsAt", upper(b.during) as "endsAt",
              lower(bp.blocked) as "blockedFrom", upper(bp.blocked) as "blockedUntil"
       from booking_participant bp join booking b on b.id = bp.booking_id
       where bp.person_id = any($1)
         and bp.blocked && tstzrange($2, $3)
         and b.reference_id is distinct from $6::uuid
         and (b.state in ('confirmed', 'used')
              or (b.state = 'held' and b.held_until > $4 and b.held_by is distinct from $5::uuid))
       order by lower(b.during), b.id`,
      [search.personIds, search.from, search.until, search.now, search.ignoreHoldsOf, search.ignoreReference ?? null],
    );
  }

  /**
   * Runs `scheduling_calendars` (migration 1764000017500): the hours, bookings and outside appointments of these people, in no
   * particular order. Which bookings count is as in `listTaken`; what was used counts for mentors only.
   */
  listCalendars(search: CalendarSearch): Promise<PackedCalendar[]> {
    const { bookings, outside } = search.reach;
    const values = [
      search.personIds,
      new Date(bookings.start),
      new Date(bookings.end),
      new Date(outside.start),
      new Date(outside.end),
      search.now,
      search.ignoreHoldsOf,
      search.ignoreReference,
    ];
    return search.personIds.length <= FEW_PEOPLE
      ? this.database.ask(CALENDARS, values)
      : this.database.read.query(CALENDARS.text, values);
  }

  /** Runs `scheduling_reserve` (newest text: migration 1764000051001): one statement that reserves for all participants or says why not. */
  async reserve(tx: Tx, row: ReservationRow): Promise<string> {
    const [answer] = await tx.query<{ outcome: string }[]>(
      `select scheduling_reserve($1, $2, $3, $4, tstzrange($5, $6), $7, $8, $9, $10, $11, $12) as outcome`,
      [
        row.now,
        row.bookingId,
        row.referenceId,
        row.batchId,
        row.startsAt,
        row.endsAt,
        row.heldUntil,
        row.heldBy,
        JSON.stringify(row.participants),
        JSON.stringify(row.limits),
        JSON.stringify(row.quota),
        row.replaces && JSON.stringify(row.replaces),
      ],
    );
    if (!answer) throw new Error('scheduling_reserve answered nothing');
    return answer.outcome;
  }

  /** Runs `scheduling_confirm`: a hold becomes a booking and is paid for. */
  async confirm(tx: Tx, bookingId: string, quota: QuotaRow, now: Date): Promise<string> {
    const [answer] = await tx.query<{ outcome: string }[]>('select scheduling_confirm($1, $2, $3) as outcome', [
      now,
      bookingId,
      JSON.stringify(quota),
    ]);
    if (!answer) throw new Error('scheduling_confirm answered nothing');
    return answer.outcome;
  }

  /** Every time that references have or had, oldest first; what was only kept is left out. */
  listBooked(referenceIds: readonly string[]): Promise<BookedTimeRow[]> {
    return this.database.read.query(
      `select b.id, b.reference_id as "referenceId", b.state, m.person_id as "mentorId", lower(b.during) as "startsAt",
              upper(b.during) as "endsAt", b.ended_at as "endedAt", b.cancelled_by as "endedBy", b.reason_code as "reasonCode",
              b.cancel_reason as reason, b.is_late_change as "isLate"
       from booking b join booking_participant m on m.booking_id = b.id and m.role = 'mentor'
       where b.reference_id = any($1) and b.state in ('confirmed', 'superseded', 'cancelled', 'used')
       order by b.created_at, b.id`,
      [referenceIds],
    );
  }

  async lockChanges(tx: Tx, learnerId: string, batchId: string): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`changes:${learnerId}:${batchId}`]);
  }

  /** How often a learner changed bookings of a batch late, or moved them because of trouble, since then. */
  async countChanges(learnerId: string, batchId: string, since: Date): Promise<{ late: number; trouble: number }> {
    const [row] = await this.database.read.query<{ late: number; trouble: number }[]>(
      `select count(*) filter (where b.is_late_change)::int as late, count(*) filter (where b.is_trouble)::int as trouble
       from booking b join booking_participant bp on bp.booking_id = b.id and bp.role = 'learner'
       where bp.person_id = $1 and b.batch_id = $2 and b.cancelled_by = 'learner' and b.ended_at > $3`,
      [learnerId, batchId, since],
    );
    return row ?? { late: 0, trouble: 0 };
  }

  async listLostToMentor(batchId: string, learnerIds: readonly string[], since: Date): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select distinct l.person_id as id from booking b join booking_participant l on l.booking_id = b.id and l.role = 'learner'
       where b.batch_id = $1 and l.person_id = any($2) and b.state = 'cancelled' and b.cancelled_by = 'mentor' and b.ended_at > $3
         and not exists (
           select 1 from booking k join booking_participant kl on kl.booking_id = k.id and kl.person_id = l.person_id and kl.role = 'learner'
           where k.batch_id = b.batch_id and k.state in ('confirmed', 'used') and k.created_at >= b.ended_at)`,
      [batchId, learnerIds, since],
    );
    return rows.map((r) => r.id);
  }

  findBooking(id: string): Promise<BookingEntity | null> {
    return this.database.read.findOneBy(BookingEntity, { id });
  }

  lockBooking(tx: Tx, id: string): Promise<BookingEntity | null> {
    return tx.findOne(BookingEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The person's hold in a batch that has not run out. */
  findHold(personId: string, batchId: string, now: Date): Promise<BookingEntity | null> {
    return this.database.read
      .createQueryBuilder(BookingEntity, 'b')
      .where(`b.state = 'held' and b.heldBy = :personId and b.batchId = :batchId and b.heldUntil > :now`)
      .setParameters({ personId, batchId, now })
      .getOne();
  }

  async updateBooking(tx: Tx, id: string, changed: Partial<Omit<BookingEntity, 'id'>>): Promise<void> {
    await tx.update(BookingEntity, { id }, changed);
  }

  findConfirmed(tx: Tx, referenceId: string): Promise<BookingEntity | null> {
    return tx.findOneBy(BookingEntity, { referenceId, state: 'confirmed' });
  }

  listCancelled(referenceIds: readonly string[]): Promise<BookingEntity[]> {
    return this.database.read.find(BookingEntity, {
      where: { referenceId: In([...referenceIds]), state: 'cancelled' },
      order: { endedAt: 'ASC', id: 'ASC' },
    });
  }
}
