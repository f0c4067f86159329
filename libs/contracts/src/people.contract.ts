import { z } from 'zod';
import { BATCH_STATES } from '@dryrun/domain/cohorts/batch-state';
import { ENROLMENT_STATES } from '@dryrun/domain/cohorts/enrolment-state';
import { BATCH_STAFF_ROLES, ROLES } from '@dryrun/domain/policy/resources';
import { BatchParams } from './cohorts.contract.ts';
import { endpoint } from './endpoint.ts';
import { EmailAddress, Id, Instant, items, Level, LocalDate, PersonRef, Slug, text, TimeZone } from './fields.ts';
import { NewPassword } from './sign-in.contract.ts';

/** Most people that one invitation round may name. */
export const MOST_INVITED = 200;

/** What a mentor interviews in a batch: every combination of these. */
export const Qualification = z.strictObject({ tracks: z.array(Slug).max(60), levels: z.array(Level).max(3) });
export type Qualification = z.infer<typeof Qualification>;

/** What somebody is invited to. A learner needs a level; a mentor at least one track and one level. */
export const InvitationTerms = z.strictObject({
  roles: z
    .array(z.enum(['learner', ...BATCH_STAFF_ROLES]))
    .min(1, 'Choose at least one role.')
    .max(4),
  level: Level.nullable(),
  qualification: Qualification,
});
export type InvitationTerms = z.infer<typeof InvitationTerms>;

export const CheckAddressesBody = z.strictObject({ ...InvitationTerms.shape, addresses: text(40_000) });

/** What inviting this entry of a pasted list would do. Nothing was sent. */
export const CheckedAddress = z.object({
  text: z.string(),
  address: z.string().nullable(),
  name: z.string(),
  /**
   * new: gets an invitation · known: has an account, gets one to accept after signing in · already_here: has all of it ·
   * already_invited: an open invitation exists · invalid: no address · repeated: stands further up
   */
  outcome: z.enum(['new', 'known', 'already_here', 'already_invited', 'invalid', 'repeated']),
});
export type CheckedAddress = z.infer<typeof CheckedAddress>;

export const InviteBody = z.strictObject({
  ...InvitationTerms.shape,
  people: z
    .array(z.strictObject({ address: EmailAddress, name: text(80) }))
    .min(1)
    .max(MOST_INVITED),
});
export type InviteBody = z.infer<typeof InviteBody>;

export const INVITATION_STATES = ['open', 'expired', 'accepted', 'declined', 'revoked'] as const;

export const InvitationView = z.object({
  id: Id,
  address: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  level: Level.nullable(),
  qualification: Qualification,
  state: z.enum(INVITATION_STATES),
  invitedBy: z.string(),
  sentAt: Instant,
  expiresAt: Instant,
  /** To copy or share; only for whoever sent it, while it is open and the address has no account. */
  link: z.string().nullable(),
  /** The address has an account: its owner finds the invitation after signing in, and a link would be for nobody else. */
  hasAccount: z.boolean(),
});
export type InvitationView = z.infer<typeof InvitationView>;

/** An open invitation as the invited person sees it. */
export const OfferView = z.object({
  invitationId: Id,
  address: z.string(),
  name: z.string(),
  academyName: z.string(),
  /** null: roles in the whole academy. */
  batch: z
    .object({ name: z.string(), focus: z.string(), startsOn: LocalDate, weeks: z.int(), timeZone: TimeZone })
    .nullable(),
  roles: z.array(z.enum(ROLES)),
  level: Level.nullable(),
  invitedBy: z.string(),
  expiresAt: Instant,
  hasAccount: z.boolean(),
});
export type OfferView = z.infer<typeof OfferView>;

const Token = z.string().min(1).max(200);

/** A new account. */
export const NewAccount = z.strictObject({ name: text(80, 1), timeZone: TimeZone, password: NewPassword });

export const AcceptInvitationBody = z.strictObject({ token: Token, ...NewAccount.shape });

export const LearnerPlaceView = z.object({
  enrolmentId: Id,
  person: PersonRef,
  address: z.string(),
  level: Level,
  targetRole: z.string(),
  state: z.enum(ENROLMENT_STATES),
  /** Since when they are in this state. */
  since: Instant,
  /** 1-based place in the line; null when not waiting. */
  linePosition: z.int().nullable(),
});
export type LearnerPlaceView = z.infer<typeof LearnerPlaceView>;

export const StaffView = z.object({
  person: PersonRef,
  address: z.string(),
  roles: z.array(z.enum(BATCH_STAFF_ROLES)),
  qualification: Qualification,
});
export type StaffView = z.infer<typeof StaffView>;

export const JoinCodeView = z.object({
  /** null: joining by code is off. */
  code: z.string().nullable(),
  link: z.string().nullable(),
});
export type JoinCodeView = z.infer<typeof JoinCodeView>;

/** Everybody of a batch, with addresses: for those who run it. */
export const BatchPeopleView = z.object({
  batch: z.object({
    id: Id,
    name: z.string(),
    state: z.enum(BATCH_STATES),
    capacity: z.int().nullable(),
    seatsTaken: z.int(),
  }),
  learners: z.array(LearnerPlaceView),
  staff: z.array(StaffView),
  invitations: z.array(InvitationView),
  joinCode: JoinCodeView,
  tracks: z.array(z.object({ slug: Slug, title: z.string() })),
});
export type BatchPeopleView = z.infer<typeof BatchPeopleView>;

/** What an admin may do with a learner's place. */
export const PLACE_EVENTS = ['approve', 'decline', 'pause', 'resume', 'remove', 'reinstate'] as const;
export const MovePlaceBody = z.strictObject({ event: z.enum(PLACE_EVENTS) });

export const StaffRolesBody = z.strictObject({
  roles: z.array(z.enum(BATCH_STAFF_ROLES)).max(3),
  qualification: Qualification,
});
export type StaffRolesBody = z.infer<typeof StaffRolesBody>;

/** A person's own place in a batch, in plain words. */
export const MyPlaceView = z.object({
  enrolmentId: Id,
  batchName: z.string(),
  state: z.enum(ENROLMENT_STATES),
  since: Instant,
  linePosition: z.int().nullable(),
  canWithdraw: z.boolean(),
});
export type MyPlaceView = z.infer<typeof MyPlaceView>;

/** As people type it: case, spaces and dashes do not matter. */
const JoinCode = z.string().min(1).max(40);

/** The batch behind a join code. */
export const JoinView = z.object({
  academyName: z.string(),
  batch: z.object({ name: z.string(), focus: z.string(), startsOn: LocalDate, weeks: z.int(), timeZone: TimeZone }),
  /** Everybody who applies now stands in line. */
  isFull: z.boolean(),
});
export type JoinView = z.infer<typeof JoinView>;

const application = { code: JoinCode, level: Level, targetRole: text(120) };
export const ApplyBody = z.strictObject(application);
export const ApplyAsNewBody = z.strictObject({ ...application, address: EmailAddress, ...NewAccount.shape });

const InvitationParams = z.strictObject({ invitationId: Id });
const EnrolmentParams = z.strictObject({ enrolmentId: Id });

export const peopleEndpoints = {
  people: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/people',
    summary: 'Learners, staff, invitations and applications of a batch',
    access: 'person:read',
    params: BatchParams,
    response: BatchPeopleView,
    refusals: [],
  }),
  checkAddresses: endpoint({
    method: 'POST',
    path: '/api/batches/:batchId/invitations/check',
    summary: 'What inviting a pasted list would do; nothing is sent',
    access: 'invitation:create',
    params: BatchParams,
    body: CheckAddressesBody,
    response: items(CheckedAddress),
    refusals: [],
  }),
  invite: endpoint({
    method: 'POST',
    path: '/api/batches/:batchId/invitations',
    summary:
      'Invite people into a batch; who is here or invited already is left out. Links are in the list of people, not in this answer. Roles other than the learner’s need a recent sign-in',
    access: 'invitation:create',
    params: BatchParams,
    body: InviteBody,
    response: items(InvitationView),
    status: 201,
    refusals: ['batch_state'],
    isIdempotent: true,
    needsRecentSignIn: 'sometimes',
  }),
  renewInvitation: endpoint({
    method: 'POST',
    path: '/api/invitations/:invitationId/renew',
    summary:
      'Send an invitation again with a new link; the old one is dead. Roles other than the learner’s need a recent sign-in',
    access: 'invitation:create',
    params: InvitationParams,
    response: InvitationView,
    refusals: ['invitation_over'],
    needsRecentSignIn: 'sometimes',
  }),
  revokeInvitation: endpoint({
    method: 'POST',
    path: '/api/invitations/:invitationId/revoke',
    summary: 'Withdraw an invitation; its link is dead at once',
    access: 'invitation:revoke',
    params: InvitationParams,
    response: null,
    refusals: ['invitation_over'],
  }),
  offer: endpoint({
    method: 'POST',
    path: '/api/invitations/offer',
    summary: 'What an invitation link invites to',
    access: 'public',
    body: z.strictObject({ token: Token }),
    response: OfferView,
    refusals: ['invitation_over'],
  }),
  acceptAsNew: endpoint({
    method: 'POST',
    path: '/api/invitations/accept',
    summary: 'Accept an invitation with a new account and sign in; never touches an existing one',
    access: 'public',
    body: AcceptInvitationBody,
    response: null,
    refusals: ['invitation_over', 'account_exists', 'batch_state', 'enrolment_state'],
  }),
  myInvitations: endpoint({
    method: 'GET',
    path: '/api/my/invitations',
    summary: 'Open invitations to my address',
    access: 'signedIn',
    response: items(OfferView),
    refusals: [],
  }),
  acceptMine: endpoint({
    method: 'POST',
    path: '/api/my/invitations/:invitationId/accept',
    summary: 'Accept an invitation to my address',
    access: 'signedIn',
    params: InvitationParams,
    response: null,
    refusals: ['invitation_over', 'batch_state', 'enrolment_state'],
    isIdempotent: true,
  }),
  declineMine: endpoint({
    method: 'POST',
    path: '/api/my/invitations/:invitationId/decline',
    summary: 'Say no to an invitation to my address',
    access: 'signedIn',
    params: InvitationParams,
    response: null,
    refusals: ['invitation_over'],
  }),
  movePlace: endpoint({
    method: 'POST',
    path: '/api/enrolments/:enrolmentId/moves',
    summary: 'Approve, decline, pause, resume, remove or reinstate a learner',
    access: 'enrolment:update',
    params: EnrolmentParams,
    body: MovePlaceBody,
    response: LearnerPlaceView,
    refusals: ['enrolment_state', 'batch_state'],
    isIdempotent: true,
  }),
  transferPlace: endpoint({
    method: 'POST',
    path: '/api/enrolments/:enrolmentId/transfer',
    summary: 'Move a learner into another batch',
    access: 'enrolment:update',
    params: EnrolmentParams,
    body: z.strictObject({ toBatchId: Id }),
    response: LearnerPlaceView,
    refusals: ['enrolment_state', 'batch_state'],
    isIdempotent: true,
  }),
  updatePlace: endpoint({
    method: 'PATCH',
    path: '/api/enrolments/:enrolmentId',
    summary: 'Correct the level or target role of a learner',
    access: 'enrolment:update',
    params: EnrolmentParams,
    body: z.strictObject({ level: Level, targetRole: text(120) }),
    response: LearnerPlaceView,
    refusals: [],
  }),
  myPlaces: endpoint({
    method: 'GET',
    path: '/api/my/places',
    summary: 'My own places and applications in batches',
    access: 'signedIn',
    response: items(MyPlaceView),
    refusals: [],
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/my/places/:enrolmentId/withdraw',
    summary: 'Leave a batch, its line, or take back an application',
    access: 'signedIn',
    params: EnrolmentParams,
    response: null,
    refusals: ['enrolment_state'],
    isIdempotent: true,
  }),
  setRoles: endpoint({
    method: 'PUT',
    path: '/api/batches/:batchId/people/:personId/roles',
    summary: 'Set what somebody of the batch is besides a learner, and what they interview',
    access: 'grant:update',
    params: z.strictObject({ batchId: Id, personId: Id }),
    body: StaffRolesBody,
    response: StaffView,
    refusals: [],
    needsRecentSignIn: true,
  }),
  setJoinCode: endpoint({
    method: 'PUT',
    path: '/api/batches/:batchId/join-code',
    summary: 'Switch joining by code on or off, or replace the code',
    access: 'invitation:create',
    params: BatchParams,
    body: z.strictObject({ to: z.enum(['on', 'new', 'off']) }),
    response: JoinCodeView,
    refusals: [],
  }),
  lookUpCode: endpoint({
    method: 'POST',
    path: '/api/join/look',
    summary: 'The batch behind a join code',
    access: 'public',
    body: z.strictObject({ code: JoinCode }),
    response: JoinView,
    refusals: ['join_code_unknown'],
  }),
  apply: endpoint({
    method: 'POST',
    path: '/api/join/apply',
    summary: 'Apply for a batch by its join code',
    access: 'signedIn',
    body: ApplyBody,
    response: MyPlaceView,
    status: 201,
    refusals: ['join_code_unknown', 'enrolment_state'],
    isIdempotent: true,
  }),
  applyAsNew: endpoint({
    method: 'POST',
    path: '/api/join/apply-as-new',
    summary:
      'Apply with a new account. Answers alike whether the address had one already, in which case nothing happens',
    access: 'public',
    body: ApplyAsNewBody,
    response: null,
    refusals: ['join_code_unknown'],
  }),
};
