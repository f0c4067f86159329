/** SQL functions of migration 1764000006000. What changes about them later is a new migration with a new text. */

/** How a mock would be paid, as `nextMockFrom` of the domain says it. `p_quota`: see `scheduling_reserve`. */
export const QUOTA_SOURCE = `
  create function scheduling_quota_source(p_quota jsonb) returns text language sql stable as $$
    select case
      when coalesce(sum(case e.kind when 'use' then e.amount when 'return' then -e.amount end)
             filter (where not e.is_extra and e.starts_at >= (p_quota->>'from')::timestamptz and e.starts_at < (p_quota->>'until')::timestamptz), 0)
           < (p_quota->>'max')::int then 'week'
      when coalesce(sum(case when e.kind in ('grant','refund') then e.amount when e.is_extra and e.kind = 'use' then -e.amount when e.is_extra then e.amount end), 0) > 0
           then 'extra'
      else 'none' end
    from quota_entry e
    where e.person_id = (p_quota->>'person')::uuid and e.batch_id = (p_quota->>'batch')::uuid
  $$;
`;

export const RESERVE = `
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
  create function scheduling_reserve(
    p_now timestamptz, p_booking uuid, p_reference uuid, p_batch uuid, p_during tstzrange,
    p_held_until timestamptz, p_held_by uuid, p_participants jsonb, p_limits jsonb, p_quota jsonb, p_replaces jsonb
  ) returns text language plpgsql as $$
  declare
    v_person uuid;
    v_limit record;
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

export const CONFIRM = `
  -- Turns a hold into a booking and pays for it. 'confirmed', 'hold_expired' (at held_until it has) or 'quota', which leave everything as it was.
  create function scheduling_confirm(p_now timestamptz, p_booking uuid, p_quota jsonb) returns text language plpgsql as $$
  declare
    v_source text;
    v_starts_at timestamptz;
  begin
    perform pg_advisory_xact_lock(hashtextextended('booking:' || (p_quota->>'person'), 0));
    select lower(during) into v_starts_at from booking
      where id = p_booking and state = 'held' and held_until > p_now for update;
    if not found then
      return 'hold_expired';
    end if;
    v_source := scheduling_quota_source(p_quota);
    if v_source = 'none' then
      return 'quota';
    end if;
    update booking set state = 'confirmed' where id = p_booking;
    insert into quota_entry (id, batch_id, person_id, kind, is_extra, booking_id, starts_at, at)
      values (gen_random_uuid(), (p_quota->>'batch')::uuid, (p_quota->>'person')::uuid, 'use', v_source = 'extra', p_booking, v_starts_at, p_now);
    return 'confirmed';
  end $$;
`;
