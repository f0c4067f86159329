import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, Instant, LocalDate, PersonRef, text } from './fields.ts';

/** Everything that is stored about somebody, as they may take it away. Sections are named for people; what a section holds may grow. */
export const MyDataView = z.object({
  /** Rises when sections are renamed or change their meaning. */
  formatVersion: z.int(),
  exportedAt: Instant,
  academy: z.string(),
  sections: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
export type MyDataView = z.infer<typeof MyDataView>;

/** What erasing an account would mean, so that nobody decides blindly. */
export const ErasureView = z.object({
  /** To be typed to confirm: the name of the account. */
  confirmation: z.string(),
  comingMocks: z.int(),
  /** Scorecards that this person still owes to learners. */
  owedScorecards: z.int(),
  isLastAcademyAdmin: z.boolean(),
});
export type ErasureView = z.infer<typeof ErasureView>;

export const EraseMeBody = z.strictObject({ confirmation: text(200, 1) });
export const ErasePersonBody = z.strictObject({ confirmation: text(200, 1), reason: text(280, 1) });

export const AuditQuery = z.strictObject({
  /** `mine`: what I did, and what was done with what is mine, but not what is kept from me (plan, marks, draft of a mock). `overseen`: my batches, or all for an academy admin. */
  of: z.enum(['mine', 'overseen']).default('mine'),
  batchId: Id.optional(),
  /** Somebody who did it or whose it was. */
  personId: Id.optional(),
  /** A use-case (`interview.cancel`) or a family of them (`interview`). */
  action: z
    .string()
    .max(60)
    .regex(/^[a-z_A-Z]+(\.[a-z_A-Z]+)*$/, 'Write an action such as interview or interview.cancel.')
    .optional(),
  from: LocalDate.optional(),
  until: LocalDate.optional(),
  /** Lines before this one; the last id of the page before. */
  before: Id.optional(),
});

export const AuditEntryView = z.object({
  id: Id,
  at: Instant,
  /** null: Dryrun itself. */
  actor: PersonRef.nullable(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: Id,
  /** Whose it was. */
  person: PersonRef.nullable(),
  batch: z.object({ id: Id, name: z.string() }).nullable(),
  /** Among `mine`, what others did comes without its details. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** From where; for academy admins, and for one's own doings. */
  address: z.string().nullable(),
  traceId: z.string().nullable(),
});
export type AuditEntryView = z.infer<typeof AuditEntryView>;

/** Newest first; `next` goes into `before` of the next request, null at the end. */
export const AuditPageView = z.object({ items: z.array(AuditEntryView), next: Id.nullable() });
export type AuditPageView = z.infer<typeof AuditPageView>;

export const privacyEndpoints = {
  exportMyData: endpoint({
    method: 'POST',
    path: '/api/my/data/export',
    summary: 'Everything that is stored about me',
    access: 'signedIn',
    needsRecentSignIn: true,
    response: MyDataView,
    refusals: [],
  }),
  myErasure: endpoint({
    method: 'GET',
    path: '/api/my/erasure',
    summary: 'What erasing my account would mean',
    access: 'signedIn',
    response: ErasureView,
    refusals: [],
  }),
  eraseMe: endpoint({
    method: 'POST',
    path: '/api/my/erasure',
    summary: 'Erase my account for good',
    access: 'signedIn',
    needsRecentSignIn: true,
    body: EraseMeBody,
    response: null,
    refusals: ['last_academy_admin'],
  }),
  personErasure: endpoint({
    method: 'GET',
    path: '/api/people/:personId/erasure',
    summary: 'What erasing this account would mean',
    access: 'erasure:read',
    params: z.strictObject({ personId: Id }),
    response: ErasureView,
    refusals: [],
  }),
  erasePerson: endpoint({
    method: 'POST',
    path: '/api/people/:personId/erasure',
    summary: "Erase somebody's account for good, for a reason that is kept",
    access: 'erasure:order',
    needsRecentSignIn: true,
    params: z.strictObject({ personId: Id }),
    body: ErasePersonBody,
    response: null,
    refusals: ['last_academy_admin'],
  }),
  audit: endpoint({
    method: 'GET',
    path: '/api/audit',
    summary: 'Who did what, newest first: mine, or of what I oversee',
    access: 'signedIn',
    query: AuditQuery,
    response: AuditPageView,
    refusals: [],
  }),
  exportAudit: endpoint({
    method: 'POST',
    path: '/api/audit/export',
    summary: 'The same as a table for a spreadsheet (CSV), at most 20,000 lines',
    access: 'audit:read',
    needsRecentSignIn: true,
    body: AuditQuery.omit({ before: true, of: true }),
    response: z.object({ fileName: z.string(), csv: z.string(), isCut: z.boolean() }),
    refusals: [],
  }),
};
