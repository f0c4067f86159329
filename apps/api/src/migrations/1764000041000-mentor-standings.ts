import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** How many mocks a mentor has before them, and whether they owe feedback, without reading what they did for years. */
export class MentorStandings1764000041000 extends ForwardOnly {
  readonly name = 'MentorStandings1764000041000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index interview_mentor_pending_ix on interview (mentor_id) where state in ('scheduled', 'awaiting_feedback')`,
    );
  }
}
