import { z } from 'zod';
import { ROLES } from '@dryrun/domain/policy/resources';
import { endpoint } from './endpoint.ts';
import { Id, Instant, items, Slug, TimeZone } from './fields.ts';

/** Who is signed in, what they may do where, and the server's clock. */
export const MeView = z.object({
  person: z.object({ id: Id, name: z.string(), email: z.string(), timeZone: TimeZone }),
  /** Batches in which the person holds a role, newest start first; for an academy admin all batches, with the roles held there (often none). */
  batches: z.array(z.object({ id: Id, name: z.string(), timeZone: TimeZone, roles: z.array(z.enum(ROLES)) })),
  academyRoles: z.array(z.enum(ROLES)),
  now: Instant,
});
export type MeView = z.infer<typeof MeView>;

export const UpdateMeBody = z.strictObject({ timeZone: TimeZone });

/** What a browser needs before anybody signed in. */
export const InstallationView = z.object({
  academyName: z.string(),
  isDemo: z.boolean(),
  /** false: nobody has used the set-up link yet, so nobody can sign in. */
  isSetUp: z.boolean(),
  now: Instant,
});
export type InstallationView = z.infer<typeof InstallationView>;

/** A seeded person of the demo, for one-tap sign-in. */
export const DemoPersonView = z.object({
  key: z.string(),
  name: z.string(),
  /** In people's words, e.g. "Learner · Batch 01". */
  role: z.string(),
  /** What is worth seeing through this person's eyes. */
  hint: z.string(),
});
export type DemoPersonView = z.infer<typeof DemoPersonView>;

export const DemoSignInBody = z.strictObject({ key: Slug });

/** Sign-in with a password and sign-out are better-auth's own endpoints below `/api/auth`. */
export const identityEndpoints = {
  installation: endpoint({
    method: 'GET',
    path: '/api/installation',
    summary: 'Name of the academy and whether this is a demo',
    access: 'public',
    response: InstallationView,
    refusals: [],
  }),
  me: endpoint({
    method: 'GET',
    path: '/api/me',
    summary: 'The signed-in person',
    access: 'signedIn',
    response: MeView,
    refusals: [],
  }),
  updateMe: endpoint({
    method: 'PATCH',
    path: '/api/me',
    summary: 'Change my time zone',
    access: 'profile:update',
    body: UpdateMeBody,
    response: MeView,
    refusals: [],
  }),
  demoPeople: endpoint({
    method: 'GET',
    path: '/api/demo/people',
    summary: 'The seeded people (404 unless DEMO=on)',
    access: 'public',
    response: items(DemoPersonView),
    refusals: [],
  }),
  demoSignIn: endpoint({
    method: 'POST',
    path: '/api/demo/sign-in',
    summary: 'Become a seeded person (404 unless DEMO=on)',
    access: 'public',
    body: DemoSignInBody,
    response: null,
    refusals: [],
  }),
};
