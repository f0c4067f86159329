import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Settings changed while Dryrun runs, and every mail that ever was to leave. */
export class Mail1764000001000 extends ForwardOnly {
  readonly name = 'Mail1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STORED_SETTING);
    await runner.query(MAIL_MESSAGE);
  }
}

const STORED_SETTING = `
  create table stored_setting (
    key text constraint stored_setting_pk primary key,
    value jsonb,
    sealed text,
    updated_at timestamptz not null,
    updated_by uuid constraint stored_setting_by_fk references person on delete set null,
    constraint stored_setting_is_one_kind check ((value is null) <> (sealed is null))
  );
`;

const MAIL_MESSAGE = `
  create table mail_message (
    id uuid constraint mail_message_pk primary key,
    -- the order in which messages were written; within one order_key also the order in which they leave
    sequence bigint generated always as identity constraint mail_message_sequence_once unique,
    kind text not null,
    person_id uuid constraint mail_message_person_fk references person on delete cascade,
    address text not null,
    name text not null,
    batch_id uuid constraint mail_message_batch_fk references batch on delete set null,
    why text not null,
    is_secret boolean not null,
    -- subject, body and calendar part: readable, or sealed when they are secret
    content jsonb,
    sealed text,
    order_key text,
    message_id text not null,
    state text not null constraint mail_message_state_known check (state in ('waiting','sending','sent','failed','dead','withheld')),
    attempts integer not null default 0,
    next_at timestamptz not null,
    leased_until timestamptz,
    last_error text,
    created_at timestamptz not null,
    tried_at timestamptz,
    sent_at timestamptz,
    constraint mail_message_secret_is_sealed check (not is_secret or content is null),
    constraint mail_message_secret_is_erased check (not is_secret or state not in ('sent','dead') or sealed is null),
    constraint mail_message_sent_when check ((state = 'sent') = (sent_at is not null)),
    constraint mail_message_leased_while_sending check ((state = 'sending') = (leased_until is not null))
  );
  create index mail_message_person_ix on mail_message (person_id, sequence desc);
  create index mail_message_batch_ix on mail_message (batch_id, sequence desc);
  create index mail_message_unsent_ix on mail_message (next_at) where state in ('waiting','failed','sending');
  create index mail_message_order_ix on mail_message (order_key, sequence) where order_key is not null;
`;
