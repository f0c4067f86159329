import { z } from 'zod';
import { INTERVIEW_STATES } from '@dryrun/domain/interviews/interview-state';
import { CHANGE_REASONS } from '@dryrun/domain/interviews/change-rules';
import { PLAN_REASONS } from '@dryrun/domain/interviews/question-plan';
import { MARK_KINDS } from '@dryrun/domain/interviews/marks';
import { BatchParams } from './cohorts.contract.ts';
import { FormatPhase, QuestionBody, RubricDimension } from './content-bodies.ts';
import { endpoint } from './endpoint.ts';
import { Id, Instant, items, Level, MeetingUrl, PersonRef, Slug, text } from './fields.ts';
import { SlotsQuery, SlotsView } from './scheduling.contract.ts';

/** What the learner wants from the mock. Pinned when the booking is confirmed. */
export const GoalBody = z.strictObject({
  format: Slug,
  track: Slug,
  level: Level,
  /** The move the learner wants to work on; must be one of the format's focus dimensions. */
  dimension: Slug.nullable(),
  note: text(280),
});
export type GoalBody = z.infer<typeof GoalBody>;

export const GoalView = z.object({
  format: z.object({ slug: Slug, title: z.string(), minutes: z.int() }),
  track: z.object({ slug: Slug, title: z.string() }),
  level: Level,
  dimension: z.object({ id: Slug, title: z.string() }).nullable(),
  note: z.string(),
});

export const HoldBody = z.strictObject({ goal: GoalBody, mentorId: Id, startsAt: Instant });

/** A time kept for the learner until `heldUntil`; confirm with its id. A newer hold releases it. */
export const HoldView = z.object({
  id: Id,
  batchId: Id,
  interviewId: Id,
  startsAt: Instant,
  endsAt: Instant,
  mentor: PersonRef,
  goal: GoalView,
  heldUntil: Instant,
});
export type HoldView = z.infer<typeof HoldView>;

export const CancelBody = z.strictObject({ reason: text(280), reasonCode: z.enum(CHANGE_REASONS).default('other') });

/** Where this mock is held; empty: where its mentor usually meets. */
export const MeetingLinkBody = z.strictObject({ url: MeetingUrl });

export const InterviewView = z.object({
  id: Id,
  batch: z.object({ id: Id, name: z.string(), timeZone: z.string() }),
  state: z.enum(INTERVIEW_STATES),
  /** Scheduled and its end has passed: the mentor owes an outcome. Computed, never stored. */
  needsOutcome: z.boolean(),
  goal: GoalView,
  startsAt: Instant,
  endsAt: Instant,
  learner: PersonRef,
  mentor: PersonRef,
  /** What the viewer is in this mock; an overseer is staff of the batch. */
  viewerIs: z.enum(['learner', 'mentor', 'overseer']),
  /** Only for the two participants. */
  meetingUrl: z.string().nullable(),
  /** The link was given for this mock alone; false for everybody but its two people. */
  hasOwnMeetingUrl: z.boolean(),
  /** The mentor's other calendar shows something at this time; told to the two people only. */
  mentorIsBusy: z.boolean(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  minutes: z.int().nullable(),
  /** When feedback is due; null before the mock was held. */
  feedbackDueAt: Instant.nullable(),
  cancelled: z
    .object({ by: z.enum(['learner', 'mentor', 'admin']), at: Instant, reason: z.string(), isLate: z.boolean() })
    .nullable(),
  /** What the viewer may do now; the server decides again when it is done. */
  can: z.object({ cancel: z.boolean(), start: z.boolean(), weMet: z.boolean() }),
  /** Until when cancelling is free by the pinned policy. */
  freeChangeUntil: Instant,
});
export type InterviewView = z.infer<typeof InterviewView>;

export const InterviewsQuery = z.strictObject({
  /** `mine`: I am learner or mentor in it. `batch`: all of one batch (staff). */
  batchId: Id.optional(),
  when: z.enum(['upcoming', 'past', 'all']).default('all'),
  /** Only mocks in which this person is learner or mentor. */
  personId: Id.optional(),
  /** `needs_outcome`: its end is past and nobody said what became of it. */
  show: z.enum(['needs_outcome', 'cancelled']).optional(),
});

export const PlanPushback = z.object({
  id: z.string(),
  says: z.string(),
  goodRevision: z.string(),
  isPlanned: z.boolean(),
  usedAt: Instant.nullable(),
});

export const PlanItemView = z.object({
  id: Id,
  questionVersionId: Id,
  slug: Slug,
  question: QuestionBody,
  pushbacks: z.array(PlanPushback),
  reason: z.object({ code: z.enum(PLAN_REASONS), sentence: z.string() }),
  shownAt: Instant.nullable(),
  askedAt: Instant.nullable(),
});
export type PlanItemView = z.infer<typeof PlanItemView>;

export const MarkView = z.object({
  id: Id,
  dimension: Slug,
  kind: z.enum(MARK_KINDS),
  at: Instant,
  /** Whole minutes since the interview started; 0 in its first minute. */
  minute: z.int(),
  note: z.string(),
});
export type MarkView = z.infer<typeof MarkView>;

/** The mentor's kit and interview page. Holds no rating and no number about the learner (no anchoring). */
export const PlanView = z.object({
  interviewId: Id,
  version: z.int(),
  learner: PersonRef,
  phases: z.array(FormatPhase),
  items: z.array(PlanItemView),
  /** Other fresh questions that fit, best first, to swap in. */
  spares: z.array(
    z.object({
      questionVersionId: Id,
      slug: Slug,
      title: z.string(),
      reason: z.object({ code: z.enum(PLAN_REASONS), sentence: z.string() }),
    }),
  ),
  focusDimensions: z.array(RubricDimension),
  dimensionToProbe: Slug.nullable(),
  openNextSteps: z.array(z.object({ drill: z.string(), dimension: Slug.nullable() })),
  marks: z.array(MarkView),
  /** Planned items that could not be filled, in words; empty when the plan is full. */
  shortage: z.string(),
});
export type PlanView = z.infer<typeof PlanView>;

export const SavePlanBody = z.strictObject({
  version: z.int(),
  /** In the order they are meant to be asked; items already shown must stay. */
  items: z
    .array(z.strictObject({ questionVersionId: Id, pushbackIds: z.array(Slug).max(20) }))
    .min(1)
    .max(6),
});

export const ShowBody = z.strictObject({
  /** The plan item the learner shall see; null hides the prompt again. */
  planItemId: Id.nullable(),
});

export const UsePushbackBody = z.strictObject({ planItemId: Id, pushbackId: Slug });

export const MarkBody = z.strictObject({ dimension: Slug, kind: z.enum(MARK_KINDS), note: text(280) });

export const WeMetBody = z.strictObject({
  minutes: z.int().min(1).max(240),
  askedPlanItemIds: z.array(Id).max(6),
});

/** What the learner's screen shows during the mock. Polled; answers quickly and small. */
export const StageView = z.object({
  interviewId: Id,
  state: z.enum(INTERVIEW_STATES),
  now: Instant,
  startedAt: Instant.nullable(),
  endsAt: Instant,
  phases: z.array(z.object({ title: z.string(), minutes: z.int() })),
  shown: z.object({ title: z.string(), prompt: z.string(), shownAt: Instant }).nullable(),
});
export type StageView = z.infer<typeof StageView>;

export const InterviewParams = z.strictObject({ interviewId: Id });
export const HoldParams = z.strictObject({ holdId: Id });
export const MarkParams = z.strictObject({ interviewId: Id, markId: Id });

const onInterview = { params: InterviewParams } as const;

export const interviewEndpoints = {
  slots: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/slots',
    summary: 'Open times for a goal, and why others are not open',
    access: 'slot:read',
    params: BatchParams,
    query: SlotsQuery,
    response: SlotsView,
    refusals: [],
  }),
  hold: endpoint({
    method: 'POST',
    path: '/api/batches/:batchId/holds',
    summary:
      'Keep a time for me while I decide; releases an earlier hold of mine. A refusal names the open times nearest to the wish in `slots`',
    access: 'interview:book',
    params: BatchParams,
    body: HoldBody,
    response: HoldView,
    status: 201,
    refusals: ['slot_taken', 'slot_not_open', 'quota_used'],
    isIdempotent: true,
  }),
  myHold: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/hold',
    summary: 'The time kept for me right now, if any',
    access: 'interview:book',
    params: BatchParams,
    response: z.object({ hold: HoldView.nullable() }),
    refusals: [],
  }),
  release: endpoint({
    method: 'DELETE',
    path: '/api/holds/:holdId',
    summary: 'Give a kept time back; doing it twice changes nothing',
    access: 'interview:book',
    params: HoldParams,
    response: null,
    refusals: [],
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/api/holds/:holdId/confirm',
    summary: 'Turn the kept time into a booked mock',
    access: 'interview:book',
    params: HoldParams,
    response: InterviewView,
    status: 201,
    refusals: ['hold_expired', 'quota_used', 'slot_taken', 'slot_not_open'],
    isIdempotent: true,
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/interviews',
    summary: 'Mocks I take part in, or all of a batch I oversee; by start, newest first when past',
    access: 'interview:read',
    query: InterviewsQuery,
    response: items(InterviewView),
    refusals: [],
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/interviews/:interviewId',
    summary: 'One mock',
    access: 'interview:read',
    ...onInterview,
    response: InterviewView,
    refusals: [],
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/cancel',
    summary: 'Cancel a booked mock',
    access: 'interview:cancel',
    ...onInterview,
    body: CancelBody,
    response: InterviewView,
    refusals: ['interview_state'],
    isIdempotent: true,
  }),
  plan: endpoint({
    method: 'GET',
    path: '/api/interviews/:interviewId/plan',
    summary: 'The kit: questions with reasons, pushbacks, marks',
    access: 'plan:read',
    ...onInterview,
    response: PlanView,
    refusals: [],
  }),
  savePlan: endpoint({
    method: 'PUT',
    path: '/api/interviews/:interviewId/plan',
    summary: 'Choose questions and pushbacks',
    access: 'plan:update',
    ...onInterview,
    body: SavePlanBody,
    response: PlanView,
    refusals: ['stale_version', 'interview_state'],
  }),
  setMeetingLink: endpoint({
    method: 'PUT',
    path: '/api/interviews/:interviewId/meeting-link',
    summary: 'Say where this mock is held',
    access: 'interview:run',
    params: InterviewParams,
    body: MeetingLinkBody,
    response: InterviewView,
    refusals: ['interview_state'],
  }),
  start: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/start',
    summary: 'Start the clock; again changes nothing',
    access: 'interview:run',
    ...onInterview,
    response: InterviewView,
    refusals: ['interview_state', 'too_early'],
  }),
  show: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/show',
    summary: 'Show a prompt to the learner, or hide it',
    access: 'interview:run',
    ...onInterview,
    body: ShowBody,
    response: PlanView,
    refusals: ['interview_state'],
  }),
  usePushback: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/pushbacks',
    summary: 'Note that a pushback was used',
    access: 'interview:run',
    ...onInterview,
    body: UsePushbackBody,
    response: PlanView,
    refusals: ['interview_state'],
  }),
  mark: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/marks',
    summary: 'Stamp a move with the minute',
    access: 'interview:run',
    ...onInterview,
    body: MarkBody,
    response: MarkView,
    status: 201,
    refusals: ['interview_state'],
    isIdempotent: true,
  }),
  unmark: endpoint({
    method: 'DELETE',
    path: '/api/interviews/:interviewId/marks/:markId',
    summary: 'Take a mark back',
    access: 'interview:run',
    params: MarkParams,
    response: null,
    refusals: ['interview_state'],
  }),
  weMet: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/we-met',
    summary: 'End the mock: it took place, this long, with these questions',
    access: 'interview:run',
    ...onInterview,
    body: WeMetBody,
    response: InterviewView,
    refusals: ['interview_state', 'too_early'],
    isIdempotent: true,
  }),
  stage: endpoint({
    method: 'GET',
    path: '/api/interviews/:interviewId/stage',
    summary: "The learner's view of the running mock",
    access: 'stage:read',
    ...onInterview,
    response: StageView,
    refusals: [],
  }),
};
