import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** Availability, bookings, the constraint that no person is ever in two live bookings at once, and `scheduling_reserve`. */
export class Scheduling1764000000003 extends ForwardOnly {
  readonly name = 'Scheduling1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RESERVE);
  }
}

const TABLES = `
  create table availability (
    person_id uuid constraint availability_pk primary key constraint availability_person_fk references person on delete cascade,
    time_zone text not null,
    meeting_url text not null default '',
    rules jsonb not null,
    exceptions jsonb not null,
    version integer not null default 1,
    updated_at timestamptz not null
  );

  -- A claim on time and nothing else: what it is for is only a reference.
  create table booking (
    id uuid constraint booking_pk primary key,
    reference_id uuid not null,
    batch_id uuid not null constraint booking_batch_fk references batch on delete cascade,
    during tstzrange not null constraint booking_during_sane check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
    state text not null constraint booking_state_known check (state in ('held','expired','released','confirmed','superseded','cancelled','used')),
    held_until timestamptz,
    held_by uuid,
    cancelled_by text constraint booking_cancelled_by_known check (cancelled_by in ('learner','mentor','admin')),
    cancel_reason text not null default '',
    is_late_change boolean not null default false,
    created_at timestamptz not null,
    ended_at timestamptz,
    constraint booking_hold_has_end check ((state <> 'held') or (held_until is not null and held_by is not null))
  );
  create index booking_reference_ix on booking (reference_id);
  create unique index booking_one_live_per_reference on booking (reference_id) where state in ('held','confirmed');
  create unique index booking_one_hold_per_person on booking (held_by) where state = 'held';

  create table booking_participant (
    booking_id uuid not null constraint booking_participant_booking_fk references booking on delete cascade,
    person_id uuid not null constraint booking_participant_person_fk references person,
    role text not null constraint booking_participant_role_known check (role in ('learner','mentor')),
    blocked tstzrange not null,
    live boolean not null,
    constraint booking_participant_pk primary key (booking_id, person_id),
    -- Rule 1: no person is ever in two live bookings at once, whatever the application does.
    constraint booking_participant_no_overlap exclude using gist (person_id with =, blocked with &&) where (live)
  );
  create index booking_participant_person_ix on booking_participant (person_id, booking_id);

  -- "live" is derived from the booking's state and nobody else's business.
  create function booking_state_decides_live() returns trigger language plpgsql as $$
  begin
    update booking_participant set live = not live
      where booking_id = new.id and live is distinct from (new.state in ('held','confirmed'));
    return null;
  end $$;
  create trigger booking_live_follows_state after update of state on booking
    for each row execute function booking_state_decides_live();
`;

const RESERVE = `
  -- Reserves a time for all participants or for none, in the caller's transaction. Answers 'reserved' or why not:
  -- 'taken:<role>' when somebody is in another live booking then, or the code of the first limit that is used up.
  -- p_participants: [{"person": uuid, "role": text, "from": timestamptz, "until": timestamptz}]  (blocked range, buffers included)
  -- p_limits: [{"code": text, "person": uuid, "role": text, "from": timestamptz, "until": timestamptz, "max": int, "batch": uuid|null}]
  --   counts live and used bookings of that person in that role that start in [from, until).
  -- It knows no slot arithmetic: ranges and limits are computed by the caller. Advisory locks per person, taken in sorted
  -- order, make competing reservations queue instead of deadlocking in the exclusion constraint.
  create function scheduling_reserve(
    p_now timestamptz, p_booking uuid, p_reference uuid, p_batch uuid, p_during tstzrange,
    p_held_until timestamptz, p_held_by uuid, p_participants jsonb, p_limits jsonb
  ) returns text language plpgsql as $$
  declare
    v_person uuid;
    v_limit record;
    v_taken text;
    v_count integer;
    v_wanted integer := jsonb_array_length(p_participants);
  begin
    for v_person in select distinct (p->>'person')::uuid as id from jsonb_array_elements(p_participants) p order by id loop
      perform pg_advisory_xact_lock(hashtextextended('booking:' || v_person::text, 0));
    end loop;

    -- Holds that ran out no longer block anybody; the learner's earlier hold makes way for this one.
    update booking b set state = 'expired', ended_at = b.held_until
      where b.state = 'held' and b.held_until <= p_now
        and exists (select 1 from booking_participant bp
                    where bp.booking_id = b.id and bp.live
                      and bp.person_id in (select (p->>'person')::uuid from jsonb_array_elements(p_participants) p));
    update booking set state = case when held_until <= p_now then 'expired' else 'released' end, ended_at = p_now
      where state = 'held' and held_by = p_held_by;

    for v_limit in select * from jsonb_to_recordset(p_limits)
        as l(code text, person uuid, role text, "from" timestamptz, "until" timestamptz, max integer, batch uuid) loop
      select count(*) into v_count
        from booking_participant bp join booking b on b.id = bp.booking_id
        where bp.person_id = v_limit.person and bp.role = v_limit.role
          and b.state in ('held','confirmed','used')
          and lower(b.during) >= v_limit."from" and lower(b.during) < v_limit."until"
          and (v_limit.batch is null or b.batch_id = v_limit.batch);
      if v_count >= v_limit.max then
        return v_limit.code;
      end if;
    end loop;

    select p->>'role' into v_taken
      from jsonb_array_elements(p_participants) p
      join booking_participant bp on bp.person_id = (p->>'person')::uuid and bp.live
        and bp.blocked && tstzrange((p->>'from')::timestamptz, (p->>'until')::timestamptz)
      order by p->>'role' limit 1;
    if v_taken is not null then
      return 'taken:' || v_taken;
    end if;

    insert into booking (id, reference_id, batch_id, during, state, held_until, held_by, created_at)
      values (p_booking, p_reference, p_batch, p_during, 'held', p_held_until, p_held_by, p_now);
    insert into booking_participant (booking_id, person_id, role, blocked, live)
      select p_booking, (p->>'person')::uuid, p->>'role', tstzrange((p->>'from')::timestamptz, (p->>'until')::timestamptz), true
        from jsonb_array_elements(p_participants) p
      on conflict on constraint booking_participant_no_overlap do nothing;
    get diagnostics v_count = row_count;
    if v_count < v_wanted then
      -- Somebody wrote past the locks (only plain SQL can): the constraint had the last word, so nothing of ours stays.
      delete from booking where id = p_booking;
      return 'taken:mentor';
    end if;
    return 'reserved';
  end $$;
`;
