import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';
import { CONFIRM, QUOTA_SOURCE, RESERVE } from './1764000006000-booking-functions.ts';

/** Whole policies, the ledger of learners' mocks, why a booking ended, questions about booked mocks, and `scheduling_reserve` for moves. */
export class BookingRules1764000006000 extends ForwardOnly {
  readonly name = 'BookingRules1764000006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(POLICY);
    await runner.query(TABLES);
    await runner.query(
      'drop function scheduling_reserve(timestamptz, uuid, uuid, uuid, tstzrange, timestamptz, uuid, jsonb, jsonb)',
    );
    for (const definition of [QUOTA_SOURCE, RESERVE, CONFIRM]) await runner.query(definition);
  }
}

/** The shipped rules of the day on which these fields came into being, for batches and pinned copies that lack them. */
const POLICY = `
  update batch set policy = '${JSON.stringify({
    arrangedBy: 'learners',
    lateChanges: 2,
    troubleMoves: 1,
    changeWindowDays: 28,
    noShowsTellAdmin: 2,
    hasWaitlist: false,
    waitlistOfferMinutes: 30,
    feedbackExtensions: 1,
    overdueFeedbackPauseHours: null,
    quietFromHour: 22,
    quietUntilHour: 8,
  })}'::jsonb || policy;
  update interview i set policy = b.policy || i.policy from batch b where b.id = i.batch_id;
  alter table batch add column policy_version integer not null default 1;
`;

const TABLES = `
  -- Who ended a booking is "cancelled_by" and "cancel_reason" for moved (superseded) ones too.
  alter table booking
    add column reason_code text not null default '',
    add column is_trouble boolean not null default false;

  -- A learner's account of mocks in a batch. Insert-only: what is left is always computed.
  -- use, return: of a booking, counted in the week in which it starts · grant (by an admin), refund (a mentor let it fall): extra mocks for any week.
  create table quota_entry (
    id uuid constraint quota_entry_pk primary key,
    batch_id uuid not null constraint quota_entry_batch_fk references batch on delete cascade,
    person_id uuid not null constraint quota_entry_person_fk references person on delete cascade,
    kind text not null constraint quota_entry_kind_known check (kind in ('grant','use','return','refund')),
    amount integer not null default 1 constraint quota_entry_amount_sane check (amount between 1 and 99),
    is_extra boolean not null,
    booking_id uuid,
    starts_at timestamptz,
    reason text not null default '',
    actor_id uuid,
    at timestamptz not null,
    constraint quota_entry_of_booking check ((kind in ('use','return')) = (starts_at is not null) and (kind = 'grant' or booking_id is not null)),
    constraint quota_entry_extra check (kind in ('use','return') or is_extra)
  );
  create unique index quota_entry_once on quota_entry (booking_id, kind) where booking_id is not null and kind <> 'grant';
  create index quota_entry_person_ix on quota_entry (person_id, batch_id);

  -- Deleting is only for the foreign keys above (a batch or a person that is erased), which come here at a deeper trigger level.
  create function quota_entry_is_insert_only() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
    raise exception 'quota entries are insert-only' using errcode = '42501';
  end $$;
  create trigger quota_entry_insert_only before update or delete on quota_entry
    for each row execute function quota_entry_is_insert_only();

  insert into quota_entry (id, batch_id, person_id, kind, is_extra, booking_id, starts_at, at)
    select gen_random_uuid(), b.batch_id, bp.person_id, 'use', false, b.id, lower(b.during), b.created_at
    from booking b join booking_participant bp on bp.booking_id = b.id and bp.role = 'learner'
    where b.state in ('confirmed','used');

  -- What a mentor asks about a booked mock: other times (of its learner), or whether a colleague takes it over.
  create table change_request (
    id uuid constraint change_request_pk primary key,
    interview_id uuid not null constraint change_request_interview_fk references interview on delete cascade,
    kind text not null constraint change_request_kind_known check (kind in ('move','swap')),
    state text not null constraint change_request_state_known check (state in ('open','accepted','declined','withdrawn','lapsed')),
    asked_by uuid not null constraint change_request_by_fk references person,
    asked_of uuid not null constraint change_request_of_fk references person,
    times timestamptz[] not null,
    note text not null,
    asked_at timestamptz not null,
    ended_at timestamptz,
    constraint change_request_times check ((kind = 'move') = (cardinality(times) > 0))
  );
  create unique index change_request_one_open on change_request (interview_id) where state = 'open';
  create index change_request_asked_ix on change_request (asked_of) where state = 'open';
`;
