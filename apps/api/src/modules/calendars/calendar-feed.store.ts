import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/db/database.ts';

/** A row of `calendar_feed`. */
export interface CalendarFeed {
  personId: string;
  createdAt: Date;
  lastReadAt: Date | null;
}

const FEED = 'person_id as "personId", created_at as "createdAt", last_read_at as "lastReadAt"';

/** The table of secret calendar addresses, of which only hashes are kept. */
@Injectable()
export class CalendarFeedStore {
  constructor(private readonly database: Database) {}

  async find(personId: string): Promise<CalendarFeed | null> {
    const [row] = await this.database.read.query<CalendarFeed[]>(
      `select ${FEED} from calendar_feed where person_id = $1`,
      [personId],
    );
    return row ?? null;
  }

  async findByHash(tokenHash: string): Promise<CalendarFeed | null> {
    const [row] = await this.database.read.query<CalendarFeed[]>(
      `select ${FEED} from calendar_feed where token_hash = $1`,
      [tokenHash],
    );
    return row ?? null;
  }

  /** The person's only one from now on. */
  async replace(tx: Tx, feed: { personId: string; tokenHash: string; createdAt: Date }): Promise<void> {
    await tx.query(
      `insert into calendar_feed (person_id, token_hash, created_at) values ($1, $2, $3)
       on conflict (person_id) do update set token_hash = excluded.token_hash, created_at = excluded.created_at, last_read_at = null`,
      [feed.personId, feed.tokenHash, feed.createdAt],
    );
  }

  /** Answers whether there was one. */
  async remove(tx: Tx, personId: string): Promise<boolean> {
    const [, removed] = await tx.query<[unknown[], number]>('delete from calendar_feed where person_id = $1', [
      personId,
    ]);
    return removed > 0;
  }

  async touch(tx: Tx, tokenHash: string, at: Date): Promise<void> {
    await tx.query('update calendar_feed set last_read_at = $2 where token_hash = $1', [tokenHash, at]);
  }
}
