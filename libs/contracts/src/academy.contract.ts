import { z } from 'zod';
import { ACADEMY_STAFF_ROLES } from '@dryrun/domain/policy/resources';
import { endpoint } from './endpoint.ts';
import { EmailAddress, Id, items, PersonRef, text, TimeZone } from './fields.ts';
import { InvitationView, NewAccount } from './people.contract.ts';

/** The academy as its admins see it. */
export const AcademyView = z.object({
  name: z.string(),
  timeZone: TimeZone,
  /** The admin put the first-steps checklist away. */
  isChecklistHidden: z.boolean(),
  staff: z.array(z.object({ person: PersonRef, address: z.string(), roles: z.array(z.enum(ACADEMY_STAFF_ROLES)) })),
  invitations: z.array(InvitationView),
});
export type AcademyView = z.infer<typeof AcademyView>;

export const UpdateAcademyBody = z.strictObject({
  name: text(80, 1),
  timeZone: TimeZone,
  isChecklistHidden: z.boolean(),
});

const AcademyRoles = z.array(z.enum(ACADEMY_STAFF_ROLES)).max(2);

export const InviteStaffBody = z.strictObject({
  address: EmailAddress,
  name: text(80),
  roles: AcademyRoles.min(1, 'Choose at least one role.'),
});

const Token = z.string().min(1).max(200);

/** What a set-up link opens. */
export const SetupView = z.object({
  /** The demo academy is still here: setting up clears it. */
  clearsDemo: z.boolean(),
});
export type SetupView = z.infer<typeof SetupView>;

export const SetupBody = z.strictObject({
  token: Token,
  academyName: text(80, 1),
  address: EmailAddress,
  /** The zone of the academy and of its first admin. */
  ...NewAccount.shape,
});
export type SetupBody = z.infer<typeof SetupBody>;

/** Setting up a new installation, and what only academy admins may do. */
export const academyEndpoints = {
  lookAtSetup: endpoint({
    method: 'POST',
    path: '/api/setup/look',
    summary: 'Is this set-up link still good, and what would it clear?',
    access: 'public',
    body: z.strictObject({ token: Token }),
    response: SetupView,
    refusals: ['setup_link_over'],
  }),
  setUp: endpoint({
    method: 'POST',
    path: '/api/setup',
    summary: 'Make the academy and its first admin, and sign them in; works once',
    access: 'public',
    body: SetupBody,
    response: null,
    refusals: ['setup_link_over'],
  }),
  startAcademy: endpoint({
    method: 'POST',
    path: '/api/demo/start-academy',
    summary: 'Clear the demo and answer the set-up link of the real academy (404 outside a demo)',
    access: 'public',
    body: z.strictObject({ confirmation: text(80) }),
    response: z.object({ setupPath: z.string() }),
    refusals: [],
  }),
  academy: endpoint({
    method: 'GET',
    path: '/api/academy',
    summary: 'Name, zone and academy-wide roles',
    access: 'academy:read',
    response: AcademyView,
    refusals: [],
  }),
  updateAcademy: endpoint({
    method: 'PUT',
    path: '/api/academy',
    summary: 'Change the name or zone of the academy, or put the checklist away',
    access: 'academy:update',
    body: UpdateAcademyBody,
    response: AcademyView,
    refusals: [],
  }),
  inviteStaff: endpoint({
    method: 'POST',
    path: '/api/academy/invitations',
    summary: 'Invite somebody to a role in the whole academy',
    access: 'academy:update',
    body: InviteStaffBody,
    response: items(InvitationView),
    status: 201,
    refusals: [],
    isIdempotent: true,
    needsRecentSignIn: true,
  }),
  setAcademyRoles: endpoint({
    method: 'PUT',
    path: '/api/academy/people/:personId/roles',
    summary: 'Give or take roles in the whole academy',
    access: 'academy:update',
    params: z.strictObject({ personId: Id }),
    body: z.strictObject({ roles: AcademyRoles }),
    response: AcademyView,
    refusals: ['last_academy_admin'],
    needsRecentSignIn: true,
  }),
};
