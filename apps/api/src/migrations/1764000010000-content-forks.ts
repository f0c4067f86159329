import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** A local item may be a fork: the file's version that it was made from stays known, so that it can go back to its file. */
export class ContentForks1764000010000 extends ForwardOnly {
  readonly name = 'ContentForks1764000010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table content_item
        add column forked_from_version_id uuid constraint content_item_fork_fk references content_version,
        add constraint content_item_fork_is_local check (forked_from_version_id is null or origin = 'local');
    `);
  }
}
