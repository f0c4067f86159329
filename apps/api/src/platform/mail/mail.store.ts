import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../db/database.ts';
import type { MailContent } from './mail-content.ts';

export const MAIL_STATES = ['waiting', 'sending', 'sent', 'failed', 'dead', 'withheld'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** A row of `mail_message`. */
export interface MailMessage {
  id: string;
  kind: string;
  personId: string | null;
  address: string;
  name: string;
  batchId: string | null;
  why: string;
  isSecret: boolean;
  content: MailContent | null;
  sealed: string | null;
  orderKey: string | null;
  messageId: string;
  threadId: string | null;
  /** After this it is no longer worth sending. */
  expiresAt: Date | null;
  state: MailState;
  attempts: number;
  nextAt: Date;
  leasedUntil: Date | null;
  lastError: string | null;
  createdAt: Date;
  triedAt: Date | null;
  sentAt: Date | null;
}

type NewMessage = Omit<MailMessage, 'attempts' | 'leasedUntil' | 'triedAt' | 'sentAt'>;

const MESSAGE = `m.id, m.kind, m.person_id as "personId", m.address, m.name, m.batch_id as "batchId", m.why, m.is_secret as "isSecret", m.content,
  m.sealed, m.order_key as "orderKey", m.message_id as "messageId", m.thread_id as "threadId", m.expires_at as "expiresAt", m.state, m.attempts, m.next_at as "nextAt", m.leased_until as "leasedUntil",
  m.last_error as "lastError", m.created_at as "createdAt", m.tried_at as "triedAt", m.sent_at as "sentAt"`;

/** Due for a try: waiting or failed and its time has come, or left behind by a worker whose lease is over. */
const IS_DUE = `((m.state in ('waiting','failed') and m.next_at <= $1) or (m.state = 'sending' and m.leased_until <= $1))`;

/** An earlier message of the same order key has not left yet. A dead one is given up and holds up nobody. */
const IS_OVERTAKING = `exists (select 1 from mail_message e where e.order_key = m.order_key and e.sequence < m.sequence
  and e.state in ('waiting','sending','failed','withheld'))`;

/** A later message of the same order key has left or is about to. */
const IS_OVERTAKEN = `exists (select 1 from mail_message l where l.order_key = m.order_key and l.sequence > m.sequence
  and l.state in ('sending','sent'))`;

/** $2 names a message, or is null for the first page. */
const IS_BEFORE = `($2::uuid is null or m.sequence < (select b.sequence from mail_message b where b.id = $2))`;

/** Not on its way, though it should be or could be. */
const IS_STUCK = `m.state in ('failed','dead','withheld')`;

const CAN_RETRY = `(${IS_STUCK} and not (m.is_secret and m.sealed is null) and m.address ~ '@' and not ${IS_OVERTAKEN})`;

const SHELVES = {
  all: 'true',
  waiting: `m.state in ('waiting','sending')`,
  stuck: IS_STUCK,
  sent: `m.state = 'sent'`,
} as const;
/** Messages by what becomes of them. */
export type Shelf = keyof typeof SHELVES;

/** Whose messages are meant: those of some batches, or all. */
export interface MailScope {
  /** null: all, also those that belong to no batch. */
  batchIds: readonly string[] | null;
}

/** The table of outgoing messages. */
@Injectable()
export class MailStore {
  constructor(private readonly database: Database) {}

  /** Changes nothing when a message with this Message-ID is there already, and answers the id of that one. */
  async insert(tx: Tx, m: NewMessage): Promise<{ id: string; isNew: boolean }> {
    const [row] = await tx.query<{ id: string }[]>(
      `insert into mail_message (id, kind, person_id, address, name, batch_id, why, is_secret, content, sealed, order_key, message_id, thread_id, expires_at, state, next_at, last_error, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
       on conflict on constraint mail_message_id_once do update set message_id = excluded.message_id returning id`,
      [
        m.id,
        m.kind,
        m.personId,
        m.address,
        m.name,
        m.batchId,
        m.why,
        m.isSecret,
        m.content && JSON.stringify(m.content),
        m.sealed,
        m.orderKey,
        m.messageId,
        m.threadId,
        m.expiresAt,
        m.state,
        m.nextAt,
        m.lastError,
        m.createdAt,
      ],
    );
    if (!row) throw new Error(`message ${m.messageId} was neither written nor found`);
    return { id: row.id, isNew: row.id === m.id };
  }

  /** Lets earlier messages of an order key leave no later than this; answers which ones changed. */
  async hasten(tx: Tx, orderKey: string, by: Date): Promise<string[]> {
    const [rows] = await tx.query<[{ id: string }[], number]>(
      `update mail_message set next_at = $2 where order_key = $1 and state = 'waiting' and next_at > $2 returning id`,
      [orderKey, by],
    );
    return rows.map((r) => r.id);
  }

  /** Gives up messages of a kind that have not left yet. */
  async withdraw(tx: Tx, orderKey: string, kind: string, because: string): Promise<void> {
    await tx.query(
      `update mail_message set state = 'dead', sealed = null, last_error = $3
       where order_key = $1 and kind = $2 and state in ('waiting','failed','withheld')`,
      [orderKey, kind, because],
    );
  }

  /** Takes a due message for one try, unless it would overtake another or somebody else has it. */
  async claim(tx: Tx, id: string, now: Date, leasedUntil: Date): Promise<MailMessage | null> {
    const [rows] = await tx.query<[MailMessage[], number]>(
      `update mail_message m set state = 'sending', attempts = attempts + 1, leased_until = $3, tried_at = $1
       where m.id = (select id from mail_message where id = $2 for update skip locked) and ${IS_DUE} and not ${IS_OVERTAKING}
       returning ${MESSAGE}`,
      [now, id, leasedUntil],
    );
    return rows[0] ?? null;
  }

  /** Ends a try. Only for the holder of that try: after a lost lease it changes nothing and answers false. */
  async settle(
    tx: Tx,
    { id, attempts }: Pick<MailMessage, 'id' | 'attempts'>,
    outcome: { state: 'sent' | 'failed' | 'dead'; nextAt: Date; lastError: string | null; sentAt: Date | null },
  ): Promise<boolean> {
    const [, changed] = await tx.query<[unknown[], number]>(
      `update mail_message set state = $3, next_at = $4, last_error = $5, sent_at = $6, leased_until = null,
         sealed = case when $3 in ('sent','dead') then null else sealed end
       where id = $1 and attempts = $2 and state = 'sending'`,
      [id, attempts, outcome.state, outcome.nextAt, outcome.lastError, outcome.sentAt],
    );
    return changed > 0;
  }

  /** Keeps back everything that is due. */
  async withhold(tx: Tx, now: Date, because: string): Promise<void> {
    await tx.query(
      `update mail_message m set state = 'withheld', leased_until = null, last_error = $2 where ${IS_DUE}`,
      [now, because],
    );
  }

  /** Gives up secret messages that nobody could send in time: their codes and links are long useless. */
  async expireSecrets(tx: Tx, writtenBefore: Date, because: string): Promise<void> {
    await tx.query(
      `update mail_message set state = 'dead', sealed = null, leased_until = null, last_error = $2
       where is_secret and state in ('waiting','failed','withheld') and greatest(created_at, next_at) < $1`,
      [writtenBefore, because],
    );
  }

  /** Due messages in the order of writing; of each order key only the one whose turn it is. */
  async listDue(now: Date, limit: number): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select m.id from mail_message m where ${IS_DUE} and not ${IS_OVERTAKING} order by m.sequence limit $2`,
      [now, limit],
    );
    return rows.map((r) => r.id);
  }

  /** The next message of an order key, for when the one before it has left. */
  async findNextInOrder(tx: Tx, orderKey: string): Promise<{ id: string; nextAt: Date } | null> {
    const [row] = await tx.query<{ id: string; nextAt: Date }[]>(
      `select m.id, m.next_at as "nextAt" from mail_message m where m.order_key = $1 and m.state in ('waiting','failed') order by m.sequence limit 1`,
      [orderKey],
    );
    return row ?? null;
  }

  /** Keeps back what nobody could send for days, so that a new mail server does not flood people with old news. */
  async withholdStale(tx: Tx, dueBefore: Date, because: string): Promise<void> {
    await tx.query(
      `update mail_message set state = 'withheld', last_error = $2 where state = 'waiting' and attempts = 0 and next_at < $1`,
      [dueBefore, because],
    );
  }

  /** Messages to a person, newest first, from before one of them on. */
  async listTo(personId: string, before: string | null, limit: number): Promise<MailMessage[]> {
    return this.database.read.query<MailMessage[]>(
      `select ${MESSAGE} from mail_message m where m.person_id = $1 and ${IS_BEFORE} order by m.sequence desc limit $3`,
      [personId, before, limit],
    );
  }

  async listIn(
    { batchIds }: MailScope,
    shelf: Shelf,
    before: string | null,
    limit: number,
  ): Promise<(MailMessage & { canRetry: boolean })[]> {
    return this.database.read.query(
      `select ${MESSAGE}, ${CAN_RETRY} as "canRetry" from mail_message m
       where ($1::uuid[] is null or m.batch_id = any($1)) and ${SHELVES[shelf]} and ${IS_BEFORE} order by m.sequence desc limit $3`,
      [batchIds, before, limit],
    );
  }

  async countIn({ batchIds }: MailScope): Promise<Record<Shelf, number>> {
    const columns = Object.entries(SHELVES).map(
      ([shelf, condition]) => `count(*) filter (where ${condition})::int as "${shelf}"`,
    );
    const [row] = await this.database.read.query<Record<Shelf, number>[]>(
      `select ${columns.join(', ')} from mail_message m where ($1::uuid[] is null or m.batch_id = any($1))`,
      [batchIds],
    );
    return row ?? { all: 0, waiting: 0, stuck: 0, sent: 0 };
  }

  async countByState(): Promise<Partial<Record<MailState, number>>> {
    const rows = await this.database.read.query<{ state: MailState; n: number }[]>(
      'select state, count(*)::int as n from mail_message group by state',
    );
    return Object.fromEntries(rows.map((r) => [r.state, r.n]));
  }

  async find(id: string): Promise<MailMessage | null> {
    const [row] = await this.database.read.query<MailMessage[]>(
      `select ${MESSAGE} from mail_message m where m.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Puts stuck messages back to be sent now, their tries counted anew; answers how many. `id` null: all of the scope. */
  async requeue(tx: Tx, { batchIds }: MailScope, id: string | null, now: Date): Promise<number> {
    const [, changed] = await tx.query<[unknown[], number]>(
      `update mail_message m set state = 'waiting', attempts = 0, next_at = $3, last_error = null
       where ($1::uuid[] is null or m.batch_id = any($1)) and ($2::uuid is null or m.id = $2) and ${CAN_RETRY}`,
      [batchIds, id, now],
    );
    return changed;
  }
}
