import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** What a sign-in session proves, second factors, passkeys, mailed proofs, and the counters of attempts. */
export class SignIn1764000002000 extends ForwardOnly {
  readonly name = 'SignIn1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SESSIONS);
    await runner.query(FACTORS);
    await runner.query(MAILED);
  }
}

const SESSIONS = `
  alter table sign_in_session
    add column method text not null default 'unknown'
      constraint sign_in_session_method_known check (method in ('password','mail','passkey','oidc','invitation','setUp','demo','unknown')),
    -- the last time the person proved who they are; null: unknown, so never recent
    add column authenticated_at timestamptz,
    add column second_factor_at timestamptz,
    add column last_seen_at timestamptz,
    -- the token is replaced on the next request; the old one works a little longer for requests already on their way
    add column is_rotation_due boolean not null default false,
    add column previous_token text constraint sign_in_session_previous_token_once unique,
    add column previous_token_until timestamptz;
`;

const FACTORS = `
  -- An authenticator app. The secret is sealed; last_step is the last time step that was used, so that no code works twice.
  create table authenticator (
    person_id uuid constraint authenticator_pk primary key constraint authenticator_person_fk references person on delete cascade,
    sealed_secret text not null,
    created_at timestamptz not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0
  );

  create table recovery_code (
    id uuid constraint recovery_code_pk primary key,
    person_id uuid not null constraint recovery_code_person_fk references person on delete cascade,
    hash text not null,
    used_at timestamptz,
    constraint recovery_code_once unique (person_id, hash)
  );

  create table passkey (
    id uuid constraint passkey_pk primary key,
    person_id uuid not null constraint passkey_person_fk references person on delete cascade,
    name text,
    public_key text not null,
    credential_id text not null constraint passkey_credential_once unique,
    counter bigint not null,
    device_type text not null,
    backed_up boolean not null,
    transports text,
    aaguid text,
    created_at timestamptz,
    last_used_at timestamptz
  );
  create index passkey_person_ix on passkey (person_id);
`;

const MAILED = `
  -- A link and a code that prove a mailbox, for one purpose and one use. Asking makes a row whether or not anybody has the
  -- address; person and hashes follow only when somebody does. Hashes are keyed with the server's secret.
  create table mailed_proof (
    id uuid constraint mailed_proof_pk primary key,
    purpose text not null constraint mailed_proof_purpose_known check (purpose in ('signIn','reset','address','confirm')),
    address citext not null,
    person_id uuid constraint mailed_proof_person_fk references person on delete cascade,
    token_hash text constraint mailed_proof_token_once unique,
    code_hash text,
    tries integer not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  );
  create index mailed_proof_expiry_ix on mailed_proof (expires_at);
  create index mailed_proof_person_ix on mailed_proof (person_id);

  create table sign_in_attempt (
    key text constraint sign_in_attempt_pk primary key,
    count double precision not null,
    counted_at timestamptz not null,
    free_at timestamptz not null
  );
`;
