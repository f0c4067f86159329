import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Where feedback stands also says how often its mentor took more time. */
export class ExtensionsInStanding1764000013001 extends ForwardOnly {
  readonly name = 'ExtensionsInStanding1764000013001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace view feedback_standing as
        select i.id as interview_id, i.batch_id, i.learner_id, i.mentor_id, i.starts_at as held_at, i.ended_at, i.goal, i.policy,
               i.format_version_id, i.rubric_version_id,
               s.id as scorecard_id, s.state as scorecard_state, s.submitted_at, s.released_at,
               p.given_at as predicted_at, p.is_skipped, i.feedback_extended_until, i.feedback_extensions
        from interview i
        left join scorecard s on s.interview_id = i.id and s.rater_id = i.mentor_id
        left join prediction p on p.interview_id = i.id
        where i.state in ('awaiting_feedback', 'feedback_released', 'closed');
    `);
  }
}
