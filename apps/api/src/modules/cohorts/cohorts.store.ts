import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Level } from '@dryrun/domain/cohorts/levels';
import { Database } from '../../platform/db/database.ts';
import { BatchEntity } from './batch.entity.ts';

export interface QualifiedMentor {
  personId: string;
  tracks: string[];
  levels: Level[];
}

/** Batches, enrolments and qualifications. */
@Injectable()
export class CohortsStore {
  constructor(private readonly database: Database) {}

  findBatch(id: string): Promise<BatchEntity | null> {
    return this.database.read.findOneBy(BatchEntity, { id });
  }

  listBatches(ids: readonly string[]): Promise<BatchEntity[]> {
    return this.database.read.find(BatchEntity, { where: { id: In([...ids]) }, order: { startsOn: 'DESC', id: 'ASC' } });
  }

  listAllBatches(): Promise<BatchEntity[]> {
    return this.database.read.find(BatchEntity, { order: { startsOn: 'DESC', id: 'ASC' } });
  }

  /** Mentors of a batch who still hold the role, by person id. */
  listMentors(batchId: string): Promise<QualifiedMentor[]> {
    return this.database.read.query(
      `select q.person_id as "personId", q.tracks, q.levels
       from mentor_qualification q
       join role_grant g on g.batch_id = q.batch_id and g.person_id = q.person_id and g.role = 'mentor'
       join person p on p.id = q.person_id and p.removed_at is null
       where q.batch_id = $1 order by q.person_id`,
      [batchId],
    );
  }

  /** Learners who are enrolled or active, by person id. */
  async listLearnerIds(batchId: string): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select e.person_id as id from enrolment e where e.batch_id = $1 and e.state in ('enrolled','active','paused') order by e.person_id`,
      [batchId],
    );
    return rows.map((r) => r.id);
  }
}
