import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, items, Level, LocalDate, Slug, TimeZone } from './fields.ts';

export const BATCH_STATES = ['draft', 'enrolling', 'active', 'paused', 'completed', 'archived', 'cancelled'] as const;

/** Booking rules of a batch, as numbers; units are in the names. The words are the screen's business. */
export const BatchPolicy = z.object({
  mocksPerWeek: z.int(),
  noticeMinutes: z.int(),
  horizonDays: z.int(),
  holdMinutes: z.int(),
  freeChangeMinutes: z.int(),
  bufferMinutes: z.int(),
  slotStepMinutes: z.int(),
  mentorMaxPerDay: z.int(),
  mentorMaxPerWeek: z.int(),
  feedbackDueHours: z.int(),
  predictionWindowHours: z.int(),
  didNotComeMinutes: z.int(),
});
export type BatchPolicy = z.infer<typeof BatchPolicy>;

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
  learnerCount: z.int(),
  mentors: z.array(z.object({ id: Id, name: z.string(), timeZone: TimeZone, isLead: z.boolean(), tracks: z.array(Slug), levels: z.array(Level) })),
});
export type BatchView = z.infer<typeof BatchView>;

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
};
