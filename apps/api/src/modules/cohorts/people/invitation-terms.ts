import { Injectable } from '@nestjs/common';
import type { InvitationTerms } from '@dryrun/contracts/people.contract';
import type { BatchStaffRole } from '@dryrun/domain/policy/resources';
import { Refusal, type FieldError } from '../../../platform/http/refusal.ts';
import { StaffRolesWriter } from './staff-roles.ts';

/** Checks what somebody is to be invited to. */
@Injectable()
export class InvitationChecks {
  constructor(private readonly staff: StaffRolesWriter) {}

  /** @throws Refusal `invalid_input` with a pointer per fault */
  async check(terms: InvitationTerms): Promise<void> {
    const errors: FieldError[] = [];
    if (terms.roles.includes('learner') && terms.roles.length > 1)
      errors.push({
        pointer: '/body/roles',
        message: 'A learner is invited as that alone. Invite for other roles separately.',
      });
    if (terms.roles.includes('learner') && terms.level === null)
      errors.push({ pointer: '/body/level', message: 'Choose the level at which they practise.' });
    errors.push(...(await this.staff.faults({ roles: staffRolesOf(terms.roles), qualification: terms.qualification })));
    if (errors.length > 0)
      throw new Refusal('invalid_input', 'Nobody was invited. Please look at what is named below.', { errors });
  }
}

export function staffRolesOf(roles: readonly string[]): BatchStaffRole[] {
  return roles.filter(
    (role): role is BatchStaffRole => role === 'mentor' || role === 'leadMentor' || role === 'cohortAdmin',
  );
}
