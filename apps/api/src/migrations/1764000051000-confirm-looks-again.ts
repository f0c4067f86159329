import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** A kept time becomes no mock in a batch that was paused or ended meanwhile, nor with somebody who no longer mentors in it. */
export class ConfirmLooksAgain1764000051000 extends ForwardOnly {
  readonly name = 'ConfirmLooksAgain1764000051000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONFIRM);
  }
}

const CONFIRM = `
  -- Books a kept time in one statement: the idempotency key with its answer, the pinned interview, its questions, the payment, the audit
  -- line and the news commit together or not at all. 'confirmed', or 'repeat' when the key was used before (nothing is written then).
  -- Raises DR001 with the reason when it cannot be done this way; the statement, and with it everything here, is undone.
  create or replace function booking_confirm(p jsonb, p_answer text) returns text language plpgsql as $$
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

    -- The batch may have stopped taking mocks, and the mentor have lost the role. Looked at now that the row is locked: whoever
    -- cancels the mocks of those who are gone waits for it.
    if not exists (select 1 from batch where id = (i->>'batchId')::uuid and state = 'active' and policy->>'arrangedBy' is distinct from 'round')
      or not exists (select 1 from role_grant where batch_id = (i->>'batchId')::uuid and person_id = (i->>'mentorId')::uuid and role = 'mentor') then
      raise exception 'closed meanwhile' using errcode = 'DR001';
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
