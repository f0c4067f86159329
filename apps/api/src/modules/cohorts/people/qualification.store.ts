import { Injectable } from '@nestjs/common';
import type { Level } from '@dryrun/domain/cohorts/levels';
import { Database, type Tx } from '../../../platform/db/database.ts';

/** What a mentor interviews in a batch: every combination of these. */
export interface Qualified {
  tracks: string[];
  levels: Level[];
}

/** The table of qualifications. */
@Injectable()
export class QualificationStore {
  constructor(private readonly database: Database) {}

  /** By person id. */
  async list(batchId: string): Promise<Map<string, Qualified>> {
    const rows = await this.database.read.query<(Qualified & { personId: string })[]>(
      'select person_id as "personId", tracks, levels from mentor_qualification where batch_id = $1',
      [batchId],
    );
    return new Map(rows.map(({ personId, tracks, levels }) => [personId, { tracks, levels }]));
  }

  /** The part that a mentor may have narrowed stays with the row; only what is given here changes. */
  async upsert(tx: Tx, batchId: string, personId: string, { tracks, levels }: Qualified): Promise<void> {
    await tx.query(
      `insert into mentor_qualification (batch_id, person_id, tracks, levels) values ($1, $2, $3, $4)
       on conflict on constraint mentor_qualification_pk do update set tracks = excluded.tracks, levels = excluded.levels`,
      [batchId, personId, tracks, levels],
    );
  }

  async remove(tx: Tx, batchId: string, personId: string): Promise<void> {
    await tx.query('delete from mentor_qualification where batch_id = $1 and person_id = $2', [batchId, personId]);
  }
}
