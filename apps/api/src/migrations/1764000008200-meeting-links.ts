import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Where one mock is held, when it is not where its mentor usually meets. */
export class MeetingLinks1764000008200 extends ForwardOnly {
  readonly name = 'MeetingLinks1764000008200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table meeting_link (
        interview_id uuid constraint meeting_link_pk primary key constraint meeting_link_interview_fk references interview on delete cascade,
        -- Counts while this is the mock's mentor: a colleague who takes over meets in a place of their own.
        mentor_id uuid not null constraint meeting_link_mentor_fk references person on delete cascade,
        url text not null,
        set_at timestamptz not null
      );
    `);
  }
}
