import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** What became of mocks that were not simply held: claims with their answers, outcomes, who runs late, mocks held elsewhere, and more time for feedback. */
export class Outcomes1764000013000 extends ForwardOnly {
  readonly name = 'Outcomes1764000013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(VIEWS);
    await runner.query(DUE);
  }
}

const TABLES = `
  -- One side says that the other did not join, or that the technology failed, and what the other says to it.
  create table outcome_claim (
    id uuid constraint outcome_claim_pk primary key,
    interview_id uuid not null constraint outcome_claim_interview_fk references interview on delete cascade,
    kind text not null constraint outcome_claim_kind_known check (kind in ('did_not_come','technical_failure')),
    claimed_by uuid not null constraint outcome_claim_by_fk references person,
    claimed_as text not null constraint outcome_claim_as_known check (claimed_as in ('learner','mentor')),
    note text not null,
    at timestamptz not null,
    answer_due_at timestamptz not null,
    answer text constraint outcome_claim_answer_known check (answer in ('agreed','was_there','technical_failure','did_not_come')),
    answer_note text not null default '',
    answered_at timestamptz,
    state text not null constraint outcome_claim_state_known check (state in ('open','disputed','settled','withdrawn')),
    ended_at timestamptz,
    constraint outcome_claim_answered check ((answer is null) = (answered_at is null)),
    constraint outcome_claim_once_each unique (interview_id, claimed_by)
  );
  create unique index outcome_claim_one_open on outcome_claim (interview_id) where state in ('open','disputed');

  create table interview_outcome (
    interview_id uuid constraint interview_outcome_pk primary key constraint interview_outcome_interview_fk references interview on delete cascade,
    outcome text not null constraint interview_outcome_known check (outcome in ('missed_by_learner','missed_by_mentor','technical_failure','met')),
    decided text not null constraint interview_outcome_decided_known check (decided in ('agreement','silence','staff')),
    decided_by uuid constraint interview_outcome_by_fk references person,
    reason text not null default '',
    at timestamptz not null,
    constraint interview_outcome_staff_named check (decided <> 'staff' or decided_by is not null)
  );

  -- The latest word of each person; it is about one start of the mock and lapses when that is moved.
  create table late_notice (
    interview_id uuid not null constraint late_notice_interview_fk references interview on delete cascade,
    person_id uuid not null constraint late_notice_person_fk references person on delete cascade,
    minutes integer not null constraint late_notice_minutes_sane check (minutes between 1 and 60),
    starts_at timestamptz not null,
    at timestamptz not null,
    constraint late_notice_pk primary key (interview_id, person_id)
  );

  -- A mock that was held elsewhere and written down afterwards. It never took a time of anybody.
  create table logged_mock (
    interview_id uuid constraint logged_mock_pk primary key constraint logged_mock_interview_fk references interview on delete cascade,
    logged_by uuid not null constraint logged_mock_by_fk references person,
    questions text not null,
    at timestamptz not null
  );

  alter table interview
    add column feedback_extended_until timestamptz,
    add column feedback_extensions integer not null default 0;

  -- Each word of the feedback clock is said once for one due time.
  create table feedback_clock_step (
    interview_id uuid not null constraint feedback_clock_step_interview_fk references interview on delete cascade,
    step text not null constraint feedback_clock_step_known check (step in ('first_reminder','last_reminder','tell_lead','tell_admin')),
    due_at timestamptz not null,
    at timestamptz not null,
    constraint feedback_clock_step_pk primary key (interview_id, step, due_at)
  );
`;

const VIEWS = `
  create or replace view feedback_standing as
    select i.id as interview_id, i.batch_id, i.learner_id, i.mentor_id, i.starts_at as held_at, i.ended_at, i.goal, i.policy,
           i.format_version_id, i.rubric_version_id,
           s.id as scorecard_id, s.state as scorecard_state, s.submitted_at, s.released_at,
           p.given_at as predicted_at, p.is_skipped, i.feedback_extended_until
    from interview i
    left join scorecard s on s.interview_id = i.id and s.rater_id = i.mentor_id
    left join prediction p on p.interview_id = i.id
    where i.state in ('awaiting_feedback', 'feedback_released', 'closed');

  -- A claimed mock may still turn out to have been held, and is to be scored then.
  create or replace view mock_to_score as
    select i.mentor_id, i.learner_id, i.id as interview_id
    from interview i
    where i.state in ('scheduled', 'running', 'outcome_claimed')
       or (i.state = 'awaiting_feedback'
           and not exists (select 1 from scorecard s where s.interview_id = i.id and s.rater_id = i.mentor_id and s.state <> 'draft'));
`;

/** The facts for keeping a time know when feedback is overdue; "until tomorrow" counts there too. The rest of the function stays as it is. */
const DUE = `
  do $$
  declare
    v_was text := pg_get_functiondef('booking_hold_facts'::regproc);
    v_old text := 'o.ended_at + make_interval(hours => (o.policy->>''feedbackDueHours'')::int + (b.policy->>''overdueFeedbackPauseHours'')::int)';
    v_new text := 'coalesce(o.feedback_extended_until, o.ended_at + make_interval(hours => (o.policy->>''feedbackDueHours'')::int)) + make_interval(hours => (b.policy->>''overdueFeedbackPauseHours'')::int)';
  begin
    if position(v_old in v_was) = 0 then raise exception 'the facts for keeping a time changed'; end if;
    execute replace(v_was, v_old, v_new);
  end $$;
`;
