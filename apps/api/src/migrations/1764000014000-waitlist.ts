import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Who waits for a time, every time that was offered with why, and how each offer ended. */
export class Waitlist1764000014000 extends ForwardOnly {
  readonly name = 'Waitlist1764000014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table waitlist_entry (
        id uuid constraint waitlist_entry_pk primary key,
        batch_id uuid not null constraint waitlist_entry_batch_fk references batch on delete cascade,
        learner_id uuid not null constraint waitlist_entry_learner_fk references person on delete cascade,
        -- The goal, and the versions that its titles were read from.
        goal jsonb not null,
        format_version_id uuid not null,
        rubric_version_id uuid not null,
        from_on date not null,
        until_on date not null,
        weekdays integer[] not null constraint waitlist_entry_weekdays_sane check (cardinality(weekdays) > 0 and weekdays <@ array[1,2,3,4,5,6,7]),
        parts text[] not null constraint waitlist_entry_parts_known check (cardinality(parts) > 0 and parts <@ array['morning','afternoon','evening']),
        since timestamptz not null,
        -- Who put them on the list: themselves, or Dryrun after a mentor let their mock fall.
        joined_by text not null constraint waitlist_entry_joined_known check (joined_by in ('learner','lost_mock')),
        ended_at timestamptz,
        ended_as text constraint waitlist_entry_ended_known check (ended_as in ('booked','left','gone','passed','unanswered','closed')),
        constraint waitlist_entry_dates check (until_on >= from_on),
        constraint waitlist_entry_end check ((ended_at is null) = (ended_as is null))
      );
      create unique index waitlist_entry_one on waitlist_entry (batch_id, learner_id) where ended_at is null;
      create index waitlist_entry_learner_ix on waitlist_entry (learner_id);

      -- The id is also what the booking of the offer refers to, and the id of the mock that it becomes. The booking is held by the
      -- entry and not by the person: the hold that a learner makes themself and an offer to them leave each other alone.
      -- goal: as offered, without the note, which stays with the entry.
      -- why: {"lost", "mocks", "windowDays", "since", "decidedBy", "passedOver": [{"learnerId", "why"}]}
      create table waitlist_offer (
        id uuid constraint waitlist_offer_pk primary key,
        entry_id uuid not null constraint waitlist_offer_entry_fk references waitlist_entry on delete cascade,
        booking_id uuid not null constraint waitlist_offer_booking_once unique constraint waitlist_offer_booking_fk references booking on delete cascade,
        mentor_id uuid not null constraint waitlist_offer_mentor_fk references person on delete cascade,
        goal jsonb not null,
        format_version_id uuid not null,
        rubric_version_id uuid not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        offered_at timestamptz not null,
        expires_at timestamptz not null,
        why jsonb not null,
        constraint waitlist_offer_lives check (expires_at > offered_at and ends_at > starts_at)
      );
      create index waitlist_offer_entry_ix on waitlist_offer (entry_id, offered_at);

      create table waitlist_offer_end (
        offer_id uuid constraint waitlist_offer_end_pk primary key constraint waitlist_offer_end_offer_fk references waitlist_offer on delete cascade,
        ended_as text not null constraint waitlist_offer_end_known check (ended_as in ('accepted','declined','expired','withdrawn')),
        at timestamptz not null
      );

      -- Deleting is only for the foreign keys above, which come here at a deeper trigger level.
      create function waitlist_is_insert_only() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
        raise exception 'offers of the waitlist and their ends are insert-only' using errcode = '42501';
      end $$;
      create trigger waitlist_offer_insert_only before update or delete on waitlist_offer
        for each row execute function waitlist_is_insert_only();
      create trigger waitlist_offer_end_insert_only before update or delete on waitlist_offer_end
        for each row execute function waitlist_is_insert_only();
    `);
  }
}
