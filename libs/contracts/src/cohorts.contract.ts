import { z } from 'zod';
import { ARRANGEMENTS, POLICY_LIMITS } from '@dryrun/domain/cohorts/batch-policy';
import { BATCH_EVENTS, BATCH_STATES } from '@dryrun/domain/cohorts/batch-state';
import { endpoint } from './endpoint.ts';
import { Id, items, Level, LocalDate, Slug, text, TimeZone } from './fields.ts';

const within = (field: keyof typeof POLICY_LIMITS) => {
  const [min, max] = POLICY_LIMITS[field];
  return z.int('Please give a whole number.').min(min, `At least ${min}, please.`).max(max, `At most ${max}, please.`);
};

/** Booking rules of a batch, as they are or were; units are in the names. The words are `policy-words.ts` of the domain. */
export const BatchPolicy = z.object({
  arrangedBy: z.enum(ARRANGEMENTS),
  mocksPerWeek: z.int(),
  noticeMinutes: z.int(),
  horizonDays: z.int(),
  holdMinutes: z.int(),
  freeChangeMinutes: z.int(),
  lateChanges: z.int(),
  troubleMoves: z.int(),
  changeWindowDays: z.int(),
  didNotComeMinutes: z.int(),
  noShowsTellAdmin: z.int(),
  hasWaitlist: z.boolean(),
  waitlistOfferMinutes: z.int(),
  bufferMinutes: z.int(),
  slotStepMinutes: z.int(),
  mentorMaxPerDay: z.int(),
  mentorMaxPerWeek: z.int(),
  feedbackDueHours: z.int(),
  feedbackExtensions: z.int(),
  overdueFeedbackPauseHours: z.int().nullable(),
  predictionWindowHours: z.int(),
  quietFromHour: z.int(),
  quietUntilHour: z.int(),
});
export type BatchPolicy = z.infer<typeof BatchPolicy>;

/** The same as somebody sends them, within their limits. */
export const PolicyBody = z.strictObject({
  arrangedBy: z.enum(ARRANGEMENTS),
  mocksPerWeek: within('mocksPerWeek'),
  noticeMinutes: within('noticeMinutes'),
  horizonDays: within('horizonDays'),
  holdMinutes: within('holdMinutes'),
  freeChangeMinutes: within('freeChangeMinutes'),
  lateChanges: within('lateChanges'),
  troubleMoves: within('troubleMoves'),
  changeWindowDays: within('changeWindowDays'),
  didNotComeMinutes: within('didNotComeMinutes'),
  noShowsTellAdmin: within('noShowsTellAdmin'),
  hasWaitlist: z.boolean(),
  waitlistOfferMinutes: within('waitlistOfferMinutes'),
  bufferMinutes: within('bufferMinutes'),
  slotStepMinutes: within('slotStepMinutes'),
  mentorMaxPerDay: within('mentorMaxPerDay'),
  mentorMaxPerWeek: within('mentorMaxPerWeek'),
  feedbackDueHours: within('feedbackDueHours'),
  feedbackExtensions: within('feedbackExtensions'),
  overdueFeedbackPauseHours: within('overdueFeedbackPauseHours').nullable(),
  predictionWindowHours: within('predictionWindowHours'),
  quietFromHour: within('quietFromHour'),
  quietUntilHour: within('quietUntilHour'),
});

/** `version` rises with every change; saving over somebody else's is refused (`stale_version`). */
export const PolicyView = z.object({
  version: z.int(),
  policy: BatchPolicy,
  canChange: z.boolean(),
});
export type PolicyView = z.infer<typeof PolicyView>;

export const SavePolicyBody = z.strictObject({ version: z.int(), policy: PolicyBody });

export const BatchView = z.object({
  id: Id,
  name: z.string(),
  focus: z.string(),
  state: z.enum(BATCH_STATES),
  timeZone: TimeZone,
  startsOn: LocalDate,
  weeks: z.int(),
  /** 1-based; 0 before the first week, `weeks + 1` after the last. */
  currentWeek: z.int(),
  policy: BatchPolicy,
  /** null: as many learners as come. */
  capacity: z.int().nullable(),
  /** What an update is based on. */
  version: z.int(),
  learnerCount: z.int(),
  mentors: z.array(
    z.object({
      id: Id,
      name: z.string(),
      timeZone: TimeZone,
      isLead: z.boolean(),
      tracks: z.array(Slug),
      levels: z.array(Level),
    }),
  ),
});
export type BatchView = z.infer<typeof BatchView>;

const batchFields = {
  name: text(80, 1),
  focus: text(200),
  /** The local day of the batch whose week is week 1. */
  startsOn: LocalDate,
  weeks: z.int().min(1).max(104),
  timeZone: TimeZone,
  capacity: z.int().min(1).max(1000).nullable(),
};

/**
 * The two rules that people ask for first; the others begin as shipped. `iInterview`: the person who makes the batch also
 * mentors in it, in every track and level.
 */
export const CreateBatchBody = z.strictObject({
  ...batchFields,
  mocksPerWeek: within('mocksPerWeek'),
  noticeMinutes: within('noticeMinutes'),
  iInterview: z.boolean(),
});
export type CreateBatchBody = z.infer<typeof CreateBatchBody>;

export const UpdateBatchBody = z.strictObject({ ...batchFields, version: z.int() });
export type UpdateBatchBody = z.infer<typeof UpdateBatchBody>;

export const MoveBatchBody = z.strictObject({ event: z.enum(BATCH_EVENTS) });

export const BatchParams = z.strictObject({ batchId: Id });

export const cohortEndpoints = {
  batches: endpoint({
    method: 'GET',
    path: '/api/batches',
    summary: 'Batches I hold a role in',
    access: 'signedIn',
    response: items(BatchView),
    refusals: [],
  }),
  batch: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId',
    summary: 'One batch',
    access: 'batch:read',
    params: BatchParams,
    response: BatchView,
    refusals: [],
  }),
  policy: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/policy',
    summary: 'The rules of a batch',
    access: 'batch:read',
    params: BatchParams,
    response: PolicyView,
    refusals: [],
  }),
  savePolicy: endpoint({
    method: 'PUT',
    path: '/api/batches/:batchId/policy',
    summary: 'Change the rules; what is booked already keeps the old ones',
    access: 'batch:configure',
    params: BatchParams,
    body: SavePolicyBody,
    response: PolicyView,
    refusals: ['stale_version'],
  }),
  createBatch: endpoint({
    method: 'POST',
    path: '/api/batches',
    summary: 'Make a batch and open it for people',
    access: 'batch:create',
    body: CreateBatchBody,
    response: BatchView,
    status: 201,
    refusals: [],
    isIdempotent: true,
  }),
  updateBatch: endpoint({
    method: 'PUT',
    path: '/api/batches/:batchId',
    summary: 'Change name, focus, calendar and seats of a batch; its booking rules are the policy',
    access: 'batch:update',
    params: BatchParams,
    body: UpdateBatchBody,
    response: BatchView,
    refusals: ['stale_version'],
  }),
  moveBatch: endpoint({
    method: 'POST',
    path: '/api/batches/:batchId/moves',
    summary: 'Open, start, pause, resume, complete, archive or cancel a batch',
    access: 'batch:update',
    params: BatchParams,
    body: MoveBatchBody,
    response: BatchView,
    refusals: ['batch_state', 'batch_not_ready'],
  }),
};
