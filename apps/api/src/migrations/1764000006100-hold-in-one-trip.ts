import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** What decides whether a time can be kept, read by one statement, and keeping it, written by one (decision 0029). */
export class HoldInOneTrip1764000006100 extends ForwardOnly {
  readonly name = 'HoldInOneTrip1764000006100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACTS);
    await runner.query(HOLD);
  }
}

const FACTS = `
  create function epoch_ms(at timestamptz) returns double precision language sql immutable
    return round(extract(epoch from at) * 1000)::double precision;

  -- Everything that speaks for or against keeping a time of one mentor for one learner. Reads only; decides nothing.
  -- p_from, p_until: which bookings the limits may count · p_busy_from, p_busy_until: which outside appointments may be near.
  create function booking_hold_facts(
    p_batch uuid, p_learner uuid, p_mentor uuid, p_format text, p_track text,
    p_from timestamptz, p_until timestamptz, p_busy_from timestamptz, p_busy_until timestamptz, p_now timestamptz
  ) returns jsonb language plpgsql stable as $$
  begin
    -- In plpgsql, because it reads tables of migrations that run after this one.
    return (select jsonb_build_object(
      'batch', jsonb_build_object('id', b.id, 'name', b.name, 'timeZone', b.time_zone, 'startsOn', b.starts_on, 'weeks', b.weeks,
                                  'state', b.state, 'policy', b.policy, 'rubricSlug', b.rubric_slug),
      'formatVersionId', (select current_version_id from content_item where kind = 'format' and slug = p_format and retired_at is null),
      'trackVersionId', (select current_version_id from content_item where kind = 'track' and slug = p_track and retired_at is null),
      'rubricVersionId', (select current_version_id from content_item where kind = 'rubric' and slug = b.rubric_slug and retired_at is null),
      'mentor', (
        select jsonb_build_object('id', p.id, 'name', p.name, 'timeZone', p.time_zone, 'tracks', q.tracks, 'levels', q.levels, 'formats', q.formats,
                                  'ownTracks', q.own_tracks, 'ownLevels', q.own_levels, 'ownFormats', q.own_formats)
        from mentor_qualification q
        join role_grant g on g.batch_id = q.batch_id and g.person_id = q.person_id and g.role = 'mentor'
        join person p on p.id = q.person_id and p.removed_at is null
        where q.batch_id = b.id and q.person_id = p_mentor),
      'hours', (
        select jsonb_build_object('personId', person_id, 'timeZone', time_zone, 'rules', rules, 'exceptions', exceptions,
                                  'timeOff', time_off, 'stays', stays, 'limits', limits)
        from availability where person_id = p_mentor),
      'taken', (
        select coalesce(jsonb_agg(jsonb_build_object(
            'personId', bp.person_id, 'role', bp.role, 'batchId', k.batch_id, 'referenceId', k.reference_id, 'state', k.state,
            'startsAt', epoch_ms(lower(k.during)), 'endsAt', epoch_ms(upper(k.during)),
            'blockedFrom', epoch_ms(lower(bp.blocked)), 'blockedUntil', epoch_ms(upper(bp.blocked)))), '[]')
        from booking_participant bp join booking k on k.id = bp.booking_id
        where bp.person_id in (p_learner, p_mentor) and bp.blocked && tstzrange(p_from, p_until)
          and (k.state in ('confirmed','used') or (k.state = 'held' and k.held_until > p_now and k.held_by is distinct from p_learner))),
      'account', (
        select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'amount', e.amount, 'isExtra', e.is_extra, 'startsAt', epoch_ms(e.starts_at))), '[]')
        from quota_entry e where e.person_id = p_learner and e.batch_id = b.id),
      'busy', (
        select coalesce(jsonb_agg(jsonb_build_object('start', epoch_ms(lower(t.during)), 'end', epoch_ms(upper(t.during)))), '[]')
        from busy_time t where t.person_id = p_mentor and t.during && tstzrange(p_busy_from, p_busy_until)),
      'isOwing', coalesce((b.policy->>'overdueFeedbackPauseHours') is not null and exists (
        select 1 from interview o where o.mentor_id = p_mentor and o.state = 'awaiting_feedback'
          and o.ended_at + make_interval(hours => (o.policy->>'feedbackDueHours')::int + (b.policy->>'overdueFeedbackPauseHours')::int) < p_now), false),
      'plannedId', (select id from interview where batch_id = b.id and learner_id = p_learner and state = 'planned')
    )
    from batch b where b.id = p_batch);
  end $$;
`;

const HOLD = `
  -- Keeps a time in one statement: the idempotency key with its answer, the planned interview, the reservation and the audit line
  -- commit together or not at all. 'held', or 'repeat' when the key was used before (nothing is written then).
  -- Raises DR001 with the reason when the time cannot be kept; the statement, and with it everything here, is undone.
  create function booking_hold(p jsonb, p_answer text) returns text language plpgsql as $$
  declare
    v_now timestamptz := (p->>'now')::timestamptz;
    k jsonb := p->'key';
    i jsonb := p->'interview';
    r jsonb := p->'reservation';
    a jsonb := p->'audit';
    v_id uuid;
    v_outcome text;
  begin
    insert into idempotency_key (actor_id, key, endpoint, body_hash, status, answer, created_at)
      values ((k->>'actorId')::uuid, k->>'key', k->>'endpoint', k->>'bodyHash', (k->>'status')::int, p_answer::json, v_now)
      on conflict on constraint idempotency_key_once do nothing;
    if not found then
      return 'repeat';
    end if;

    insert into interview (id, batch_id, learner_id, mentor_id, state, goal, starts_at, ends_at, format_version_id, rubric_version_id, policy, created_at)
      values ((i->>'id')::uuid, (i->>'batchId')::uuid, (i->>'learnerId')::uuid, (i->>'mentorId')::uuid, 'planned', i->'goal',
              (i->>'startsAt')::timestamptz, (i->>'endsAt')::timestamptz, (i->>'formatVersionId')::uuid, (i->>'rubricVersionId')::uuid, i->'policy', v_now)
      on conflict (batch_id, learner_id) where state = 'planned' do update
        set mentor_id = excluded.mentor_id, goal = excluded.goal, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
            format_version_id = excluded.format_version_id, rubric_version_id = excluded.rubric_version_id, policy = excluded.policy
      returning id into v_id;
    if v_id <> (i->>'id')::uuid then
      -- Another request of this learner planned one in between, so the answer that was prepared names the wrong one.
      raise exception 'planned meanwhile' using errcode = 'DR001';
    end if;

    v_outcome := scheduling_reserve(
      v_now, (r->>'bookingId')::uuid, v_id, (r->>'batchId')::uuid, tstzrange((r->>'startsAt')::timestamptz, (r->>'endsAt')::timestamptz),
      (r->>'heldUntil')::timestamptz, (r->>'heldBy')::uuid, r->'participants', r->'limits', r->'quota', null);
    if v_outcome <> 'reserved' then
      raise exception '%', v_outcome using errcode = 'DR001';
    end if;

    insert into audit_entry (id, at, actor_id, action, subject_type, subject_id, person_id, batch_id, before, after, trace_id, address)
      values ((a->>'id')::uuid, v_now, (a->>'actorId')::uuid, a->>'action', 'interview', v_id, (i->>'learnerId')::uuid, (i->>'batchId')::uuid,
              null, a->'after', a->>'traceId', a->>'address');
    return 'held';
  end $$;
`;
