import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Scorecards with their ratings, predictions and next steps. A draft is one document; what is submitted becomes rows. */
export class Feedback1764000000005 extends ForwardOnly {
  readonly name = 'Feedback1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table scorecard (
        id uuid constraint scorecard_pk primary key,
        interview_id uuid not null constraint scorecard_interview_fk references interview on delete cascade,
        rater_id uuid not null constraint scorecard_rater_fk references person,
        state text not null constraint scorecard_state_known check (state in ('draft','submitted','released')),
        draft jsonb not null,
        version integer not null,
        saved_at timestamptz not null,
        submitted_at timestamptz,
        released_at timestamptz,
        constraint scorecard_one_per_rater unique (interview_id, rater_id),
        constraint scorecard_states_in_order check (
          (state = 'draft' and submitted_at is null and released_at is null)
          or (state = 'submitted' and submitted_at is not null and released_at is null)
          or (state = 'released' and submitted_at is not null and released_at >= submitted_at))
      );
      create index scorecard_due_ix on scorecard (submitted_at) where state = 'submitted';

      create table rating (
        scorecard_id uuid not null constraint rating_scorecard_fk references scorecard on delete cascade,
        dimension text not null,
        level smallint constraint rating_level_known check (level between 1 and 4),
        was_prompted boolean,
        examples text[] not null,
        constraint rating_pk primary key (scorecard_id, dimension)
      );

      create table key_point_rating (
        scorecard_id uuid not null constraint key_point_rating_scorecard_fk references scorecard on delete cascade,
        question_version_id uuid not null constraint key_point_rating_question_fk references content_version,
        key_point_id text not null,
        coverage text not null constraint key_point_rating_coverage_known check (coverage in ('unaided','nudged','missed','wrong')),
        constraint key_point_rating_pk primary key (scorecard_id, question_version_id, key_point_id)
      );

      create table next_step (
        id uuid constraint next_step_pk primary key,
        scorecard_id uuid not null constraint next_step_scorecard_fk references scorecard on delete cascade,
        position integer not null,
        learner_id uuid not null constraint next_step_learner_fk references person,
        drill text not null,
        dimension text,
        due_on date,
        state text not null constraint next_step_state_known check (state in ('offered','accepted','done','declined')),
        updated_at timestamptz not null,
        constraint next_step_position_once unique (scorecard_id, position)
      );
      create index next_step_learner_ix on next_step (learner_id, state);

      create table prediction (
        interview_id uuid constraint prediction_pk primary key constraint prediction_interview_fk references interview on delete cascade,
        learner_id uuid not null constraint prediction_learner_fk references person,
        levels jsonb not null,
        is_skipped boolean not null,
        given_at timestamptz not null
      );

      -- Where the feedback of each held mock stands: one row per mock, with its primary scorecard and prediction if there are any.
      create view feedback_standing as
        select i.id as interview_id, i.batch_id, i.learner_id, i.mentor_id, i.starts_at as held_at, i.ended_at, i.goal, i.policy,
               i.format_version_id, i.rubric_version_id,
               s.id as scorecard_id, s.state as scorecard_state, s.submitted_at, s.released_at,
               p.given_at as predicted_at, p.is_skipped
        from interview i
        left join scorecard s on s.interview_id = i.id and s.rater_id = i.mentor_id
        left join prediction p on p.interview_id = i.id
        where i.state in ('awaiting_feedback', 'feedback_released', 'closed');

      -- Rule 8: mocks that their mentor has still to hold or to score. Until then the mentor sees no numbers of that learner.
      create view mock_to_score as
        select i.mentor_id, i.learner_id, i.id as interview_id
        from interview i
        where i.state in ('scheduled', 'running')
           or (i.state = 'awaiting_feedback'
               and not exists (select 1 from scorecard s where s.interview_id = i.id and s.rater_id = i.mentor_id and s.state <> 'draft'));

      -- What insights may read: ratings of released scorecards only, with when the mock was held.
      create view released_rating as
        select i.batch_id, i.learner_id, i.mentor_id, i.id as interview_id, i.starts_at as held_at, s.id as scorecard_id,
               r.dimension, r.level, r.was_prompted, i.rubric_version_id
        from rating r
        join scorecard s on s.id = r.scorecard_id and s.state = 'released'
        join interview i on i.id = s.interview_id;

      create view released_key_point as
        select i.batch_id, i.learner_id, i.id as interview_id, i.starts_at as held_at, k.question_version_id, k.key_point_id, k.coverage
        from key_point_rating k
        join scorecard s on s.id = k.scorecard_id and s.state = 'released'
        join interview i on i.id = s.interview_id;

      -- What a learner still has to do, as the next mentor's kit and the overview may see it. Released feedback only.
      create view open_next_step as
        select n.learner_id, i.batch_id, n.drill, n.dimension, n.due_on
        from next_step n
        join scorecard s on s.id = n.scorecard_id and s.state = 'released'
        join interview i on i.id = s.interview_id
        where n.state in ('offered', 'accepted');
    `);
  }
}
