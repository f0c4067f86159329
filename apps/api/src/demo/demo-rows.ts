import type { GoalBody } from '@dryrun/contracts/interviews.contract';
import type { ScorecardBody } from '@dryrun/contracts/feedback.contract';
import type { AvailabilityBody } from '@dryrun/contracts/scheduling.contract';
import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import type { Level } from '@dryrun/domain/cohorts/levels';
import type { Coverage } from '@dryrun/domain/feedback/scorecard';
import type { InterviewState } from '@dryrun/domain/interviews/interview-state';
import type { MarkKind } from '@dryrun/domain/interviews/marks';
import type { PlanReason } from '@dryrun/domain/interviews/question-plan';
import type { Role } from '@dryrun/domain/policy/resources';
import type { Weekday } from '@dryrun/domain/time/local-date';
import type { DayPart } from '@dryrun/domain/waitlist/waitlist-wish';

/** Rows as the migrations define them: columns by their database names, instants as ISO strings, ranges as PostgreSQL literals. */
export interface DemoTables {
  person: PersonRow[];
  batch: BatchRow[];
  role_grant: { id: string; person_id: string; role: Role; batch_id: string | null; granted_at: string }[];
  enrolment: EnrolmentRow[];
  mentor_qualification: { batch_id: string; person_id: string; tracks: string[]; levels: Level[] }[];
  availability: AvailabilityRow[];
  booking: BookingRow[];
  booking_participant: ParticipantRow[];
  quota_entry: QuotaEntryRow[];
  interview: InterviewRow[];
  outcome_claim: OutcomeClaimRow[];
  interview_outcome: InterviewOutcomeRow[];
  waitlist_entry: WaitlistEntryRow[];
  plan_item: PlanItemRow[];
  mark: MarkRow[];
  exposure: ExposureRow[];
  scorecard: ScorecardRow[];
  rating: RatingRow[];
  key_point_rating: { scorecard_id: string; question_version_id: string; key_point_id: string; coverage: Coverage }[];
  next_step: NextStepRow[];
  prediction: PredictionRow[];
}

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  email_verified: boolean;
  time_zone: string;
  demo_key: string | null;
  demo_hint: string | null;
  created_at: string;
  updated_at: string;
}

export interface BatchRow {
  id: string;
  slug: string;
  name: string;
  focus: string;
  state: 'enrolling' | 'active';
  time_zone: string;
  starts_on: string;
  weeks: number;
  policy: BatchPolicy;
  policy_version: number;
  rubric_slug: string;
  created_at: string;
}

export interface EnrolmentRow {
  id: string;
  batch_id: string;
  person_id: string;
  state: 'active';
  level: Level;
  target_role: string;
  enrolled_at: string;
  since: string;
}

export interface AvailabilityRow {
  person_id: string;
  time_zone: string;
  meeting_url: string;
  rules: AvailabilityBody['rules'];
  exceptions: AvailabilityBody['exceptions'];
  version: number;
  updated_at: string;
}

export interface BookingRow {
  id: string;
  reference_id: string;
  batch_id: string;
  during: string;
  state: 'confirmed' | 'cancelled' | 'used';
  held_until: string;
  held_by: string;
  cancelled_by: 'learner' | null;
  cancel_reason: string;
  reason_code: '' | 'work';
  is_late_change: boolean;
  is_trouble: boolean;
  created_at: string;
  ended_at: string | null;
}

export interface ParticipantRow {
  booking_id: string;
  person_id: string;
  role: 'learner' | 'mentor';
  blocked: string;
  live: boolean;
}

export interface QuotaEntryRow {
  id: string;
  batch_id: string;
  person_id: string;
  kind: 'use';
  amount: 1;
  is_extra: false;
  booking_id: string;
  starts_at: string;
  reason: '';
  at: string;
}

export interface InterviewRow {
  id: string;
  batch_id: string;
  learner_id: string;
  mentor_id: string;
  state: InterviewState;
  goal: GoalBody;
  starts_at: string;
  ends_at: string;
  format_version_id: string;
  rubric_version_id: string;
  policy: BatchPolicy;
  plan_version: number;
  shown_item_id: string | null;
  confirmed_at: string;
  started_at: string | null;
  ended_at: string | null;
  minutes: number | null;
  created_at: string;
}

/** A mentor's word that the learner did not join, which nobody answered. */
export interface OutcomeClaimRow {
  id: string;
  interview_id: string;
  kind: 'did_not_come';
  claimed_by: string;
  claimed_as: 'mentor';
  note: string;
  at: string;
  answer_due_at: string;
  answer_note: '';
  state: 'settled';
  ended_at: string;
}

export interface InterviewOutcomeRow {
  interview_id: string;
  outcome: 'missed_by_learner';
  decided: 'silence';
  reason: '';
  at: string;
}

export interface WaitlistEntryRow {
  id: string;
  batch_id: string;
  learner_id: string;
  goal: GoalBody;
  format_version_id: string;
  rubric_version_id: string;
  from_on: string;
  until_on: string;
  weekdays: Weekday[];
  parts: DayPart[];
  since: string;
  joined_by: 'learner';
}

export interface PlanItemRow {
  id: string;
  interview_id: string;
  position: number;
  question_version_id: string;
  reason_code: PlanReason;
  reason_sentence: string;
  planned_pushback_ids: string[];
  used_pushbacks: { id: string; at: string }[];
  shown_at: string | null;
  asked_at: string | null;
}

export interface MarkRow {
  id: string;
  interview_id: string;
  dimension: string;
  kind: MarkKind;
  note: string;
  at: string;
  minute: number;
}

export interface ExposureRow {
  id: string;
  learner_id: string;
  question_item_id: string;
  question_version_id: string;
  how: 'viewed' | 'practised' | 'asked';
  interview_id: string | null;
  pushback_ids: string[];
  at: string;
}

export interface ScorecardRow {
  id: string;
  interview_id: string;
  rater_id: string;
  state: 'draft' | 'submitted' | 'released';
  draft: Omit<ScorecardBody, 'version'>;
  version: number;
  saved_at: string;
  submitted_at: string | null;
  released_at: string | null;
}

export interface RatingRow {
  scorecard_id: string;
  dimension: string;
  level: 1 | 2 | 3 | 4 | null;
  was_prompted: boolean | null;
  examples: string[];
}

export interface NextStepRow {
  id: string;
  scorecard_id: string;
  position: number;
  learner_id: string;
  drill: string;
  dimension: string | null;
  due_on: string | null;
  state: 'offered' | 'accepted' | 'done' | 'declined';
  updated_at: string;
}

export interface PredictionRow {
  interview_id: string;
  learner_id: string;
  levels: { dimension: string; level: 1 | 2 | 3 | 4 }[];
  is_skipped: boolean;
  given_at: string;
}

/** Tables in an order in which every row finds what it refers to. */
export const DEMO_TABLES = [
  'person',
  'batch',
  'role_grant',
  'enrolment',
  'mentor_qualification',
  'availability',
  'booking',
  'booking_participant',
  'quota_entry',
  'interview',
  'outcome_claim',
  'interview_outcome',
  'waitlist_entry',
  'plan_item',
  'mark',
  'exposure',
  'scorecard',
  'rating',
  'key_point_rating',
  'next_step',
  'prediction',
] as const satisfies readonly (keyof DemoTables)[];

export function emptyTables(): DemoTables {
  return Object.fromEntries(DEMO_TABLES.map((table) => [table, []])) as unknown as DemoTables;
}
