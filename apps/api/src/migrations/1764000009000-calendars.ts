import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** What mails and calendars need to tell every change once, in order and under one name. */
export class Calendars1764000009000 extends ForwardOnly {
  readonly name = 'Calendars1764000009000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- SEQUENCE of the mock's calendar entry, and when it last rose; null until the mock is booked.
      alter table interview
        add column calendar_sequence integer constraint interview_calendar_sequence_counts check (calendar_sequence >= 0),
        add column calendar_changed_at timestamptz,
        add constraint interview_calendar_whole check ((calendar_sequence is null) = (calendar_changed_at is null));
      create index interview_scheduled_ix on interview (starts_at) where state = 'scheduled';

      -- News about one subject are handed out in order.
      create index outbox_event_subject_ix on outbox_event (subject_id, at, id) where handled_at is null;

      alter table mail_message
        add column thread_id text,
        add column expires_at timestamptz,
        add constraint mail_message_id_once unique (message_id);

      -- Secret addresses of people's calendars: one each, kept as a hash only.
      create table calendar_feed (
        person_id uuid constraint calendar_feed_pk primary key constraint calendar_feed_person_fk references person on delete cascade,
        token_hash text not null constraint calendar_feed_token_once unique,
        created_at timestamptz not null,
        last_read_at timestamptz
      );
    `);
  }
}
