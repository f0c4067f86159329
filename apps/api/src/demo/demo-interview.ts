import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import type { InterviewState } from '@dryrun/domain/interviews/interview-state';
import type { QuestionBody } from '@dryrun/contracts/content-bodies';
import type { Versioned } from '../modules/catalog/index.ts';
import { HOUR, MINUTE, DAY } from './demo-calendar.ts';
import type { Canaries } from './demo-canaries.ts';
import { chance, demoId, pick } from './demo-id.ts';
import type { BookingRow, DemoTables, PlanItemRow } from './demo-rows.ts';
import type { Mock, Outcome } from './demo-story.ts';
import { CANCEL_REASONS, GOAL_NOTES } from './demo-words.ts';

/** What the rows of one mock are made from. */
export interface MockContext {
  now: number;
  tables: DemoTables;
  canaries: Canaries;
  rubricVersionId: string;
  questions: readonly Versioned<QuestionBody>[];
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

export const iso = (at: number): string => new Date(at).toISOString();
const range = (from: number, to: number): string => `[${iso(from)},${iso(to)})`;

export function isHeld(outcome: Outcome): boolean {
  return outcome === 'released' || outcome === 'submitted' || outcome === 'unscored';
}

/** When a held mock began and ended: a few minutes late, nearly full length. */
export function heldTimes(mock: Mock): { startedAt: number; endedAt: number; minutes: number } {
  const startedAt = mock.seat.start + Math.floor(chance(`${mock.key}/late`) * 4) * MINUTE;
  const minutes = mock.format.body.minutes - Math.floor(chance(`${mock.key}/short`) * 5);
  return { startedAt, endedAt: startedAt + minutes * MINUTE, minutes };
}

/** Adds the interview with its booking, plan and exposures. */
export function addInterview(mock: Mock, context: MockContext): void {
  const { tables, canaries, questions, now, staff } = context;
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
      track: trackOf(mock, questions),
      level: format.body.levels.includes(learner.level) ? learner.level : (format.body.levels[0] ?? learner.level),
      dimension: chance(`${key}/dimension`) < 0.4 ? null : pick(`${key}/dimension`, format.body.focusDimensions),
      note: note === '' ? '' : canaries.mark('goal-note', [learnerId, mentorId, ...staff], note),
    },
    starts_at: iso(seat.start),
    ends_at: iso(seat.end),
    format_version_id: format.versionId,
    rubric_version_id: context.rubricVersionId,
    policy: DEFAULT_POLICY,
    plan_version: questions.length > 0 ? 1 : 0,
    shown_item_id: null,
    confirmed_at: iso(confirmedAt),
    started_at: held && iso(held.startedAt),
    ended_at: held && iso(held.endedAt),
    minutes: held?.minutes ?? null,
    created_at: iso(confirmedAt - 3 * MINUTE),
  });
  addBooking(mock, context, confirmedAt);
  questions.forEach((question, position) => addPlanItem(mock, context, question, position));
}

function trackOf(mock: Mock, questions: readonly Versioned<QuestionBody>[]): string {
  const first = questions[0]?.body.track;
  return first ?? mock.seat.mentor.tracks[0] ?? 'kubernetes';
}

/** Booked some days ahead, never in the future and never within the notice. */
function confirmedAtOf(mock: Mock, now: number): number {
  const ahead = DEFAULT_POLICY.noticeMinutes * MINUTE + Math.floor(chance(`${mock.key}/ahead`) * 96) * HOUR;
  return Math.min(mock.seat.start - ahead, now - Math.ceil(chance(`${mock.key}/since`) * 40) * HOUR);
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
      : seat.end;
  tables.booking.push({
    id,
    reference_id: demoId(`interview/${key}`),
    batch_id: demoId(`batch/${mock.batch}`),
    during: range(seat.start, seat.end),
    state,
    held_until: iso(confirmedAt + (DEFAULT_POLICY.holdMinutes - 3) * MINUTE),
    held_by: learnerId,
    cancelled_by: isCancelled ? 'learner' : null,
    cancel_reason: isCancelled
      ? canaries.mark('cancel-reason', [learnerId, mentorId, ...staff], CANCEL_REASONS.released)
      : '',
    is_late_change: false,
    created_at: iso(confirmedAt - 3 * MINUTE),
    ended_at: state === 'confirmed' ? null : iso(endedAt),
  });
  const buffer = DEFAULT_POLICY.bufferMinutes * MINUTE;
  const live = state === 'confirmed';
  tables.booking_participant.push(
    { booking_id: id, person_id: learnerId, role: 'learner', blocked: range(seat.start, seat.end), live },
    {
      booking_id: id,
      person_id: mentorId,
      role: 'mentor',
      blocked: range(seat.start - buffer, seat.end + buffer),
      live,
    },
  );
}

function addPlanItem(mock: Mock, context: MockContext, question: Versioned<QuestionBody>, position: number): void {
  const { tables, canaries, staff, questions } = context;
  const [learnerId, mentorId] = [demoId(`person/${mock.learner.key}`), demoId(`person/${mock.seat.mentor.key}`)];
  const held = isHeld(mock.outcome) ? heldTimes(mock) : null;
  const askedAt =
    held && held.startedAt + (6 + Math.floor((position * (held.minutes - 12)) / questions.length)) * MINUTE;
  const planned = question.body.pushbacks.slice(0, 2).map((p) => p.id);
  const used = askedAt ? planned.filter((pushback, i) => i === 0 || chance(`${mock.key}/${pushback}`) < 0.6) : [];
  const row: PlanItemRow = {
    id: demoId(`plan-item/${mock.key}/${question.slug}`),
    interview_id: demoId(`interview/${mock.key}`),
    position,
    question_version_id: question.versionId,
    reason_code: 'never_seen',
    reason_sentence: canaries.mark(
      'plan-reason',
      [mentorId, ...staff],
      `${firstName(mock)} has not met this question yet.`,
    ),
    planned_pushback_ids: planned,
    used_pushbacks: askedAt
      ? used.map((pushback, i) => ({ id: pushback, at: iso(askedAt + (9 + 6 * i) * MINUTE) }))
      : [],
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
