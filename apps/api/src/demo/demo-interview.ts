import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import type { InterviewState } from '@dryrun/domain/interviews/interview-state';
import { HOUR, MINUTE, DAY } from './demo-calendar.ts';
import type { Canaries } from './demo-canaries.ts';
import { demoId, pick } from './demo-id.ts';
import { addMissed, missedTimes } from './demo-missed.ts';
import { DEMO_POLICIES } from './demo-people.ts';
import type { DemoPlan, DemoPlanItem } from './demo-plans.ts';
import { confirmedAtOf, heldTimes, isHeld, iso, rangeText } from './demo-times.ts';
import type { BookingRow, DemoTables, PlanItemRow } from './demo-rows.ts';
import type { Mock, Outcome } from './demo-story.ts';
import { CANCEL_REASONS, GOAL_NOTES } from './demo-words.ts';

/** What the rows of one mock are made from. */
export interface MockContext {
  now: number;
  tables: DemoTables;
  canaries: Canaries;
  rubricVersionId: string;
  plan: DemoPlan;
  /** Ids of everybody who may oversee the mock's batch. */
  staff: readonly string[];
}

const STATE: Record<Outcome, InterviewState> = {
  released: 'feedback_released',
  submitted: 'awaiting_feedback',
  unscored: 'awaiting_feedback',
  scheduled: 'scheduled',
  missed: 'missed',
  cancelled: 'void',
};

/** Adds the interview with its booking, plan and exposures. */
export function addInterview(mock: Mock, context: MockContext): void {
  const { tables, canaries, plan, now, staff } = context;
  const { key, learner, seat, format, outcome } = mock;
  const [id, learnerId, mentorId] = [
    demoId(`interview/${key}`),
    demoId(`person/${learner.key}`),
    demoId(`person/${seat.mentor.key}`),
  ];
  const confirmedAt = confirmedAtOf(mock, now);
  const held = isHeld(outcome) ? heldTimes(mock) : null;
  const note = pick(`${key}/goal`, GOAL_NOTES);
  tables.interview.push({
    id,
    batch_id: demoId(`batch/${mock.batch}`),
    learner_id: learnerId,
    mentor_id: mentorId,
    state: STATE[outcome],
    goal: {
      format: format.slug,
      ...context.plan.goal,
      note: note === '' ? '' : canaries.mark('goal-note', [learnerId, mentorId, ...staff], note),
    },
    starts_at: iso(seat.start),
    ends_at: iso(seat.end),
    format_version_id: format.versionId,
    rubric_version_id: context.rubricVersionId,
    policy: DEMO_POLICIES[mock.batch],
    plan_version: plan.items.length > 0 ? 1 : 0,
    shown_item_id: null,
    confirmed_at: iso(confirmedAt),
    started_at: held && iso(held.startedAt),
    ended_at: held && iso(held.endedAt),
    minutes: held?.minutes ?? null,
    created_at: iso(confirmedAt - 3 * MINUTE),
  });
  addBooking(mock, context, confirmedAt);
  if (outcome === 'missed') addMissed(mock, context);
  plan.items.forEach((item, position) => addPlanItem(mock, context, item, position));
}

function addBooking(mock: Mock, { tables, canaries, staff }: MockContext, confirmedAt: number): void {
  const { seat, outcome, key } = mock;
  const id = demoId(`booking/${key}`);
  const [learnerId, mentorId] = [demoId(`person/${mock.learner.key}`), demoId(`person/${seat.mentor.key}`)];
  const state: BookingRow['state'] =
    outcome === 'scheduled' ? 'confirmed' : outcome === 'cancelled' ? 'cancelled' : 'used';
  const isCancelled = state === 'cancelled';
  const endedAt = isCancelled
    ? Math.max(confirmedAt + HOUR, seat.start - DAY)
    : isHeld(outcome)
      ? heldTimes(mock).endedAt
      : missedTimes(mock).settledAt;
  tables.booking.push({
    id,
    reference_id: demoId(`interview/${key}`),
    batch_id: demoId(`batch/${mock.batch}`),
    during: rangeText(seat.start, seat.end),
    state,
    held_until: iso(confirmedAt + (DEFAULT_POLICY.holdMinutes - 3) * MINUTE),
    held_by: learnerId,
    cancelled_by: isCancelled ? 'learner' : null,
    cancel_reason: isCancelled
      ? canaries.mark('cancel-reason', [learnerId, mentorId, ...staff], CANCEL_REASONS.released)
      : '',
    reason_code: isCancelled ? 'work' : '',
    is_late_change: false,
    is_trouble: false,
    created_at: iso(confirmedAt - 3 * MINUTE),
    ended_at: state === 'confirmed' ? null : iso(endedAt),
  });
  if (!isCancelled)
    tables.quota_entry.push({
      id: demoId(`quota/${key}`),
      batch_id: demoId(`batch/${mock.batch}`),
      person_id: learnerId,
      kind: 'use',
      amount: 1,
      is_extra: false,
      booking_id: id,
      starts_at: iso(seat.start),
      reason: '',
      at: iso(confirmedAt),
    });
  const buffer = DEFAULT_POLICY.bufferMinutes * MINUTE;
  const live = state === 'confirmed';
  tables.booking_participant.push(
    { booking_id: id, person_id: learnerId, role: 'learner', blocked: rangeText(seat.start, seat.end), live },
    {
      booking_id: id,
      person_id: mentorId,
      role: 'mentor',
      blocked: rangeText(seat.start - buffer, seat.end + buffer),
      live,
    },
  );
}

function addPlanItem(mock: Mock, context: MockContext, item: DemoPlanItem, position: number): void {
  const { tables, canaries, staff, plan } = context;
  const { question, planned, used } = item;
  const [learnerId, mentorId] = [demoId(`person/${mock.learner.key}`), demoId(`person/${mock.seat.mentor.key}`)];
  const held = isHeld(mock.outcome) ? heldTimes(mock) : null;
  const share = held ? Math.floor((position * (held.minutes - 12)) / plan.items.length) : 0;
  const askedAt = held ? held.startedAt + (6 + share) * MINUTE : null;
  const row: PlanItemRow = {
    id: demoId(`plan-item/${mock.key}/${question.slug}`),
    interview_id: demoId(`interview/${mock.key}`),
    position,
    question_version_id: question.versionId,
    reason_code: planned.reason.code,
    reason_sentence: canaries.mark('plan-reason', [mentorId, ...staff], planned.reason.sentence),
    planned_pushback_ids: planned.pushbackIds,
    used_pushbacks: askedAt === null ? [] : used.map((id, i) => ({ id, at: iso(askedAt + (5 + 4 * i) * MINUTE) })),
    shown_at: askedAt === null ? null : iso(askedAt),
    asked_at: askedAt === null ? null : iso(askedAt),
  };
  tables.plan_item.push(row);
  if (!held) return;
  tables.exposure.push({
    id: demoId(`exposure/${mock.key}/${question.slug}`),
    learner_id: learnerId,
    question_item_id: question.itemId,
    question_version_id: question.versionId,
    how: 'asked',
    interview_id: row.interview_id,
    pushback_ids: used,
    at: iso(held.endedAt),
  });
}

export function firstName(mock: Mock): string {
  return mock.learner.name.split(' ')[0] ?? mock.learner.name;
}
