import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** What people want to be told and when, and of which mocks they were reminded. */
export class MessageChoices1764000009001 extends ForwardOnly {
  readonly name = 'MessageChoices1764000009001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A person without a row wants everything, and quiet hours.
      create table message_choice (
        person_id uuid constraint message_choice_pk primary key constraint message_choice_person_fk references person on delete cascade,
        muted text[] not null constraint message_choice_muted_known
          check (muted <@ array['day_before','hour_before','feedback','requests','duties']),
        has_quiet_hours boolean not null,
        updated_at timestamptz not null
      );

      -- One line for each reminder that was written or deliberately left out, by the time the mock had then.
      create table mock_reminder (
        interview_id uuid not null constraint mock_reminder_interview_fk references interview on delete cascade,
        starts_at timestamptz not null,
        kind text not null constraint mock_reminder_kind_known check (kind in ('day_before','hour_before')),
        person_id uuid not null constraint mock_reminder_person_fk references person on delete cascade,
        at timestamptz not null,
        constraint mock_reminder_pk primary key (interview_id, starts_at, kind, person_id)
      );
    `);
  }
}
