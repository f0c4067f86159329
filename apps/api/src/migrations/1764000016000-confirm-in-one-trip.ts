import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** What decides whether a kept time becomes a mock, and which, read by one statement; booking it, written by one (decision 0035). */
export class ConfirmInOneTrip1764000016000 extends ForwardOnly {
  readonly name = 'ConfirmInOneTrip1764000016000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACTS);
    await runner.query(CONFIRM);
  }
}

const FACTS = `
  -- Everything that confirming a hold looks at: the hold, its interview and its people, the rules and the rubric to pin, what may be
  -- asked, and what the learner has met. Reads only; decides nothing. Null when there is no such hold, or no interview for it.
  create function booking_confirm_facts(p_hold uuid) returns jsonb language plpgsql stable as $$
  begin
    return (select jsonb_build_object(
      'hold', jsonb_build_object('id', k.id, 'referenceId', k.reference_id, 'heldBy', k.held_by, 'state', k.state, 'heldUntil', epoch_ms(k.held_until)),
      'interview', jsonb_build_object('id', i.id, 'batchId', i.batch_id, 'learnerId', i.learner_id, 'mentorId', i.mentor_id, 'state', i.state, 'goal', i.goal,
                                      'startsAt', epoch_ms(i.starts_at), 'endsAt', epoch_ms(i.ends_at), 'formatVersionId', i.format_version_id,
                                      'planVersion', i.plan_version, 'createdAt', epoch_ms(i.created_at)),
      'batch', jsonb_build_object('id', b.id, 'name', b.name, 'timeZone', b.time_zone, 'startsOn', b.starts_on, 'weeks', b.weeks,
                                  'state', b.state, 'policy', b.policy, 'rubricSlug', b.rubric_slug),
      'learner', jsonb_build_object('id', l.id, 'name', l.name, 'timeZone', l.time_zone),
      'mentor', jsonb_build_object('id', m.id, 'name', m.name, 'timeZone', m.time_zone),
      'rubricVersionId', (select current_version_id from content_item where kind = 'rubric' and slug = b.rubric_slug and retired_at is null),
      'questionVersionIds', (select coalesce(jsonb_agg(current_version_id order by slug), '[]') from content_item where kind = 'question' and retired_at is null),
      'caseVersionIds', (select coalesce(jsonb_agg(current_version_id order by slug), '[]') from content_item where kind = 'case-study' and retired_at is null),
      'trackVersionIds', (select coalesce(jsonb_agg(current_version_id order by slug), '[]') from content_item where kind = 'track' and retired_at is null),
      'exposures', (
        select coalesce(jsonb_agg(jsonb_build_object('questionId', e.question_item_id, 'versionId', e.question_version_id, 'how', e.how,
                                                     'pushbackIds', e.pushback_ids, 'at', epoch_ms(e.at)) order by e.at, e.id), '[]')
        from exposure e where e.learner_id = i.learner_id),
      'reservedQuestionIds', (
        select coalesce(jsonb_agg(distinct v.item_id), '[]')
        from plan_item p join interview o on o.id = p.interview_id join content_version v on v.id = p.question_version_id
        where o.learner_id = i.learner_id and o.id <> i.id and o.state in ('scheduled', 'running', 'outcome_claimed')),
      'ownLink', (select jsonb_build_object('interviewId', n.interview_id, 'mentorId', n.mentor_id, 'url', n.url) from meeting_link n where n.interview_id = i.id),
      'usualLink', coalesce((select a.meeting_url from availability a where a.person_id = i.mentor_id), ''),
      'mentorIsBusy', exists (select 1 from busy_conflict c where c.reference_id = i.id)
    )
    from booking k join interview i on i.id = k.reference_id join batch b on b.id = i.batch_id
      join person l on l.id = i.learner_id join person m on m.id = i.mentor_id
    where k.id = p_hold);
  end $$;
`;

const CONFIRM = `
  -- Books a kept time in one statement: the idempotency key with its answer, the pinned interview, its questions, the payment, the audit
  -- line and the news commit together or not at all. 'confirmed', or 'repeat' when the key was used before (nothing is written then).
  -- Raises DR001 with the reason when it cannot be done this way; the statement, and with it everything here, is undone.
  create function booking_confirm(p jsonb, p_answer text) returns text language plpgsql as $$
  declare
    v_now timestamptz := (p->>'now')::timestamptz;
    k jsonb := p->'key';
    i jsonb := p->'interview';
    a jsonb := p->'audit';
    v_id uuid := (i->>'id')::uuid;
    v_learner uuid := (i->>'learnerId')::uuid;
    v_outcome text;
  begin
    insert into idempotency_key (actor_id, key, endpoint, body_hash, status, answer, created_at)
      values ((k->>'actorId')::uuid, k->>'key', k->>'endpoint', k->>'bodyHash', (k->>'status')::int, p_answer::json, v_now)
      on conflict on constraint idempotency_key_once do nothing;
    if not found then
      return 'repeat';
    end if;

    -- What was read may be old by now: another wish of this learner takes the same row over.
    perform 1 from interview
      where id = v_id and state = 'planned' and learner_id = v_learner and mentor_id = (i->>'mentorId')::uuid
        and starts_at = (i->>'startsAt')::timestamptz and format_version_id = (i->>'formatVersionId')::uuid and goal = i->'goal'
        and calendar_sequence is null
      for update;
    if not found then
      raise exception 'changed meanwhile' using errcode = 'DR001';
    end if;

    v_outcome := scheduling_confirm(v_now, (p->>'bookingId')::uuid, p->'quota');
    if v_outcome <> 'confirmed' then
      raise exception '%', v_outcome using errcode = 'DR001';
    end if;

    -- scheduling_confirm holds the learner's lock, so no other mock of theirs gets its questions now; one may just have got them.
    if exists (
      select 1 from plan_item o join interview other on other.id = o.interview_id join content_version v on v.id = o.question_version_id
      where other.learner_id = v_learner and other.id <> v_id and other.state in ('scheduled', 'running', 'outcome_claimed')
        and v.item_id in (select item_id from content_version where id in (select (q->>'questionVersionId')::uuid from jsonb_array_elements(p->'items') q))
    ) then
      raise exception 'a question was taken meanwhile' using errcode = 'DR001';
    end if;

    update interview set state = i->>'state', rubric_version_id = (i->>'rubricVersionId')::uuid, policy = i->'policy', confirmed_at = v_now,
                         calendar_sequence = 0, calendar_changed_at = v_now
      where id = v_id;
    insert into plan_item (id, interview_id, position, question_version_id, reason_code, reason_sentence, planned_pushback_ids, used_pushbacks)
      select q.id, v_id, q.position, q."questionVersionId", q."reasonCode", q."reasonSentence", q."plannedPushbackIds", '[]'
      from jsonb_to_recordset(p->'items') as q(id uuid, position int, "questionVersionId" uuid, "reasonCode" text, "reasonSentence" text, "plannedPushbackIds" text[]);
    insert into audit_entry (id, at, actor_id, action, subject_type, subject_id, person_id, batch_id, before, after, trace_id, address)
      values ((a->>'id')::uuid, v_now, (a->>'actorId')::uuid, a->>'action', 'interview', v_id, v_learner, (i->>'batchId')::uuid,
              a->'before', a->'after', a->>'traceId', a->>'address');
    insert into outbox_event (id, type, subject_id, payload, at)
      select n.id, n.type, v_id, n.payload, v_now from jsonb_to_recordset(p->'news') as n(id uuid, type text, payload jsonb) order by n.id;
    return 'confirmed';
  end $$;
`;
