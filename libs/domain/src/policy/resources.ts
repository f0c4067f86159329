/**
 * The one vocabulary of permissions. A permission is `resource:action`; roles map to permissions with a reach.
 * Adding an action here without giving it to a role means nobody may do it (deny by default).
 */
export const RESOURCES = {
  profile: ['read', 'update'],
  academy: ['read', 'update'],
  batch: ['read', 'oversee', 'configure', 'create', 'update'],
  person: ['read'],
  invitation: ['read', 'create', 'revoke'],
  enrolment: ['read', 'update'],
  grant: ['read', 'update'],
  content: ['read', 'write'],
  practice: ['read', 'write'],
  rubric: ['read'],
  availability: ['read', 'update', 'freeBusy'],
  qualification: ['read', 'grant', 'narrow'],
  slot: ['read'],
  interview: ['read', 'book', 'move', 'cancel', 'run', 'swap', 'override', 'claim', 'decide', 'log'],
  plan: ['read', 'update'],
  stage: ['read'],
  scorecard: ['read', 'write'],
  feedback: ['read', 'predict'],
  nextStep: ['read', 'update'],
  outbox: ['read', 'retry'],
  deadLetter: ['read', 'retry'],
  mailServer: ['read', 'update'],
  backup: ['read', 'make'],
  signInSettings: ['read', 'update'],
  audit: ['read'],
  erasure: ['read', 'order'],
} as const;

type Resources = typeof RESOURCES;
/** Every `resource:action` of {@link RESOURCES}, e.g. `interview:book`. */
export type Permission = { [R in keyof Resources]: `${R & string}:${Resources[R][number]}` }[keyof Resources];

/** Roles as `product.md` §1 names them. `learner` is held through an enrolment, the others are granted. */
export const ROLES = ['learner', 'mentor', 'leadMentor', 'cohortAdmin', 'contentEditor', 'academyAdmin'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that hold in the whole academy; the others hold in one batch. */
export const ACADEMY_ROLES: readonly Role[] = ['contentEditor', 'academyAdmin'];

/** Roles that one person gives another in a batch; `learner` comes and goes with the enrolment. */
export const BATCH_STAFF_ROLES = ['mentor', 'leadMentor', 'cohortAdmin'] as const satisfies readonly Role[];
export type BatchStaffRole = (typeof BATCH_STAFF_ROLES)[number];

/** Roles in the whole academy, as somebody grants them. */
export const ACADEMY_STAFF_ROLES = ['contentEditor', 'academyAdmin'] as const satisfies readonly Role[];
export type AcademyStaffRole = (typeof ACADEMY_STAFF_ROLES)[number];

/**
 * How far a permission reaches:
 * - `own`: rows in which the actor is the owning person (the learner, mentor or rater of that row);
 * - `batch`: every row of the batch in which the role is held;
 * - `academy`: every row.
 */
export type Reach = 'own' | 'batch' | 'academy';

type Grants = Partial<Record<Permission, Reach>>;

const EVERY_PERSON: Grants = {
  'profile:read': 'own',
  'profile:update': 'own',
  'content:read': 'academy',
  'rubric:read': 'academy',
};

/** The table of `product.md` §5, for the resources that exist so far. */
export const ROLE_PERMISSIONS: Record<Role, Grants> = {
  learner: {
    ...EVERY_PERSON,
    'practice:read': 'own',
    'practice:write': 'own',
    'batch:read': 'batch',
    'slot:read': 'batch',
    'interview:read': 'own',
    'interview:book': 'own',
    'interview:move': 'own',
    'interview:cancel': 'own',
    'interview:claim': 'own',
    'stage:read': 'own',
    'feedback:read': 'own',
    'feedback:predict': 'own',
    'nextStep:read': 'own',
    'nextStep:update': 'own',
  },
  mentor: {
    ...EVERY_PERSON,
    'batch:read': 'batch',
    'availability:read': 'own',
    'availability:update': 'own',
    'availability:freeBusy': 'batch',
    'qualification:read': 'own',
    'qualification:narrow': 'own',
    'interview:read': 'own',
    'interview:cancel': 'own',
    'interview:run': 'own',
    'interview:swap': 'own',
    'interview:claim': 'own',
    'interview:log': 'own',
    'plan:read': 'own',
    'plan:update': 'own',
    'stage:read': 'own',
    'scorecard:read': 'own',
    'scorecard:write': 'own',
    'feedback:read': 'own',
    'nextStep:read': 'own',
  },
  leadMentor: {
    ...EVERY_PERSON,
    'batch:read': 'batch',
    'availability:read': 'batch',
    'availability:freeBusy': 'batch',
    'qualification:read': 'batch',
    'qualification:grant': 'batch',
    'interview:read': 'batch',
    'interview:cancel': 'batch',
    'interview:swap': 'batch',
    'interview:decide': 'batch',
    'plan:read': 'batch',
    'feedback:read': 'batch',
    'nextStep:read': 'batch',
    'audit:read': 'batch',
  },
  cohortAdmin: {
    ...EVERY_PERSON,
    'batch:read': 'batch',
    'batch:oversee': 'batch',
    'batch:configure': 'batch',
    'batch:update': 'batch',
    'person:read': 'batch',
    'invitation:read': 'batch',
    'invitation:create': 'batch',
    'invitation:revoke': 'batch',
    'enrolment:read': 'batch',
    'enrolment:update': 'batch',
    'grant:read': 'batch',
    'grant:update': 'batch',
    'availability:read': 'batch',
    'availability:update': 'batch',
    'availability:freeBusy': 'batch',
    'qualification:read': 'batch',
    'qualification:grant': 'batch',
    'interview:read': 'batch',
    'interview:cancel': 'batch',
    'interview:swap': 'batch',
    'interview:override': 'batch',
    'interview:decide': 'batch',
    'interview:log': 'batch',
    'plan:read': 'batch',
    'feedback:read': 'batch',
    'nextStep:read': 'batch',
    'outbox:read': 'batch',
    'outbox:retry': 'batch',
    'audit:read': 'batch',
  },
  contentEditor: { ...EVERY_PERSON, 'content:write': 'academy' },
  academyAdmin: {
    ...EVERY_PERSON,
    'content:write': 'academy',
    'batch:read': 'academy',
    'academy:read': 'academy',
    'academy:update': 'academy',
    'batch:oversee': 'academy',
    'batch:configure': 'academy',
    'batch:create': 'academy',
    'batch:update': 'academy',
    'person:read': 'academy',
    'invitation:read': 'academy',
    'invitation:create': 'academy',
    'invitation:revoke': 'academy',
    'enrolment:read': 'academy',
    'enrolment:update': 'academy',
    'grant:read': 'academy',
    'grant:update': 'academy',
    'availability:read': 'academy',
    'availability:freeBusy': 'academy',
    'qualification:read': 'academy',
    'qualification:grant': 'academy',
    'interview:read': 'academy',
    'interview:cancel': 'academy',
    'interview:swap': 'academy',
    'interview:override': 'academy',
    'interview:decide': 'academy',
    'interview:log': 'academy',
    'plan:read': 'academy',
    'feedback:read': 'academy',
    'nextStep:read': 'academy',
    'outbox:read': 'academy',
    'outbox:retry': 'academy',
    'deadLetter:read': 'academy',
    'deadLetter:retry': 'academy',
    'mailServer:read': 'academy',
    'mailServer:update': 'academy',
    'backup:read': 'academy',
    'backup:make': 'academy',
    'signInSettings:read': 'academy',
    'signInSettings:update': 'academy',
    'audit:read': 'academy',
    'erasure:read': 'academy',
    'erasure:order': 'academy',
  },
};
