import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Clock } from '../clock/clock.ts';
import { Database, type Tx } from '../db/database.ts';
import { Sealed } from '../sealed/sealed.ts';

interface Row {
  value: unknown;
  sealed: string | null;
  updatedAt: Date;
}

export interface SetOptions {
  /** Kept sealed: readable only by this server, never in the database or a backup. */
  isSecret?: boolean;
  /** Who changed it; null or absent: Dryrun itself. */
  by?: string | null;
}

/** Settings that are changed while Dryrun runs, each by one key (`mail.smtp`), read by every replica at each use. */
@Injectable()
export class StoredSettings {
  constructor(
    private readonly database: Database,
    private readonly sealed: Sealed,
    private readonly clock: Clock,
  ) {}

  /**
   * null when it was never set, or is a secret that this SESSION_SECRET cannot open (`isSet` tells the two apart).
   * @throws when what is stored does not fit the schema
   */
  async get<S extends z.ZodType>(key: string, schema: S): Promise<z.output<S> | null> {
    const row = await this.find(key);
    if (!row) return null;
    if (row.sealed === null) return schema.parse(row.value);
    const text = this.sealed.open(purposeOf(key), row.sealed);
    return text === null ? null : schema.parse(JSON.parse(text));
  }

  async isSet(key: string): Promise<boolean> {
    return (await this.find(key)) !== null;
  }

  /** Changes with every `set`; null when it was never set. What a person edits is compared by it. */
  async versionOf(key: string): Promise<string | null> {
    return (await this.find(key))?.updatedAt.toISOString() ?? null;
  }

  async set(tx: Tx, key: string, value: unknown, { isSecret = false, by = null }: SetOptions = {}): Promise<void> {
    const text = JSON.stringify(value);
    await tx.query(
      `insert into stored_setting (key, value, sealed, updated_at, updated_by) values ($1, $2, $3, $4, $5)
       on conflict on constraint stored_setting_pk do update set value = excluded.value, sealed = excluded.sealed,
         updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
      [key, isSecret ? null : text, isSecret ? this.sealed.seal(purposeOf(key), text) : null, this.clock.now(), by],
    );
  }

  /** Makes other changes of this setting wait until the transaction ends, also while it is not set. */
  async lock(tx: Tx, key: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('stored_setting.' || $1, 0))`, [key]);
  }

  async remove(tx: Tx, key: string): Promise<void> {
    await tx.query('delete from stored_setting where key = $1', [key]);
  }

  private async find(key: string): Promise<Row | null> {
    const [row] = await this.database.read.query<Row[]>(
      'select value, sealed, updated_at as "updatedAt" from stored_setting where key = $1',
      [key],
    );
    return row ?? null;
  }
}

const purposeOf = (key: string) => `stored_setting.${key}`;
