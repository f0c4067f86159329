import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Interviews with their pinned versions, the plan, marks, and what learners have seen. */
export class Interviews1764000000004 extends ForwardOnly {
  readonly name = 'Interviews1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table interview (
        id uuid constraint interview_pk primary key,
        batch_id uuid not null constraint interview_batch_fk references batch on delete cascade,
        learner_id uuid not null constraint interview_learner_fk references person,
        mentor_id uuid not null constraint interview_mentor_fk references person,
        state text not null constraint interview_state_known check (state in
          ('planned','scheduled','running','awaiting_feedback','feedback_released','closed','outcome_claimed','missed','technical_failure','void')),
        goal jsonb not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        format_version_id uuid not null constraint interview_format_fk references content_version,
        rubric_version_id uuid not null constraint interview_rubric_fk references content_version,
        policy jsonb not null,
        plan_version integer not null default 0,
        shown_item_id uuid,
        confirmed_at timestamptz,
        started_at timestamptz,
        ended_at timestamptz,
        minutes integer,
        created_at timestamptz not null,
        constraint interview_two_people check (learner_id <> mentor_id),
        constraint interview_time_sane check (ends_at > starts_at),
        constraint interview_held_has_minutes check (state not in ('awaiting_feedback','feedback_released','closed') or (ended_at is not null and minutes is not null))
      );
      create unique index interview_one_planned on interview (batch_id, learner_id) where state = 'planned';
      create index interview_learner_ix on interview (learner_id, starts_at);
      create index interview_mentor_ix on interview (mentor_id, starts_at);
      create index interview_batch_ix on interview (batch_id, starts_at);

      create table plan_item (
        id uuid constraint plan_item_pk primary key,
        interview_id uuid not null constraint plan_item_interview_fk references interview on delete cascade,
        position integer not null,
        question_version_id uuid not null constraint plan_item_question_fk references content_version,
        reason_code text not null,
        reason_sentence text not null,
        planned_pushback_ids text[] not null,
        used_pushbacks jsonb not null default '[]',
        shown_at timestamptz,
        asked_at timestamptz,
        constraint plan_item_position_once unique (interview_id, position) deferrable initially deferred,
        constraint plan_item_question_once unique (interview_id, question_version_id) deferrable initially deferred
      );

      create table mark (
        id uuid constraint mark_pk primary key,
        interview_id uuid not null constraint mark_interview_fk references interview on delete cascade,
        dimension text not null,
        kind text not null constraint mark_kind_known check (kind in ('unasked','when_asked','missing')),
        note text not null,
        at timestamptz not null,
        minute integer not null
      );
      create index mark_interview_ix on mark (interview_id, at);

      -- Which question versions a learner has met, and how. Insert-only history.
      create table exposure (
        id uuid constraint exposure_pk primary key,
        learner_id uuid not null constraint exposure_learner_fk references person on delete cascade,
        question_item_id uuid not null constraint exposure_item_fk references content_item,
        question_version_id uuid not null constraint exposure_version_fk references content_version,
        how text not null constraint exposure_how_known check (how in ('viewed','practised','asked')),
        interview_id uuid,
        pushback_ids text[] not null default '{}',
        at timestamptz not null
      );
      create unique index exposure_once_per_interview on exposure (interview_id, question_version_id) where interview_id is not null;
      create index exposure_learner_ix on exposure (learner_id, question_item_id);
    `);
  }
}
