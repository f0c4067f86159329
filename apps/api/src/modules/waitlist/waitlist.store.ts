import { Injectable } from '@nestjs/common';
import type { GoalBody } from '@dryrun/contracts/interviews.contract';
import type { LocalDate, Weekday } from '@dryrun/domain/time/local-date';
import type { DecidedBy, LostMock, OfferEnd, PassedOver, WaitingEnd } from '@dryrun/domain/waitlist/waitlist-order';
import type { DayPart } from '@dryrun/domain/waitlist/waitlist-wish';
import { Database, type Tx } from '../../platform/db/database.ts';

/** Somebody who waits, or waited, for a time in a batch. */
export interface WaitlistEntry {
  id: string;
  batchId: string;
  learnerId: string;
  goal: GoalBody;
  /** The versions that its titles are read from. */
  formatVersionId: string;
  rubricVersionId: string;
  fromOn: LocalDate;
  untilOn: LocalDate;
  weekdays: Weekday[];
  parts: DayPart[];
  since: Date;
  joinedBy: 'learner' | 'lost_mock';
  /** null: still waiting. */
  endedAs: WaitingEnd | null;
}

/** Why a time was offered to this learner, as of that moment. */
export interface OfferWhy {
  lost: LostMock | null;
  mocks: number;
  windowDays: number;
  since: string;
  decidedBy: DecidedBy;
  /** Who came before them in the order. */
  passedOver: { learnerId: string; why: PassedOver }[];
}

/** A time that was offered; batch and learner are its entry's. */
export interface WaitlistOffer {
  /** Also what its booking refers to, and the id of the mock that it becomes. */
  id: string;
  entryId: string;
  batchId: string;
  learnerId: string;
  bookingId: string;
  mentorId: string;
  goal: GoalBody;
  formatVersionId: string;
  rubricVersionId: string;
  startsAt: Date;
  endsAt: Date;
  offeredAt: Date;
  expiresAt: Date;
  why: OfferWhy;
  /** null: nobody has written down an end; it may have run out all the same. */
  endedAs: OfferEnd | null;
  endedAt: Date | null;
}

type NewOffer = Omit<WaitlistOffer, 'batchId' | 'learnerId' | 'endedAs' | 'endedAt'>;

const ENTRY = `e.id, e.batch_id as "batchId", e.learner_id as "learnerId", e.goal, e.format_version_id as "formatVersionId",
  e.rubric_version_id as "rubricVersionId", e.from_on::text as "fromOn", e.until_on::text as "untilOn",
  e.weekdays, e.parts, e.since, e.joined_by as "joinedBy", e.ended_as as "endedAs"`;

const OFFER = `o.id, o.entry_id as "entryId", e.batch_id as "batchId", e.learner_id as "learnerId", o.booking_id as "bookingId",
  o.mentor_id as "mentorId", o.goal || jsonb_build_object('note', e.goal->'note') as goal, o.format_version_id as "formatVersionId", o.rubric_version_id as "rubricVersionId",
  o.starts_at as "startsAt", o.ends_at as "endsAt", o.offered_at as "offeredAt", o.expires_at as "expiresAt", o.why,
  x.ended_as as "endedAs", x.at as "endedAt"`;

const OFFERS = `waitlist_offer o join waitlist_entry e on e.id = o.entry_id left join waitlist_offer_end x on x.offer_id = o.id`;

const MOST_LOGGED = 200;

/** Who waits, what was offered, and how offers ended. Offers and their ends are insert-only. */
@Injectable()
export class WaitlistStore {
  constructor(private readonly database: Database) {}

  /** Until the transaction ends nobody else offers times of this batch. */
  async lockOffering(tx: Tx, batchId: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('waitlist:' || $1, 0))`, [batchId]);
  }

  async findEntry(id: string): Promise<WaitlistEntry | null> {
    const [row] = await this.entries('e.id = $1', [id]);
    return row ?? null;
  }

  async findWaiting(batchId: string, learnerId: string): Promise<WaitlistEntry | null> {
    const [row] = await this.entries('e.batch_id = $1 and e.learner_id = $2 and e.ended_at is null', [
      batchId,
      learnerId,
    ]);
    return row ?? null;
  }

  /** Everybody who waits in a batch, longest first. */
  listWaiting(batchId: string): Promise<WaitlistEntry[]> {
    return this.entries('e.batch_id = $1 and e.ended_at is null', [batchId]);
  }

  /** Batches in which somebody waits. */
  async listBatches(): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      'select distinct batch_id as id from waitlist_entry where ended_at is null order by 1',
    );
    return rows.map((r) => r.id);
  }

  /** The entry as it is now, locked until the transaction ends: everything that ends it or its offers queues here. */
  async lockEntry(tx: Tx, id: string): Promise<WaitlistEntry | null> {
    const [row] = await tx.query<WaitlistEntry[]>(`select ${ENTRY} from waitlist_entry e where e.id = $1 for update`, [
      id,
    ]);
    return row ?? null;
  }

  /** Puts somebody on the list, or changes what they wait for and keeps their place; answers the id of the entry. */
  async upsertEntry(tx: Tx, entry: Omit<WaitlistEntry, 'endedAs'>): Promise<{ id: string; isNew: boolean }> {
    const [row] = await tx.query<{ id: string }[]>(
      `insert into waitlist_entry (id, batch_id, learner_id, goal, format_version_id, rubric_version_id, from_on, until_on, weekdays, parts, since, joined_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (batch_id, learner_id) where ended_at is null do update
         set goal = excluded.goal, format_version_id = excluded.format_version_id, rubric_version_id = excluded.rubric_version_id, from_on = excluded.from_on, until_on = excluded.until_on, weekdays = excluded.weekdays, parts = excluded.parts
       returning id`,
      [
        entry.id,
        entry.batchId,
        entry.learnerId,
        JSON.stringify(entry.goal),
        entry.formatVersionId,
        entry.rubricVersionId,
        entry.fromOn,
        entry.untilOn,
        entry.weekdays,
        entry.parts,
        entry.since,
        entry.joinedBy,
      ],
    );
    if (!row) throw new Error('the entry was neither made nor found');
    return { id: row.id, isNew: row.id === entry.id };
  }

  /** Ends an entry whose row is locked. */
  async endEntry(tx: Tx, id: string, endedAs: WaitingEnd, at: Date): Promise<void> {
    await tx.query('update waitlist_entry set ended_at = $3, ended_as = $2 where id = $1 and ended_at is null', [
      id,
      endedAs,
      at,
    ]);
  }

  async insertOffer(tx: Tx, offer: NewOffer): Promise<void> {
    await tx.query(
      `insert into waitlist_offer (id, entry_id, booking_id, mentor_id, goal, format_version_id, rubric_version_id, starts_at, ends_at, offered_at, expires_at, why)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        offer.id,
        offer.entryId,
        offer.bookingId,
        offer.mentorId,
        // The learner's words stay where they can be erased.
        JSON.stringify({ ...offer.goal, note: '' }),
        offer.formatVersionId,
        offer.rubricVersionId,
        offer.startsAt,
        offer.endsAt,
        offer.offeredAt,
        offer.expiresAt,
        JSON.stringify(offer.why),
      ],
    );
  }

  /** Writes down how an offer ended; false when somebody did before. */
  async insertEnd(tx: Tx, offerId: string, endedAs: OfferEnd, at: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into waitlist_offer_end (offer_id, ended_as, at) values ($1, $2, $3)
       on conflict on constraint waitlist_offer_end_pk do nothing returning 1`,
      [offerId, endedAs, at],
    );
    return rows.length === 1;
  }

  async findOffer(id: string): Promise<WaitlistOffer | null> {
    const [row] = await this.offers('o.id = $1', [id]);
    return row ?? null;
  }

  /** Offers of a batch whose end nobody has written down, oldest first. */
  listOpen(batchId: string): Promise<WaitlistOffer[]> {
    return this.offers('e.batch_id = $1 and x.offer_id is null order by o.offered_at, o.id', [batchId]);
  }

  /** The offers of an entry, newest first. */
  listOffersOf(entryId: string): Promise<WaitlistOffer[]> {
    return this.offers('o.entry_id = $1 order by o.offered_at desc, o.id desc', [entryId]);
  }

  /** Offers that ran out and whose end nobody has written down. */
  listRunOut(now: Date): Promise<WaitlistOffer[]> {
    return this.offers('x.offer_id is null and o.expires_at <= $1 order by o.expires_at, o.id', [now]);
  }

  /** All offers of a batch, newest first. */
  listLogged(batchId: string): Promise<WaitlistOffer[]> {
    return this.offers(`e.batch_id = $1 order by o.offered_at desc, o.id desc limit ${MOST_LOGGED}`, [batchId]);
  }

  /** Which times everybody who waits in a batch was asked about: `entry mentor start`, the start in epoch milliseconds. */
  async listAsked(batchId: string): Promise<Set<string>> {
    const rows = await this.offers('e.batch_id = $1 and e.ended_at is null', [batchId]);
    return new Set(rows.map((o) => askedKey(o.entryId, o.mentorId, o.startsAt.getTime())));
  }

  private entries(where: string, parameters: unknown[]): Promise<WaitlistEntry[]> {
    return this.database.read.query(
      `select ${ENTRY} from waitlist_entry e where ${where} order by e.since, e.id`,
      parameters,
    );
  }

  private offers(rest: string, parameters: unknown[]): Promise<WaitlistOffer[]> {
    return this.database.read.query(`select ${OFFER} from ${OFFERS} where ${rest}`, parameters);
  }
}

export function askedKey(entryId: string, mentorId: string, startsAt: number): string {
  return `${entryId} ${mentorId} ${startsAt}`;
}
