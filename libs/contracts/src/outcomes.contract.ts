import { z } from 'zod';
import { CLAIM_ANSWERS, CLAIM_KINDS, OUTCOMES } from '@dryrun/domain/interviews/outcome-claims';
import { LATE_MINUTES } from '@dryrun/domain/interviews/running-late';
import { BatchParams } from './cohorts.contract.ts';
import { QuestionKind } from './content-bodies.ts';
import { endpoint } from './endpoint.ts';
import { Id, Instant, items, Level, PersonRef, Slug, text } from './fields.ts';
import { GoalBody, InterviewParams, InterviewView } from './interviews.contract.ts';

const Side = z.enum(['learner', 'mentor']);

/** One side says that the other did not join, or that the technology failed; and what the other says to it. */
export const ClaimView = z.object({
  kind: z.enum(CLAIM_KINDS),
  by: Side,
  note: z.string(),
  at: Instant,
  /** Until then the other side can answer; silence is agreement. */
  answerDueAt: Instant,
  answer: z.enum(CLAIM_ANSWERS).nullable(),
  answerNote: z.string(),
  /** `open`: waits for an answer · `disputed`: waits for whoever runs the batch. */
  state: z.enum(['open', 'disputed', 'settled', 'withdrawn']),
});
export type ClaimView = z.infer<typeof ClaimView>;

/** What became of a mock beside "we met", who says that they run late, and what the viewer may say now. */
export const OutcomeView = z.object({
  interviewId: Id,
  /** The latest claim, whatever became of it. */
  claim: ClaimView.nullable(),
  outcome: z
    .object({
      outcome: z.enum(OUTCOMES),
      decided: z.enum(['agreement', 'silence', 'staff']),
      reason: z.string(),
      at: Instant,
    })
    .nullable(),
  late: z.array(z.object({ by: Side, minutes: z.int(), expectedAt: Instant, at: Instant })),
  /** Set for a mock that was held elsewhere and written down afterwards. */
  logged: z.object({ by: PersonRef, at: Instant, questions: z.string() }).nullable(),
  can: z.object({
    sayLate: z.boolean(),
    /** From when on the other side can be said not to have joined; null when the viewer cannot say it (any more). */
    didNotComeFrom: Instant.nullable(),
    technicalFailure: z.boolean(),
    answer: z.boolean(),
    /** As the one who claimed: settle it the way the other answered. */
    comeRound: z.boolean(),
    withdraw: z.boolean(),
    decide: z.boolean(),
  }),
});
export type OutcomeView = z.infer<typeof OutcomeView>;

/** A mock with what became of it, for lists. */
export const OutcomeItemView = z.object({ interview: InterviewView, outcome: OutcomeView });
export type OutcomeItemView = z.infer<typeof OutcomeItemView>;

export const ClaimBody = z.strictObject({ kind: z.enum(CLAIM_KINDS), note: text(280) });

export const ClaimAnswerBody = z.strictObject({
  answer: z.enum(['agreed', 'was_there', 'technical_failure']),
  note: text(280),
});

export const DecideOutcomeBody = z.strictObject({
  outcome: z.enum(OUTCOMES),
  /** How long they met; only meant, and needed, when they did. */
  minutes: z.int().min(1).max(240).nullable(),
  /** Both people read it. */
  reason: text(280, 3),
});

export const LateBody = z.strictObject({ minutes: z.union(LATE_MINUTES.map((m) => z.literal(m))) });

export const LogMockBody = z.strictObject({
  learnerId: Id,
  mentorId: Id,
  goal: GoalBody,
  startsAt: Instant,
  minutes: z.int().min(5).max(240),
  /** Questions of the bank that were asked, in their order. */
  askedVersionIds: z.array(Id).max(8),
  /** Other questions, in the words of whoever writes it down. */
  otherQuestions: text(1000),
});

/** Who and what a mock that was held elsewhere can be written down for. */
export const LogOptionsView = z.object({
  learners: z.array(PersonRef),
  /** The viewer alone, unless they run the batch. */
  mentors: z.array(PersonRef),
  questions: z.array(
    z.object({ versionId: Id, title: z.string(), track: Slug, kind: QuestionKind, minLevel: Level, maxLevel: Level }),
  ),
});
export type LogOptionsView = z.infer<typeof LogOptionsView>;

const onInterview = { params: InterviewParams } as const;

export const outcomeEndpoints = {
  outcome: endpoint({
    method: 'GET',
    path: '/api/interviews/:interviewId/outcome',
    summary: 'What became of a mock, who runs late, and what I may say about it now',
    access: 'interview:read',
    ...onInterview,
    response: OutcomeView,
    refusals: [],
  }),
  sayLate: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/late',
    summary: 'Say that I run late; saying it again replaces what I said',
    access: 'interview:claim',
    ...onInterview,
    body: LateBody,
    response: OutcomeView,
    refusals: ['interview_state', 'too_early'],
  }),
  claim: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/claim',
    summary: 'Say that the other side did not join, or that the technology failed; once',
    access: 'interview:claim',
    ...onInterview,
    body: ClaimBody,
    response: OutcomeView,
    refusals: ['interview_state', 'too_early', 'claim_made'],
    isIdempotent: true,
  }),
  answerClaim: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/claim/answer',
    summary: 'Answer what the other side says: agree, or give another account, which goes to whoever runs the batch',
    access: 'interview:claim',
    ...onInterview,
    body: ClaimAnswerBody,
    response: OutcomeView,
    refusals: ['interview_state'],
    isIdempotent: true,
  }),
  comeRound: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/claim/come-round',
    summary: 'As the one who claimed, settle it the way the other side answered',
    access: 'interview:claim',
    ...onInterview,
    response: OutcomeView,
    refusals: ['interview_state'],
    isIdempotent: true,
  }),
  withdrawClaim: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/claim/withdraw',
    summary: 'Take my claim back: the mock is what it was before',
    access: 'interview:claim',
    ...onInterview,
    response: OutcomeView,
    refusals: ['interview_state'],
    isIdempotent: true,
  }),
  decideOutcome: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/outcome',
    summary: 'As whoever runs the batch, say what became of a mock, with a reason that both people read',
    access: 'interview:decide',
    ...onInterview,
    body: DecideOutcomeBody,
    response: OutcomeView,
    refusals: ['interview_state', 'own_case'],
    isIdempotent: true,
  }),
  outcomes: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/outcomes',
    summary:
      'Mocks of a batch that wait for an outcome: disputed ones, claims, and those that nobody spoke about; oldest first',
    access: 'interview:decide',
    params: BatchParams,
    response: items(OutcomeItemView),
    refusals: [],
  }),
  myClaims: endpoint({
    method: 'GET',
    path: '/api/my/claims',
    summary: 'Claims about mocks of mine that wait for an answer of mine, soonest due first',
    access: 'signedIn',
    response: items(OutcomeItemView),
    refusals: [],
  }),
  logOptions: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/logged-mocks/options',
    summary: 'For whom a mock that was held elsewhere can be written down, and questions that may have been asked',
    access: 'interview:log',
    params: BatchParams,
    response: LogOptionsView,
    refusals: [],
  }),
  logMock: endpoint({
    method: 'POST',
    path: '/api/batches/:batchId/logged-mocks',
    summary: 'Write down a mock that was held elsewhere: it uses no quota, and its scorecard is due from now on',
    access: 'interview:log',
    params: BatchParams,
    body: LogMockBody,
    response: InterviewView,
    status: 201,
    refusals: ['time_overlaps'],
    isIdempotent: true,
  }),
};
