import { z } from 'zod';
import { CHANGE_REASONS } from '@dryrun/domain/interviews/change-rules';
import { BatchParams, BatchPolicy } from './cohorts.contract.ts';
import { endpoint } from './endpoint.ts';
import { Id, Instant, items, LocalDate, PersonRef, text } from './fields.ts';
import { GoalBody, GoalView, InterviewParams, InterviewView } from './interviews.contract.ts';
import { SlotsQuery, SlotsView, WhyQuery, WhyView } from './scheduling.contract.ts';

export const ChangeReason = z.enum(CHANGE_REASONS);

/** A learner's mocks in a batch: what each week allows, what is used, and the extra ones. */
export const QuotaView = z.object({
  perWeek: z.int(),
  /** From the current week to the end of the booking horizon. */
  weeks: z.array(z.object({ week: z.int(), startsOn: LocalDate, endsOn: LocalDate, used: z.int() })),
  extrasLeft: z.int(),
  /** Where extra mocks came from, newest first. */
  extras: z.array(z.object({ kind: z.enum(['grant', 'refund']), count: z.int(), at: Instant, reason: z.string() })),
  /** "1 of 1 used this week, one extra from …" */
  sentence: z.string(),
});
export type QuotaView = z.infer<typeof QuotaView>;

export const ExtraMocksBody = z.strictObject({ count: z.int().min(1).max(5), reason: text(280, 3) });

/** A time that a mock had, or has. */
export const BookedTimeView = z.object({
  startsAt: Instant,
  endsAt: Instant,
  mentor: PersonRef,
  state: z.enum(['confirmed', 'superseded', 'cancelled', 'used']),
  endedAt: Instant.nullable(),
  /** Who moved or cancelled it, and why. */
  endedBy: z.enum(['learner', 'mentor', 'admin']).nullable(),
  reasonCode: ChangeReason.nullable(),
  reason: z.string(),
  isLate: z.boolean(),
});

/** A mentor's question about a booked mock: other times for its learner, or whether a colleague takes it over. */
export const ChangeRequestView = z.object({
  id: Id,
  kind: z.enum(['move', 'swap']),
  state: z.enum(['open', 'accepted', 'declined', 'withdrawn', 'lapsed']),
  interview: z.object({
    id: Id,
    startsAt: Instant,
    endsAt: Instant,
    goal: GoalView,
    learner: PersonRef,
    mentor: PersonRef,
  }),
  askedBy: PersonRef,
  askedOf: PersonRef,
  /** Times to choose from; those that are gone by now are left out. Empty for a swap. */
  times: z.array(z.object({ startsAt: Instant, endsAt: Instant })),
  note: z.string(),
  askedAt: Instant,
});
export type ChangeRequestView = z.infer<typeof ChangeRequestView>;

/** What can be changed about a booked mock, by which rules, and what was changed already. */
export const BookingView = z.object({
  interviewId: Id,
  /** The rules that were pinned when it was confirmed. */
  policy: BatchPolicy,
  freeChangeUntil: Instant,
  /** Of the learner, within the policy's window. */
  lateChanges: z.object({ used: z.int(), trouble: z.int() }),
  /** Oldest first; the last is the present one. */
  times: z.array(BookedTimeView),
  request: ChangeRequestView.nullable(),
  can: z.object({
    move: z.boolean(),
    offerTimes: z.boolean(),
    swap: z.enum(['ask', 'assign', 'no']),
    override: z.boolean(),
  }),
  /** The learner's mentor cancelled: they may choose another time at once, with the same goal. */
  mayRebook: z.boolean(),
});
export type BookingView = z.infer<typeof BookingView>;

export const MoveBody = z.strictObject({
  mentorId: Id,
  startsAt: Instant,
  /** The time that is being moved, as the page showed it; another one means that the page is old. */
  from: Instant,
  reasonCode: ChangeReason,
  reason: text(280),
});

export const OfferTimesBody = z.strictObject({ startsAt: z.array(Instant).min(1).max(5), note: text(280) });

export const SwapBody = z.strictObject({ mentorId: Id, note: text(280) });

export const AnswerBody = z.strictObject({
  accept: z.boolean(),
  /** Which of the offered times; null for a swap and for a no. */
  startsAt: Instant.nullable(),
});

export const ColleagueView = z.object({
  person: PersonRef,
  /** Free then, buffers included. */
  isFree: z.boolean(),
  /** In their published hours, and within their limits. */
  isOpen: z.boolean(),
  sentence: z.string(),
});

export const BookOnBehalfBody = z.strictObject({
  learnerId: Id,
  mentorId: Id,
  startsAt: Instant,
  goal: GoalBody,
  /** Kept in the audit: which rules it goes beyond, and why. */
  reason: text(280, 3),
});

export const MoveOnBehalfBody = z.strictObject({
  mentorId: Id,
  startsAt: Instant,
  from: Instant,
  reason: text(280, 3),
});

export const LearnerParams = z.strictObject({ batchId: Id, personId: Id });
export const RequestParams = z.strictObject({ requestId: Id });

const onInterview = { params: InterviewParams } as const;
const CHANGED = ['interview_state', 'stale_version', 'slot_taken', 'slot_not_open'] as const;

export const bookingEndpoints = {
  booking: endpoint({
    method: 'GET',
    path: '/api/interviews/:interviewId/booking',
    summary: 'The times of a mock, its rules, and what may be changed',
    access: 'interview:read',
    ...onInterview,
    response: BookingView,
    refusals: [],
  }),
  moveSlots: endpoint({
    method: 'GET',
    path: '/api/interviews/:interviewId/move-slots',
    summary: 'Times this mock could be moved to; its own time does not stand in the way',
    access: 'interview:read',
    ...onInterview,
    response: SlotsView,
    refusals: ['interview_state'],
  }),
  move: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/move',
    summary: 'Move a booked mock to another time; it keeps its goal, its questions and its address',
    access: 'interview:move',
    ...onInterview,
    body: MoveBody,
    response: InterviewView,
    refusals: [...CHANGED, 'quota_used', 'late_changes_used'],
    isIdempotent: true,
  }),
  offerTimes: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/offers',
    summary: 'As its mentor, ask the learner to choose another of these times',
    access: 'interview:run',
    ...onInterview,
    body: OfferTimesBody,
    response: BookingView,
    refusals: ['interview_state', 'slot_not_open', 'request_open'],
    isIdempotent: true,
  }),
  colleagues: endpoint({
    method: 'GET',
    path: '/api/interviews/:interviewId/colleagues',
    summary: 'Mentors who fit this mock, and who of them is free',
    access: 'interview:swap',
    ...onInterview,
    response: items(ColleagueView),
    refusals: ['interview_state'],
  }),
  swap: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/swap',
    summary: 'Another mentor takes this mock over: staff decide it, its mentor asks',
    access: 'interview:swap',
    ...onInterview,
    body: SwapBody,
    response: BookingView,
    refusals: [...CHANGED, 'request_open'],
    isIdempotent: true,
  }),
  myRequests: endpoint({
    method: 'GET',
    path: '/api/my/requests',
    summary: 'What others ask of me about booked mocks, open ones only',
    access: 'signedIn',
    response: items(ChangeRequestView),
    refusals: [],
  }),
  answerRequest: endpoint({
    method: 'POST',
    path: '/api/requests/:requestId/answer',
    summary: 'Say yes or no to another time, or to taking a mock over',
    access: 'signedIn',
    params: RequestParams,
    body: AnswerBody,
    response: ChangeRequestView,
    refusals: [...CHANGED, 'request_closed'],
    isIdempotent: true,
  }),
  withdrawRequest: endpoint({
    method: 'POST',
    path: '/api/requests/:requestId/withdraw',
    summary: 'Take my question back',
    access: 'signedIn',
    params: RequestParams,
    response: ChangeRequestView,
    refusals: ['request_closed'],
  }),
  quota: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/quota',
    summary: 'My mocks: used, left, and extra ones',
    access: 'interview:book',
    params: BatchParams,
    response: QuotaView,
    refusals: [],
  }),
  learnerQuota: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/learners/:personId/quota',
    summary: 'The mocks of a learner: used, left, and extra ones',
    access: 'batch:oversee',
    params: LearnerParams,
    response: QuotaView,
    refusals: [],
  }),
  grantExtraMocks: endpoint({
    method: 'POST',
    path: '/api/batches/:batchId/learners/:personId/extra-mocks',
    summary: 'Give a learner extra mocks, with a reason',
    access: 'interview:override',
    params: LearnerParams,
    body: ExtraMocksBody,
    response: QuotaView,
    status: 201,
    refusals: [],
    isIdempotent: true,
  }),
  why: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/slots/why',
    summary: 'Why I can or cannot book on a day, mentor by mentor',
    access: 'slot:read',
    params: BatchParams,
    query: WhyQuery,
    response: WhyView,
    refusals: [],
  }),
  learnerSlots: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/learners/:personId/slots',
    summary: 'Open times for a learner, and why others are not open',
    access: 'batch:oversee',
    params: LearnerParams,
    query: SlotsQuery,
    response: SlotsView,
    refusals: [],
  }),
  learnerWhy: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/learners/:personId/slots/why',
    summary: 'Why a learner can or cannot book on a day, mentor by mentor',
    access: 'batch:oversee',
    params: LearnerParams,
    query: WhyQuery,
    response: WhyView,
    refusals: [],
  }),
  mentorWhy: endpoint({
    method: 'GET',
    path: '/api/my/availability/why',
    summary: 'Why learners can or cannot book me on a day, batch by batch',
    access: 'availability:read',
    query: z.strictObject({ onDate: LocalDate }),
    response: WhyView,
    refusals: [],
  }),
  bookOnBehalf: endpoint({
    method: 'POST',
    path: '/api/batches/:batchId/bookings',
    summary: 'Book for a learner beyond quota, notice and hours, with a reason; never on top of another booking',
    access: 'interview:override',
    params: BatchParams,
    body: BookOnBehalfBody,
    response: InterviewView,
    status: 201,
    refusals: ['slot_taken', 'slot_not_open'],
    isIdempotent: true,
  }),
  moveOnBehalf: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/move-on-behalf',
    summary: 'Move a mock beyond quota, notice and hours, with a reason; never on top of another booking',
    access: 'interview:override',
    ...onInterview,
    body: MoveOnBehalfBody,
    response: InterviewView,
    refusals: [...CHANGED],
    isIdempotent: true,
  }),
};
