import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** The ledger of mocks keeps its numbers for ever; the words beside them go when their person is erased. */
export class LedgerForgetsWords1764000012000 extends ForwardOnly {
  readonly name = 'LedgerForgetsWords1764000012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function quota_entry_is_insert_only() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
        if tg_op = 'UPDATE' and current_setting('dryrun.erasing', true) = 'on' and new.reason = ''
           and (to_jsonb(new) - 'reason') = (to_jsonb(old) - 'reason') then
          return new;
        end if;
        raise exception 'quota entries are insert-only' using errcode = '42501';
      end $$;
    `);
  }
}
