import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/**
 * The audit's exceptions: erasing a person may empty what a line holds, never the fact that something was done; and clearing a
 * demo academy, or an empty place before a restore, begins anew.
 */
export class Privacy1764000005000 extends ForwardOnly {
  readonly name = 'Privacy1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function audit_is_append_only() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and current_setting('dryrun.erasing', true) = 'on'
           and (new.before is null or new.before = old.before) and (new.after is null or new.after = old.after)
           and (new.address is null or new.address = old.address)
           and (new.id, new.at, new.actor_id, new.action, new.subject_type, new.subject_id, new.person_id, new.batch_id, new.trace_id)
               is not distinct from (old.id, old.at, old.actor_id, old.action, old.subject_type, old.subject_id, old.person_id, old.batch_id, old.trace_id) then
          return new;
        end if;
        if tg_op = 'TRUNCATE' and current_setting('dryrun.clearing', true) = 'on' then
          return null;
        end if;
        raise exception 'audit entries are append-only' using errcode = '42501';
      end $$;
      create trigger audit_entry_no_truncate before truncate on audit_entry
        for each statement execute function audit_is_append_only();

      create index audit_entry_actor_ix on audit_entry (actor_id, at);
      create index audit_entry_person_ix on audit_entry (person_id, at);
      create index audit_entry_at_ix on audit_entry (at, id);
    `);
  }
}
