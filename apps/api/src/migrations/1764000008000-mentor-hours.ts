import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Time off, stays in other zones and own limits of mentors; formats of a qualification, and what a mentor narrows it to. */
export class MentorHours1764000008000 extends ForwardOnly {
  readonly name = 'MentorHours1764000008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table availability
        add column time_off jsonb not null default '[]',
        add column stays jsonb not null default '[]',
        add column limits jsonb not null default '{}';

      -- formats null: every format. own_… null: all that is granted.
      alter table mentor_qualification
        add column formats text[],
        add column own_tracks text[],
        add column own_levels text[],
        add column own_formats text[];
    `);
  }
}
