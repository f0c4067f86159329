import type { Role } from '@dryrun/domain/policy/resources';

export const ROLE_WORDS: Record<Role, string> = {
  learner: 'Learner',
  mentor: 'Mentor',
  leadMentor: 'Lead mentor',
  cohortAdmin: 'Cohort admin',
  contentEditor: 'Content editor',
  academyAdmin: 'Academy admin',
};

/** What somebody with that role does, in one line. */
export const ROLE_ABOUT: Record<Role, string> = {
  learner: 'Books mocks, practises, receives feedback',
  mentor: 'Offers hours, interviews and scores',
  leadMentor: 'Moderates and reads the whole batch’s feedback',
  cohortAdmin: 'Runs people, rules and bookings of the batch',
  contentEditor: 'Writes and publishes questions and rubrics',
  academyAdmin: 'Makes batches, grants roles, changes settings',
};

/** "Mentor, Lead mentor" */
export function rolesInWords(roles: readonly Role[]): string {
  return roles.map((role) => ROLE_WORDS[role]).join(', ');
}

const AS: Record<Role, string> = {
  learner: 'a learner',
  mentor: 'a mentor',
  leadMentor: 'a lead mentor',
  cohortAdmin: 'a cohort admin',
  contentEditor: 'a content editor',
  academyAdmin: 'an academy admin',
};

/** "a mentor and a lead mentor" */
export function asRoles(roles: readonly Role[]): string {
  return roles.map((role) => AS[role]).join(' and ');
}
