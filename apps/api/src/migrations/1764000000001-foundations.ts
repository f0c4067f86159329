import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** People and sign-in (tables of better-auth, by our names), grants, batches, and the platform's outbox, audit and idempotency. */
export class Foundations1764000000001 extends ForwardOnly {
  readonly name = 'Foundations1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create extension if not exists btree_gist`);
    await runner.query(`create extension if not exists citext`);
    await runner.query(IDENTITY);
    await runner.query(COHORTS);
    await runner.query(PLATFORM);
  }
}

const IDENTITY = `
  create table installation (
    id boolean not null default true constraint installation_pk primary key constraint installation_is_one check (id),
    academy_name text not null,
    time_zone text not null,
    demo_seeded_on date
  );

  create table person (
    id uuid constraint person_pk primary key,
    name text not null,
    email citext not null constraint person_email_once unique,
    email_verified boolean not null default false,
    image text,
    time_zone text not null default 'Asia/Kolkata',
    demo_key text constraint person_demo_key_once unique,
    demo_hint text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    removed_at timestamptz
  );

  create table sign_in_session (
    id uuid constraint sign_in_session_pk primary key,
    person_id uuid not null constraint sign_in_session_person_fk references person on delete cascade,
    token text not null constraint sign_in_session_token_once unique,
    expires_at timestamptz not null,
    ip_address text,
    user_agent text,
    created_at timestamptz not null,
    updated_at timestamptz not null
  );
  create index sign_in_session_person_ix on sign_in_session (person_id);

  create table sign_in_account (
    id uuid constraint sign_in_account_pk primary key,
    account_id text not null,
    provider_id text not null,
    person_id uuid not null constraint sign_in_account_person_fk references person on delete cascade,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint sign_in_account_once unique (provider_id, account_id)
  );
  create index sign_in_account_person_ix on sign_in_account (person_id);

  create table sign_in_verification (
    id uuid constraint sign_in_verification_pk primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
  );
  create index sign_in_verification_identifier_ix on sign_in_verification (identifier);

  create table sign_in_rate_limit (
    id uuid constraint sign_in_rate_limit_pk primary key,
    key text not null constraint sign_in_rate_limit_key_once unique,
    count integer not null,
    last_request bigint not null
  );
`;

const COHORTS = `
  create table batch (
    id uuid constraint batch_pk primary key,
    slug text not null constraint batch_slug_once unique,
    name text not null,
    focus text not null,
    state text not null constraint batch_state_known check (state in ('draft','enrolling','active','paused','completed','archived','cancelled')),
    time_zone text not null,
    starts_on date not null,
    weeks integer not null constraint batch_weeks_sane check (weeks between 1 and 104),
    policy jsonb not null,
    rubric_slug text not null,
    created_at timestamptz not null
  );

  -- Who may act as what, where. A learner's grant comes and goes with the enrolment.
  create table role_grant (
    id uuid constraint role_grant_pk primary key,
    person_id uuid not null constraint role_grant_person_fk references person on delete cascade,
    role text not null constraint role_grant_role_known check (role in ('learner','mentor','leadMentor','cohortAdmin','contentEditor','academyAdmin')),
    batch_id uuid constraint role_grant_batch_fk references batch on delete cascade,
    granted_at timestamptz not null,
    constraint role_grant_scope check ((batch_id is null) = (role in ('contentEditor','academyAdmin'))),
    constraint role_grant_once unique nulls not distinct (person_id, role, batch_id)
  );
  create index role_grant_batch_ix on role_grant (batch_id, role);

  create table enrolment (
    id uuid constraint enrolment_pk primary key,
    batch_id uuid not null constraint enrolment_batch_fk references batch on delete cascade,
    person_id uuid not null constraint enrolment_person_fk references person on delete cascade,
    state text not null constraint enrolment_state_known check (state in ('invited','applied','waitlisted','enrolled','active','paused','completed','withdrawn','removed','transferred')),
    level text not null constraint enrolment_level_known check (level in ('junior','mid','senior')),
    target_role text not null default '',
    enrolled_at timestamptz not null,
    constraint enrolment_once unique (batch_id, person_id)
  );

  -- What a mentor of a batch interviews: bookable for these tracks at these levels.
  create table mentor_qualification (
    batch_id uuid not null constraint mentor_qualification_batch_fk references batch on delete cascade,
    person_id uuid not null constraint mentor_qualification_person_fk references person on delete cascade,
    tracks text[] not null,
    levels text[] not null,
    constraint mentor_qualification_pk primary key (batch_id, person_id)
  );
`;

const PLATFORM = `
  create table idempotency_key (
    actor_id uuid not null,
    key text not null,
    endpoint text not null,
    body_hash text not null,
    status integer,
    -- json, not jsonb: a repeated answer is the same to the letter
    answer json,
    created_at timestamptz not null,
    constraint idempotency_key_once primary key (actor_id, key)
  );
  create index idempotency_key_age_ix on idempotency_key (created_at);

  create table outbox_event (
    id uuid constraint outbox_event_pk primary key,
    type text not null,
    subject_id uuid not null,
    payload jsonb not null,
    at timestamptz not null,
    handled_at timestamptz,
    attempts integer not null default 0,
    retry_at timestamptz,
    last_error text
  );
  create index outbox_event_due_ix on outbox_event (at, id) where handled_at is null;

  create table audit_entry (
    id uuid constraint audit_entry_pk primary key,
    at timestamptz not null,
    actor_id uuid,
    action text not null,
    subject_type text not null,
    subject_id uuid not null,
    person_id uuid,
    batch_id uuid,
    before jsonb,
    after jsonb,
    trace_id text,
    address text
  );
  create index audit_entry_subject_ix on audit_entry (subject_type, subject_id, at);
  create index audit_entry_batch_ix on audit_entry (batch_id, at);

  create function audit_is_append_only() returns trigger language plpgsql as $$
  begin
    raise exception 'audit entries are append-only' using errcode = '42501';
  end $$;
  create trigger audit_entry_append_only before update or delete on audit_entry
    for each row execute function audit_is_append_only();
`;
