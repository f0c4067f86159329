import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/**
 * All content is items with immutable versions: one mechanism for tracks, questions, rubrics, formats and what follows.
 * `body` is validated by the contract's schema of its kind; the columns beside it are what queries filter by.
 */
export class Catalog1764000000002 extends ForwardOnly {
  readonly name = 'Catalog1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table content_item (
        id uuid constraint content_item_pk primary key,
        kind text not null,
        slug text not null,
        origin text not null constraint content_item_origin_known check (origin in ('file','local')),
        current_version_id uuid,
        retired_at timestamptz,
        created_at timestamptz not null,
        constraint content_item_slug_once unique (kind, slug)
      );

      create table content_version (
        id uuid constraint content_version_pk primary key,
        item_id uuid not null constraint content_version_item_fk references content_item,
        number integer not null,
        content_hash text not null,
        body jsonb not null,
        published_at timestamptz not null,
        constraint content_version_number_once unique (item_id, number)
      );

      alter table content_item add constraint content_item_current_fk
        foreign key (current_version_id) references content_version deferrable initially deferred;

      create function content_versions_are_immutable() returns trigger language plpgsql as $$
      begin
        raise exception 'published content versions never change' using errcode = '42501';
      end $$;
      create trigger content_version_immutable before update on content_version
        for each row execute function content_versions_are_immutable();
    `);
  }
}
