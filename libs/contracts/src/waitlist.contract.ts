import { z } from 'zod';
import { DECIDED_BY, LOST_MOCKS, OFFER_ENDS, PASSED_OVER } from '@dryrun/domain/waitlist/waitlist-order';
import { DAY_PARTS } from '@dryrun/domain/waitlist/waitlist-wish';
import { BatchParams } from './cohorts.contract.ts';
import { endpoint } from './endpoint.ts';
import { Id, Instant, items, LocalDate, PersonRef } from './fields.ts';
import { GoalBody, GoalView, InterviewView } from './interviews.contract.ts';

const Weekday = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
]);

const WISH = {
  fromOn: LocalDate,
  untilOn: LocalDate,
  /** 1 Monday … 7 Sunday. */
  weekdays: z.array(Weekday).min(1, 'Choose at least one day.').max(7),
  parts: z.array(z.enum(DAY_PARTS)).min(1, 'Choose at least one time of day.').max(3),
};

/** What somebody waits for, and when they could come: dates (both included), weekdays and parts of the day on their own clock. */
export const WaitlistBody = z.strictObject({ goal: GoalBody, ...WISH });
export type WaitlistBody = z.infer<typeof WaitlistBody>;

export const WaitlistEntryView = z.object({
  id: Id,
  batch: z.object({ id: Id, name: z.string() }),
  goal: GoalView,
  ...WISH,
  since: Instant,
  /** How many others wait in this batch. */
  others: z.int(),
});
export type WaitlistEntryView = z.infer<typeof WaitlistEntryView>;

/** A time that is kept for one learner until they answer. */
export const WaitlistOfferView = z.object({
  id: Id,
  batch: z.object({ id: Id, name: z.string() }),
  goal: GoalView,
  startsAt: Instant,
  endsAt: Instant,
  mentor: PersonRef,
  offeredAt: Instant,
  expiresAt: Instant,
  /** null: it can be answered. Running out shows here as soon as it has, whoever wrote it down already. */
  ended: z.enum(OFFER_ENDS).nullable(),
  /** The mock that it became. */
  interviewId: Id.nullable(),
});
export type WaitlistOfferView = z.infer<typeof WaitlistOfferView>;

/** My side of the waitlist of one batch in which I learn. */
export const MyWaitlistView = z.object({
  batch: z.object({ id: Id, name: z.string() }),
  /** Does the batch have a waitlist, and can it be joined now? */
  isOpen: z.boolean(),
  offerMinutes: z.int(),
  entry: WaitlistEntryView.nullable(),
  offer: WaitlistOfferView.nullable(),
});
export type MyWaitlistView = z.infer<typeof MyWaitlistView>;

/** The log of a batch's waitlist for those who run it. Notes of learners are not in it. */
export const WaitlistLogView = z.object({
  isOpen: z.boolean(),
  /** How far back mocks are counted for the order. */
  windowDays: z.int(),
  /** Who waits, in the order in which they would be asked. */
  entries: z.array(
    z.object({
      id: Id,
      learner: PersonRef,
      goal: GoalView.omit({ note: true }),
      ...WISH,
      since: Instant,
      lost: z.enum(LOST_MOCKS).nullable(),
      mocks: z.int(),
      /** Why they stand where they stand, first reason first. */
      standing: z.array(z.string()),
    }),
  ),
  /** Newest first, at most 200. */
  offers: z.array(
    z.object({
      id: Id,
      learner: PersonRef,
      mentor: PersonRef,
      goal: GoalView.omit({ note: true }),
      startsAt: Instant,
      offeredAt: Instant,
      expiresAt: Instant,
      ended: z.enum(OFFER_ENDS).nullable(),
      endedAt: Instant.nullable(),
      decidedBy: z.enum(DECIDED_BY),
      /** Why this learner, in a sentence. */
      why: z.string(),
      /** Who came before them in the order, and why they were not asked. */
      passedOver: z.array(z.object({ learner: PersonRef, why: z.enum(PASSED_OVER), words: z.string() })),
    }),
  ),
});
export type WaitlistLogView = z.infer<typeof WaitlistLogView>;

export const WaitlistEntryParams = z.strictObject({ entryId: Id });
export const WaitlistOfferParams = z.strictObject({ offerId: Id });

export const waitlistEndpoints = {
  mine: endpoint({
    method: 'GET',
    path: '/api/my/waitlist',
    summary: 'What I wait for and what is offered to me, batch by batch',
    access: 'signedIn',
    response: items(MyWaitlistView),
    refusals: [],
  }),
  join: endpoint({
    method: 'POST',
    path: '/api/batches/:batchId/waitlist',
    summary: 'Wait for a time; joining again changes what I wait for and keeps my place',
    access: 'interview:book',
    params: BatchParams,
    body: WaitlistBody,
    response: WaitlistEntryView,
    status: 201,
    refusals: ['waitlist_closed', 'times_open'],
    isIdempotent: true,
  }),
  leave: endpoint({
    method: 'DELETE',
    path: '/api/waitlist-entries/:entryId',
    summary: 'Stop waiting; an open offer goes to the next. Doing it twice changes nothing',
    access: 'interview:book',
    params: WaitlistEntryParams,
    response: null,
    refusals: [],
  }),
  offer: endpoint({
    method: 'GET',
    path: '/api/waitlist-offers/:offerId',
    summary: 'A time that is or was offered to me',
    access: 'interview:book',
    params: WaitlistOfferParams,
    response: WaitlistOfferView,
    refusals: [],
  }),
  accept: endpoint({
    method: 'POST',
    path: '/api/waitlist-offers/:offerId/accept',
    summary: 'Take an offered time: it is a booked mock then',
    access: 'interview:book',
    params: WaitlistOfferParams,
    response: InterviewView,
    status: 201,
    refusals: ['offer_over', 'quota_used'],
    isIdempotent: true,
  }),
  decline: endpoint({
    method: 'POST',
    path: '/api/waitlist-offers/:offerId/decline',
    summary: 'Leave an offered time to the next; I keep waiting for others',
    access: 'interview:book',
    params: WaitlistOfferParams,
    response: WaitlistOfferView,
    refusals: ['offer_over'],
    isIdempotent: true,
  }),
  log: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/waitlist',
    summary: 'Who waits in a batch, in order, and every offer with why and how it ended',
    access: 'batch:oversee',
    params: BatchParams,
    response: WaitlistLogView,
    refusals: [],
  }),
};
