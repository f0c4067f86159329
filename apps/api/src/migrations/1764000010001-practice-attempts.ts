import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Answers that learners wrote for themselves in the question bank. Insert-only, like what they have met. */
export class PracticeAttempts1764000010001 extends ForwardOnly {
  readonly name = 'PracticeAttempts1764000010001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table practice_attempt (
        id uuid constraint practice_attempt_pk primary key,
        learner_id uuid not null constraint practice_attempt_learner_fk references person on delete cascade,
        question_item_id uuid not null constraint practice_attempt_item_fk references content_item,
        question_version_id uuid not null constraint practice_attempt_version_fk references content_version,
        answer text not null constraint practice_attempt_answer_written check (answer <> ''),
        submitted_at timestamptz not null
      );
      create index practice_attempt_learner_ix on practice_attempt (learner_id, question_item_id, submitted_at);
    `);
  }
}
