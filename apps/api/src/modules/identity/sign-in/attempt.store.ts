import { Injectable } from '@nestjs/common';
import type { AttemptCount } from '@dryrun/domain/identity/attempt-limit';
import type { Tx } from '../../../platform/db/database.ts';

/** The counters of attempts. Their keys are hashed: the table names nobody. */
@Injectable()
export class AttemptStore {
  /** Locks the counters (in the order of their keys, so that two requests never wait for each other) and answers those that exist. */
  async lock(tx: Tx, keys: readonly string[]): Promise<Map<string, AttemptCount>> {
    await tx.query(
      `insert into sign_in_attempt (key, count, counted_at, free_at) select k, 0, '-infinity', '-infinity' from unnest($1::text[]) k order by k on conflict do nothing`,
      [keys],
    );
    const rows = await tx.query<{ key: string; count: number; counted_at: Date | number; free_at: Date | number }[]>(
      'select key, count, counted_at, free_at from sign_in_attempt where key = any($1) order by key for update',
      [keys],
    );
    return new Map(
      rows.flatMap((r) =>
        r.counted_at instanceof Date && r.free_at instanceof Date
          ? [[r.key, { count: r.count, countedAt: r.counted_at, freeAt: r.free_at }]]
          : [],
      ),
    );
  }

  async save(tx: Tx, key: string, state: AttemptCount): Promise<void> {
    await tx.query('update sign_in_attempt set count = $2, counted_at = $3, free_at = $4 where key = $1', [
      key,
      state.count,
      state.countedAt,
      state.freeAt,
    ]);
  }

  async remove(tx: Tx, key: string): Promise<void> {
    await tx.query('delete from sign_in_attempt where key = $1', [key]);
  }

  async removeOlderThan(tx: Tx, at: Date): Promise<void> {
    await tx.query('delete from sign_in_attempt where counted_at < $1', [at]);
  }
}
