import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, type Tx } from '../../platform/db/database.ts';
import { AvailabilityEntity } from './availability.entity.ts';
import { BookingEntity, type BookingState } from './booking.entity.ts';

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

export interface ReservationRow {
  bookingId: string;
  referenceId: string;
  batchId: string;
  startsAt: Date;
  endsAt: Date;
  heldUntil: Date;
  heldBy: string;
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
}

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
   * count, nor does a hold of `ignoreHoldsOf` (a new hold of theirs would release it).
   */
  listTaken(search: {
    personIds: readonly string[];
    from: Date;
    until: Date;
    now: Date;
    ignoreHoldsOf: string | null;
  }): Promise<TakenTime[]> {
    return this.database.read.query(
      `select bp.person_id as "personId", b.reference_id as "referenceId", bp.role, b.batch_id as "batchId", b.state,
              lower(b.during) as "startsAt", upper(b.during) as "endsAt",
              lower(bp.blocked) as "blockedFrom", upper(bp.blocked) as "blockedUntil"
       from booking_participant bp join booking b on b.id = bp.booking_id
       where bp.person_id = any($1)
         and bp.blocked && tstzrange($2, $3)
         and (b.state in ('confirmed', 'used')
              or (b.state = 'held' and b.held_until > $4 and b.held_by is distinct from $5::uuid))
       order by lower(b.during), b.id`,
      [search.personIds, search.from, search.until, search.now, search.ignoreHoldsOf],
    );
  }

  /** Runs `scheduling_reserve` (migration 3): one statement that reserves for all participants or says why not. */
  async reserve(tx: Tx, row: ReservationRow): Promise<string> {
    const [answer] = await tx.query<{ outcome: string }[]>(
      `select scheduling_reserve($1, $2, $3, $4, tstzrange($5, $6), $7, $8, $9, $10) as outcome`,
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
      ],
    );
    if (!answer) throw new Error('scheduling_reserve answered nothing');
    return answer.outcome;
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

  /** Ends the confirmed booking of a reference; false when there is none. */
  async endConfirmed(tx: Tx, referenceId: string, changed: Partial<Omit<BookingEntity, 'id'>>): Promise<boolean> {
    const { affected } = await tx.update(BookingEntity, { referenceId, state: 'confirmed' }, changed);
    return affected === 1;
  }

  listCancelled(referenceIds: readonly string[]): Promise<BookingEntity[]> {
    return this.database.read.find(BookingEntity, {
      where: { referenceId: In([...referenceIds]), state: 'cancelled' },
      order: { endedAt: 'ASC', id: 'ASC' },
    });
  }
}
