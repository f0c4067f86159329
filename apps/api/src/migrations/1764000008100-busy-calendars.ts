import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Calendars outside that mentors connected, the busy times read from them, and bookings they clash with. */
export class BusyCalendars1764000008100 extends ForwardOnly {
  readonly name = 'BusyCalendars1764000008100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table busy_calendar (
        person_id uuid constraint busy_calendar_pk primary key constraint busy_calendar_person_fk references person on delete cascade,
        -- The address lets whoever has it read the whole calendar, so it is sealed and only its label is shown.
        sealed_url text not null,
        label text not null,
        connected_at timestamptz not null,
        tried_at timestamptz,
        read_at timestamptz,
        failing_since timestamptz,
        failures integer not null default 0,
        problem text,
        next_read_at timestamptz not null
      );
      create index busy_calendar_due_ix on busy_calendar (next_read_at);

      -- Times only: no title, place or guest is ever stored.
      create table busy_time (
        person_id uuid not null constraint busy_time_calendar_fk references busy_calendar on delete cascade,
        during tstzrange not null constraint busy_time_during_sane check (not isempty(during)),
        constraint busy_time_apart exclude using gist (person_id with =, during with &&)
      );

      -- Bookings at which the mentor's other calendar shows something else. One that is here was told of.
      create table busy_conflict (
        person_id uuid not null constraint busy_conflict_calendar_fk references busy_calendar on delete cascade,
        reference_id uuid not null,
        found_at timestamptz not null,
        constraint busy_conflict_pk primary key (person_id, reference_id)
      );
      create index busy_conflict_reference_ix on busy_conflict (reference_id);
    `);
  }
}
