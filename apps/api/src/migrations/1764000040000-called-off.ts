import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/**
 * A time that its mentor called off is a busy time of theirs, so that whatever looks for free times leaves it out. Busy times belong to
 * the person from now on, and go with their other calendar only when they were read from it.
 */
export class CalledOff1764000040000 extends ForwardOnly {
  readonly name = 'CalledOff1764000040000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table busy_time
        -- The booking that the mentor cancelled; null: read from their other calendar.
        add column called_off uuid constraint busy_time_booking_fk references booking on delete cascade,
        add constraint busy_time_called_off_once unique (called_off),
        add constraint busy_time_person_fk foreign key (person_id) references person on delete cascade,
        drop constraint busy_time_calendar_fk,
        drop constraint busy_time_apart,
        add constraint busy_time_apart exclude using gist (person_id with =, during with &&) where (called_off is null);
      -- The constraint is an index of the rest only.
      create index busy_time_called_off_ix on busy_time (person_id) where called_off is not null;

      insert into busy_time (person_id, during, called_off)
      select m.person_id, b.during, b.id from booking b join booking_participant m on m.booking_id = b.id and m.role = 'mentor'
      left join availability a on a.person_id = m.person_id
      where b.state = 'cancelled' and b.cancelled_by = 'mentor' and upper(b.during) > now() and (a.updated_at is null or a.updated_at <= b.ended_at);
    `);
  }
}
