import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Database, type Tx } from '../../platform/db/database.ts';

/** One meeting of a learner with a question version. */
export interface ExposureRow {
  questionId: string;
  versionId: string;
  how: 'viewed' | 'practised' | 'asked';
  pushbackIds: string[];
  at: Date;
}

/** The insert-only history of what learners have met. */
@Injectable()
export class PracticeStore {
  constructor(private readonly database: Database) {}

  listExposures(learnerId: string): Promise<ExposureRow[]> {
    return this.database.read.query(
      `select question_item_id as "questionId", question_version_id as "versionId", how, pushback_ids as "pushbackIds", at
       from exposure where learner_id = $1 order by at, id`,
      [learnerId],
    );
  }

  /** Records what the learner met in one interview; what is recorded of that question already stays as it is. */
  async insertInMock(tx: Tx, learnerId: string, interviewId: string, met: ExposureRow): Promise<void> {
    await tx.query(
      `insert into exposure (id, learner_id, question_item_id, question_version_id, how, interview_id, pushback_ids, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (interview_id, question_version_id) where interview_id is not null do nothing`,
      [uuid(), learnerId, met.questionId, met.versionId, met.how, interviewId, met.pushbackIds, met.at],
    );
  }
}
