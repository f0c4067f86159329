import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import type { BatchState } from '@dryrun/domain/cohorts/batch-state';
import type { EnrolmentState } from '@dryrun/domain/cohorts/enrolment-state';
import type { Level } from '@dryrun/domain/cohorts/levels';
import { narrowed } from '@dryrun/domain/cohorts/qualification';
import { Database, type Tx } from '../../platform/db/database.ts';
import { BatchEntity } from './batch.entity.ts';

/** What a mentor of a batch gives right now: what is granted, narrowed by what they want. */
export interface QualifiedMentor {
  personId: string;
  tracks: string[];
  levels: Level[];
  /** null: every format. */
  formats: string[] | null;
}

/** A qualification as it stands: what is granted, and what the mentor narrows it to (null: all of it). */
export interface Qualification {
  granted: Omit<QualifiedMentor, 'personId'>;
  own: { tracks: string[] | null; levels: Level[] | null; formats: string[] | null };
}

interface QualificationRow extends QualifiedMentor {
  ownTracks: string[] | null;
  ownLevels: Level[] | null;
  ownFormats: string[] | null;
}

const SELECT_QUALIFICATION = `select q.person_id as "personId", q.tracks, q.levels, q.formats,
         q.own_tracks as "ownTracks", q.own_levels as "ownLevels", q.own_formats as "ownFormats"`;

const MENTORS = {
  name: 'batch-mentors',
  text: `${SELECT_QUALIFICATION}
    from mentor_qualification q
    join role_grant g on g.batch_id = q.batch_id and g.person_id = q.person_id and g.role = 'mentor'
    join person p on p.id = q.person_id and p.removed_at is null
    where q.batch_id = $1 order by q.person_id`,
};

/** Batches, enrolments and qualifications. */
@Injectable()
export class CohortsStore {
  constructor(private readonly database: Database) {}

  findBatch(id: string): Promise<BatchEntity | null> {
    return this.database.read.findOneBy(BatchEntity, { id });
  }

  lockBatch(tx: Tx, id: string): Promise<BatchEntity | null> {
    return tx.findOne(BatchEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Others may hold it, too; nobody changes the batch, or who is in it, until all of them are done. */
  holdBatch(tx: Tx, id: string): Promise<BatchEntity | null> {
    return tx.findOne(BatchEntity, { where: { id }, lock: { mode: 'pessimistic_read' } });
  }

  findByJoinCode(joinCode: string): Promise<BatchEntity | null> {
    return this.database.read.findOneBy(BatchEntity, { joinCode });
  }

  listInState(state: BatchState): Promise<BatchEntity[]> {
    return this.database.read.find(BatchEntity, { where: { state }, order: { id: 'ASC' } });
  }

  async insertBatch(tx: Tx, batch: BatchEntity): Promise<void> {
    await tx.insert(BatchEntity, batch);
  }

  async updateBatch(tx: Tx, id: string, changed: Partial<Omit<BatchEntity, 'id'>>): Promise<void> {
    await tx.update(BatchEntity, { id }, changed);
  }

  listBatches(ids: readonly string[]): Promise<BatchEntity[]> {
    return this.database.read.find(BatchEntity, {
      where: { id: In([...ids]) },
      order: { startsOn: 'DESC', id: 'ASC' },
    });
  }

  listAllBatches(): Promise<BatchEntity[]> {
    return this.database.read.find(BatchEntity, { order: { startsOn: 'DESC', id: 'ASC' } });
  }

  /** Mentors of a batch who still hold the role, by person id. */
  async listMentors(batchId: string): Promise<QualifiedMentor[]> {
    const rows = await this.database.ask<QualificationRow>(MENTORS, [batchId]);
    return rows.map((row) => ({ personId: row.personId, ...narrowed(row) }));
  }

  async findQualification(batchId: string, personId: string): Promise<Qualification | null> {
    const [row] = await this.database.read.query<QualificationRow[]>(
      `${SELECT_QUALIFICATION} from mentor_qualification q where q.batch_id = $1 and q.person_id = $2`,
      [batchId, personId],
    );
    if (!row) return null;
    const { tracks, levels, formats, ownTracks, ownLevels, ownFormats } = row;
    return { granted: { tracks, levels, formats }, own: { tracks: ownTracks, levels: ownLevels, formats: ownFormats } };
  }

  async grantQualification(
    tx: Tx,
    batchId: string,
    personId: string,
    { tracks, levels, formats }: Qualification['granted'],
  ): Promise<void> {
    await tx.query(
      'update mentor_qualification set tracks = $3, levels = $4, formats = $5 where batch_id = $1 and person_id = $2',
      [batchId, personId, tracks, levels, formats],
    );
  }

  async narrowQualification(
    tx: Tx,
    batchId: string,
    personId: string,
    { tracks, levels, formats }: Qualification['own'],
  ): Promise<void> {
    await tx.query(
      'update mentor_qualification set own_tracks = $3, own_levels = $4, own_formats = $5 where batch_id = $1 and person_id = $2',
      [batchId, personId, tracks, levels, formats],
    );
  }

  /** False when the policy has another version by now. */
  async updatePolicy(tx: Tx, batchId: string, version: number, policy: BatchPolicy): Promise<boolean> {
    const { affected } = await tx.update(
      BatchEntity,
      { id: batchId, policyVersion: version },
      { policy, policyVersion: version + 1 },
    );
    return affected === 1;
  }

  /** Learners in one of these states, by person id; everybody with a seat by default. */
  async listLearnerIds(
    batchId: string,
    states: readonly EnrolmentState[] = ['enrolled', 'active', 'paused'],
  ): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select e.person_id as id from enrolment e where e.batch_id = $1 and e.state = any($2) order by e.person_id`,
      [batchId, states],
    );
    return rows.map((r) => r.id);
  }
}
