import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Level, Slug } from './fields.ts';
import { MentorParams } from './scheduling.contract.ts';

const slugs = z.array(Slug).max(100);

/** What the batch lets a mentor give. `formats` null: every format, those that come later too. */
export const GrantedQualificationBody = z.strictObject({
  tracks: slugs,
  levels: z.array(Level).max(3),
  formats: slugs.nullable(),
});
export type GrantedQualificationBody = z.infer<typeof GrantedQualificationBody>;

/** What the mentor wants to give of it right now; null: all of it. It can narrow, never widen. */
export const OwnQualificationBody = z.strictObject({
  tracks: slugs.nullable(),
  levels: z.array(Level).max(3).nullable(),
  formats: slugs.nullable(),
});
export type OwnQualificationBody = z.infer<typeof OwnQualificationBody>;

export const QualificationView = z.object({
  granted: GrantedQualificationBody,
  own: OwnQualificationBody,
  can: z.object({ grant: z.boolean(), narrow: z.boolean() }),
});
export type QualificationView = z.infer<typeof QualificationView>;

export const qualificationEndpoints = {
  qualification: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/mentors/:personId/qualification',
    summary: 'Which formats, tracks and levels a mentor gives in a batch',
    access: 'qualification:read',
    params: MentorParams,
    response: QualificationView,
    refusals: [],
  }),
  grantQualification: endpoint({
    method: 'PUT',
    path: '/api/batches/:batchId/mentors/:personId/qualification',
    summary: 'Say which formats, tracks and levels a mentor may give in a batch',
    access: 'qualification:grant',
    params: MentorParams,
    body: GrantedQualificationBody,
    response: QualificationView,
    refusals: [],
  }),
  narrowQualification: endpoint({
    method: 'PUT',
    path: '/api/batches/:batchId/mentors/:personId/qualification/own',
    summary: 'Say what of it I want to give right now',
    access: 'qualification:narrow',
    params: MentorParams,
    body: OwnQualificationBody,
    response: QualificationView,
    refusals: [],
  }),
};
