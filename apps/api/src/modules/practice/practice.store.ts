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

/** What a learner last did with an item. */
export interface MeetingRow {
  itemId: string;
  how: 'viewed' | 'practised' | 'asked';
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

  /** The last meeting of a learner with each item they ever met. */
  listLastMeetings(learnerId: string): Promise<MeetingRow[]> {
    return this.database.read.query(
      `select distinct on (question_item_id) question_item_id as "itemId", how, at
       from exposure where learner_id = $1 order by question_item_id, at desc, id desc`,
      [learnerId],
    );
  }

  /** Did the learner open the answer of this wording, outside of mocks? */
  async hasRevealed(learnerId: string, versionId: string): Promise<boolean> {
    const rows = await this.database.read.query<unknown[]>(
      'select 1 from exposure where learner_id = $1 and question_version_id = $2 and interview_id is null limit 1',
      [learnerId, versionId],
    );
    return rows.length > 0;
  }

  /** What the learner wrote last on this question, in any of its wordings. */
  async findLastAnswer(learnerId: string, itemId: string): Promise<string | null> {
    const [row] = await this.database.read.query<{ answer: string }[]>(
      'select answer from practice_attempt where learner_id = $1 and question_item_id = $2 order by submitted_at desc, id desc limit 1',
      [learnerId, itemId],
    );
    return row?.answer ?? null;
  }

  async insertStudied(tx: Tx, learnerId: string, met: ExposureRow): Promise<void> {
    await tx.query(
      `insert into exposure (id, learner_id, question_item_id, question_version_id, how, interview_id, pushback_ids, at)
       values ($1, $2, $3, $4, $5, null, $6, $7)`,
      [uuid(), learnerId, met.questionId, met.versionId, met.how, met.pushbackIds, met.at],
    );
  }

  async insertAttempt(
    tx: Tx,
    attempt: { learnerId: string; itemId: string; versionId: string; answer: string; at: Date },
  ): Promise<void> {
    await tx.query(
      `insert into practice_attempt (id, learner_id, question_item_id, question_version_id, answer, submitted_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [uuid(), attempt.learnerId, attempt.itemId, attempt.versionId, attempt.answer, attempt.at],
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
