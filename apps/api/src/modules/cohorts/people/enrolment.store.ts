import { Injectable } from '@nestjs/common';
import type { EnrolmentState } from '@dryrun/domain/cohorts/enrolment-state';
import type { Level } from '@dryrun/domain/cohorts/levels';
import { Database, type Tx } from '../../../platform/db/database.ts';

/** A learner's place in a batch, or their application for one. */
export interface Place {
  id: string;
  batchId: string;
  personId: string;
  state: EnrolmentState;
  level: Level;
  targetRole: string;
  /** When they took their seat; for those who never had one, when they first came. */
  enrolledAt: Date;
  /** Since when they are in this state. */
  since: Date;
  waitlistedAt: Date | null;
}

const COLUMNS = `id, batch_id as "batchId", person_id as "personId", state, level, target_role as "targetRole", enrolled_at as "enrolledAt", since,
  waitlisted_at as "waitlistedAt"`;

/** The table of enrolments. */
@Injectable()
export class EnrolmentStore {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<Place | null> {
    const [row] = await this.database.read.query<Place[]>(`select ${COLUMNS} from enrolment where id = $1`, [id]);
    return row ?? null;
  }

  async lockOf(tx: Tx, batchId: string, personId: string): Promise<Place | null> {
    const [row] = await tx.query<Place[]>(
      `select ${COLUMNS} from enrolment where batch_id = $1 and person_id = $2 for update`,
      [batchId, personId],
    );
    return row ?? null;
  }

  listOfBatch(batchId: string): Promise<Place[]> {
    return this.database.read.query(
      `select ${COLUMNS} from enrolment where batch_id = $1 order by waitlisted_at nulls first, id`,
      [batchId],
    );
  }

  listOfPerson(personId: string): Promise<Place[]> {
    return this.database.read.query(`select ${COLUMNS} from enrolment where person_id = $1 order by since desc, id`, [
      personId,
    ]);
  }

  /** Seats taken and people waiting. Only true for as long as the batch is locked. */
  async count(batchId: string): Promise<{ taken: number; waiting: number }> {
    const [row] = await this.database.read.query<{ taken: number; waiting: number }[]>(
      `select (count(*) filter (where state in ('enrolled', 'active', 'paused')))::int as taken, (count(*) filter (where state = 'waitlisted'))::int as waiting
       from enrolment where batch_id = $1`,
      [batchId],
    );
    return row ?? { taken: 0, waiting: 0 };
  }

  /** Who stands first in the line. */
  async findFirstWaiting(batchId: string): Promise<Place | null> {
    const [row] = await this.database.read.query<Place[]>(
      `select ${COLUMNS} from enrolment where batch_id = $1 and state = 'waitlisted' order by waitlisted_at, id limit 1`,
      [batchId],
    );
    return row ?? null;
  }

  /** 1-based place in the line. */
  async linePosition(place: Pick<Place, 'id' | 'batchId' | 'waitlistedAt'>): Promise<number | null> {
    if (place.waitlistedAt === null) return null;
    const [row] = await this.database.read.query<{ before: number }[]>(
      `select count(*)::int as before from enrolment where batch_id = $1 and state = 'waitlisted' and (waitlisted_at, id) < ($2, $3::uuid)`,
      [place.batchId, place.waitlistedAt, place.id],
    );
    return (row?.before ?? 0) + 1;
  }

  async insert(tx: Tx, p: Place): Promise<void> {
    await tx.query(
      `insert into enrolment (id, batch_id, person_id, state, level, target_role, enrolled_at, since, waitlisted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [p.id, p.batchId, p.personId, p.state, p.level, p.targetRole, p.enrolledAt, p.since, p.waitlistedAt],
    );
  }

  async update(tx: Tx, p: Place): Promise<void> {
    await tx.query(
      'update enrolment set state = $2, level = $3, target_role = $4, enrolled_at = $5, since = $6, waitlisted_at = $7 where id = $1',
      [p.id, p.state, p.level, p.targetRole, p.enrolledAt, p.since, p.waitlistedAt],
    );
  }
}
