import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** A mock can be moved to, or booked by staff at, a time that its own learner is just keeping: the list of times says so, too. */
export class OwnHoldMakesWay1764000051001 extends ForwardOnly {
  readonly name = 'OwnHoldMakesWay1764000051001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RESERVE);
  }
}

const RESERVE = `
  -- Reserves a time for all participants or for none, in the caller's transaction. Answers 'reserved' or why not:
  -- 'taken:<role>' when somebody is in another live booking then, the code of the first limit that is used up, 'quota', or
  -- 'stale' when the booking to replace is not confirmed any more. After any other answer than 'reserved' the caller rolls back.
  -- p_held_until: until when it is only kept; null: it is booked at once, and paid from the learner's account.
  -- p_participants: [{"person": uuid, "role": text, "from": timestamptz, "until": timestamptz}]  (blocked range, buffers included)
  -- p_limits: [{"code": text, "person": uuid, "role": text, "from": timestamptz, "until": timestamptz, "max": int, "batch": uuid|null}]
  --   counts live and used bookings of that person in that role that start in [from, until).
  -- p_quota: {"person": uuid, "batch": uuid, "from": timestamptz, "until": timestamptz, "max": int, "override": {"by": uuid, "reason": text}|null}
  --   the week of the start in the learner's account; an override grants the mock that is missing.
  -- p_replaces: {"booking": uuid, "by": text, "code": text, "reason": text, "late": bool, "trouble": bool}|null
  --   the booking of the same reference that this one supersedes; it neither blocks nor counts.
  -- It knows no slot arithmetic: ranges and limits are computed by the caller. Advisory locks per person, taken in sorted
  -- order, make competing reservations queue instead of deadlocking in the exclusion constraint.
  create or replace function scheduling_reserve(
    p_now timestamptz, p_booking uuid, p_reference uuid, p_batch uuid, p_during tstzrange,
    p_held_until timestamptz, p_held_by uuid, p_participants jsonb, p_limits jsonb, p_quota jsonb, p_replaces jsonb
  ) returns text language plpgsql as $$
  declare
    v_person uuid;
    v_limit text;
    v_taken text;
    v_count integer;
    v_wanted integer := jsonb_array_length(p_participants);
    v_old uuid := (p_replaces->>'booking')::uuid;
    v_source text;
  begin
    for v_person in
      select distinct id from (
        select (p->>'person')::uuid as id from jsonb_array_elements(p_participants) p
        union all select person_id from booking_participant where booking_id = v_old
      ) everybody order by id loop
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
    -- What is booked at once is not in the way of itself: a time that the same learner keeps there makes way, others of theirs stay.
    if p_held_until is null then
      update booking b set state = 'released', ended_at = p_now
        where b.state = 'held' and b.held_by = (p_quota->>'person')::uuid
          and exists (select 1 from jsonb_array_elements(p_participants) p
                      join booking_participant bp on bp.booking_id = b.id and bp.person_id = (p->>'person')::uuid and bp.live
                        and bp.blocked && tstzrange((p->>'from')::timestamptz, (p->>'until')::timestamptz));
    end if;

    if v_old is not null then
      update booking set state = 'superseded', ended_at = p_now, cancelled_by = p_replaces->>'by',
             reason_code = p_replaces->>'code', cancel_reason = p_replaces->>'reason',
             is_late_change = (p_replaces->>'late')::boolean, is_trouble = (p_replaces->>'trouble')::boolean
        where id = v_old and reference_id = p_reference and state = 'confirmed';
      if not found then
        return 'stale';
      end if;
      insert into quota_entry (id, batch_id, person_id, kind, is_extra, booking_id, starts_at, at)
        select gen_random_uuid(), batch_id, person_id, 'return', is_extra, booking_id, starts_at, p_now
          from quota_entry where booking_id = v_old and kind = 'use';
    end if;

    -- A booking that starts within the range also blocks some of it: that finds the few near it before their bookings are looked at.
    select l.code into v_limit
      from rows from (jsonb_to_recordset(p_limits) as (code text, person uuid, role text, "from" timestamptz, "until" timestamptz, max integer, batch uuid))
           with ordinality as l(code, person, role, "from", "until", max, batch, place)
      where l.max <= (
        select count(*)
          from booking_participant bp join booking b on b.id = bp.booking_id
          where bp.person_id = l.person and bp.role = l.role and bp.blocked && tstzrange(l."from", l."until")
            and b.state in ('held','confirmed','used')
            and lower(b.during) >= l."from" and lower(b.during) < l."until"
            and (l.batch is null or b.batch_id = l.batch))
      order by l.place limit 1;
    if v_limit is not null then
      return v_limit;
    end if;

    -- A booking that stays in its week stays paid as it was, whatever the rules say by now.
    select case when is_extra then 'extra' else 'week' end into v_source
      from quota_entry where booking_id = v_old and kind = 'use'
        and starts_at >= (p_quota->>'from')::timestamptz and starts_at < (p_quota->>'until')::timestamptz;
    v_source := coalesce(v_source, scheduling_quota_source(p_quota));
    if v_source = 'none' then
      if p_quota->'override' is null or jsonb_typeof(p_quota->'override') = 'null' then
        return 'quota';
      end if;
      insert into quota_entry (id, batch_id, person_id, kind, is_extra, booking_id, reason, actor_id, at)
        values (gen_random_uuid(), (p_quota->>'batch')::uuid, (p_quota->>'person')::uuid, 'grant', true, p_booking,
                p_quota->'override'->>'reason', (p_quota->'override'->>'by')::uuid, p_now);
      v_source := 'extra';
    end if;

    select p->>'role' into v_taken
      from jsonb_array_elements(p_participants) p
      join booking_participant bp on bp.person_id = (p->>'person')::uuid and bp.live
        and bp.blocked && tstzrange((p->>'from')::timestamptz, (p->>'until')::timestamptz)
      order by p->>'role' limit 1;
    if v_taken is not null then
      return 'taken:' || v_taken;
    end if;

    insert into booking (id, reference_id, batch_id, during, state, held_until, held_by, created_at)
      values (p_booking, p_reference, p_batch, p_during,
              case when p_held_until is null then 'confirmed' else 'held' end, p_held_until, p_held_by, p_now);
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
    if p_held_until is null then
      insert into quota_entry (id, batch_id, person_id, kind, is_extra, booking_id, starts_at, at)
        values (gen_random_uuid(), p_batch, (p_quota->>'person')::uuid, 'use', v_source = 'extra', p_booking, lower(p_during), p_now);
    end if;
    return 'reserved';
  end $$;
`;
