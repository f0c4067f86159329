import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Which backups were made, and how that went. The files themselves lie in BACKUP_DIR. */
export class Backups1764000004000 extends ForwardOnly {
  readonly name = 'Backups1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table backup_run (
        id uuid constraint backup_run_pk primary key,
        cause text not null constraint backup_run_cause_known check (cause in ('nightly','asked')),
        asked_by uuid constraint backup_run_asked_by_fk references person on delete set null,
        state text not null constraint backup_run_state_known check (state in ('waiting','running','ok','failed')),
        created_at timestamptz not null,
        finished_at timestamptz,
        file_name text,
        bytes bigint,
        row_count bigint,
        verified_by text constraint backup_run_verified_by_known check (verified_by in ('restored','checksums')),
        error text,
        constraint backup_run_ok_is_verified check (state <> 'ok' or (verified_by is not null and file_name is not null)),
        constraint backup_run_failed_says_why check ((state = 'failed') = (error is not null))
      );
      create unique index backup_run_one_at_a_time on backup_run ((true)) where state in ('waiting','running');
      create index backup_run_newest_ix on backup_run (created_at desc);
    `);
  }
}
