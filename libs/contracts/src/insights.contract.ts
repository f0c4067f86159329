import { z } from 'zod';
import { BATCH_STATES } from '@dryrun/domain/cohorts/batch-state';
import { INTERVIEW_STATES } from '@dryrun/domain/interviews/interview-state';
import { BatchParams } from './cohorts.contract.ts';
import { endpoint } from './endpoint.ts';
import { Id, Instant, LocalDate, PersonRef, RatingLevel, Slug, TimeZone } from './fields.ts';

/** Who has had which mock, and what is owed: the admin's page of a batch. */
export const BatchOverviewView = z.object({
  batchId: Id,
  currentWeek: z.int(),
  weeks: z.array(z.object({ number: z.int(), startsOn: LocalDate })),
  learners: z.array(
    z.object({
      person: PersonRef,
      held: z.int(),
      openNextSteps: z.int(),
      lastHeldAt: Instant.nullable(),
      /** At most one entry per mock, in the batch week of its start. */
      mocks: z.array(
        z.object({
          week: z.int(),
          interviewId: Id,
          state: z.enum(INTERVIEW_STATES),
          startsAt: Instant,
          mentorName: z.string(),
          formatTitle: z.string(),
        }),
      ),
      /** Why somebody should look, in words; empty when all is well. */
      flags: z.array(
        z.object({
          code: z.enum(['no_mock_this_week', 'two_weeks_without', 'never_met', 'missed_mock']),
          sentence: z.string(),
        }),
      ),
    }),
  ),
  /** Owed by mentors, most overdue first. */
  owed: z.array(
    z.object({
      kind: z.enum(['outcome', 'scorecard']),
      interviewId: Id,
      mentor: PersonRef,
      learnerName: z.string(),
      dueAt: Instant,
      isOverdue: z.boolean(),
    }),
  ),
  thisWeek: z.object({ withMock: z.int(), withoutMock: z.int() }),
});
export type BatchOverviewView = z.infer<typeof BatchOverviewView>;

/** The first steps of an academy, computed from what is really there. */
export const StartView = z.object({
  isHidden: z.boolean(),
  isComplete: z.boolean(),
  academy: z.object({ name: z.string(), timeZone: TimeZone }),
  /** The batch that the steps speak of: the newest that is not over. null: none yet. */
  batch: z
    .object({ id: Id, name: z.string(), state: z.enum(BATCH_STATES), startsOn: LocalDate, noticeMinutes: z.int() })
    .nullable(),
  mentors: z.object({ count: z.int(), invited: z.int(), withHours: z.int() }),
  learners: z.object({ count: z.int(), invited: z.int(), applied: z.int(), isJoinCodeOn: z.boolean() }),
  /** Mocks of the batch that were ever booked. */
  mocks: z.int(),
});
export type StartView = z.infer<typeof StartView>;

/** Released ratings per move over time, by when the mock was held. Fewer than `minimum` mocks are listed, not drawn as a curve. */
export const ProgressView = z.object({
  learner: PersonRef,
  /** Mocks whose feedback is released: those that the points come from. */
  heldCount: z.int(),
  minimum: z.int(),
  /** true: the reader will interview this learner or owes them a scorecard, so the lists are empty until it is submitted (no anchoring). */
  isWithheld: z.boolean(),
  dimensions: z.array(
    z.object({
      dimension: Slug,
      title: z.string(),
      points: z.array(z.object({ interviewId: Id, heldAt: Instant, level: RatingLevel })),
    }),
  ),
  /** Knowledge is kept apart from reasoning: key points covered unaided of those that came up, per mock. */
  knowledge: z.array(z.object({ interviewId: Id, heldAt: Instant, unaided: z.int(), raised: z.int() })),
});
export type ProgressView = z.infer<typeof ProgressView>;

export const LearnerParams = z.strictObject({ batchId: Id, personId: Id });

export const insightEndpoints = {
  start: endpoint({
    method: 'GET',
    path: '/api/start',
    summary: 'How far the academy is on its way to the first mock',
    access: 'academy:read',
    response: StartView,
    refusals: [],
  }),
  overview: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/overview',
    summary: 'Who has had which mock, and what is owed',
    access: 'batch:oversee',
    params: BatchParams,
    response: BatchOverviewView,
    refusals: [],
  }),
  progress: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/learners/:personId/progress',
    summary: "A learner's released ratings over time",
    access: 'feedback:read',
    params: LearnerParams,
    response: ProgressView,
    refusals: [],
  }),
};
