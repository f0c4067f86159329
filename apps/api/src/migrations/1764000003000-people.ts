import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Seats, the line for them, join codes, invitations, and what an installation knows of its own beginning. */
export class People1764000003000 extends ForwardOnly {
  readonly name = 'People1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table installation
        add column set_up_at timestamptz,
        add column setup_token_hash text,
        add column checklist_hidden_at timestamptz;

      alter table batch
        add column capacity integer constraint batch_capacity_sane check (capacity > 0),
        add column version integer not null default 1,
        add column join_code text constraint batch_join_code_once unique;

      alter table enrolment
        add column since timestamptz not null default now(),
        add column waitlisted_at timestamptz,
        add constraint enrolment_line check ((state = 'waitlisted') = (waitlisted_at is not null));
      update enrolment set since = enrolled_at;
      create index enrolment_person_ix on enrolment (person_id);
      create index enrolment_line_ix on enrolment (batch_id, waitlisted_at, id) where state = 'waitlisted';

      -- An offer of roles to an address. The token is found by its hash; its sealed copy lets the sender copy the link again,
      -- and is worth nothing without the server's secret. Both go when the invitation ends.
      create table invitation (
        id uuid constraint invitation_pk primary key,
        address citext not null,
        name text not null,
        batch_id uuid constraint invitation_batch_fk references batch on delete cascade,
        roles text[] not null constraint invitation_roles_known check (
          cardinality(roles) > 0 and roles <@ case when batch_id is null then array['contentEditor','academyAdmin']
                                                   else array['learner','mentor','leadMentor','cohortAdmin'] end),
        level text constraint invitation_level_known check (level in ('junior','mid','senior')),
        tracks text[] not null,
        levels text[] not null,
        state text not null constraint invitation_state_known check (state in ('open','accepted','declined','revoked')),
        token_hash text constraint invitation_token_once unique,
        token_sealed text,
        invited_by uuid not null constraint invitation_inviter_fk references person,
        sent_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz,
        accepted_by uuid constraint invitation_person_fk references person,
        constraint invitation_open_has_token check ((state = 'open') = (token_hash is not null)),
        constraint invitation_learner_has_level check (not ('learner' = any(roles)) or level is not null)
      );
      create unique index invitation_one_open on invitation (address, batch_id) nulls not distinct where state = 'open';
      create index invitation_batch_ix on invitation (batch_id, sent_at);
      create index invitation_address_ix on invitation (address) where state = 'open';
    `);
  }
}
