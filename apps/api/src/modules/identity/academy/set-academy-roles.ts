import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { ACADEMY_STAFF_ROLES, type AcademyStaffRole } from '@dryrun/domain/policy/resources';
import { Database } from '../../../platform/db/database.ts';
import { notFound, Refusal } from '../../../platform/http/refusal.ts';
import { Accounts } from '../people/accounts.ts';
import { Grants } from '../people/grants.ts';
import { GrantStore } from '../people/grant.store.ts';
import { AcademyPolicy } from './academy.policy.ts';

/** Gives and takes roles in the whole academy. The last academy admin stays one. */
@Injectable()
export class SetAcademyRoles {
  constructor(
    private readonly database: Database,
    private readonly policy: AcademyPolicy,
    private readonly accounts: Accounts,
    private readonly grants: Grants,
    private readonly store: GrantStore,
  ) {}

  async run(actor: Actor, personId: string, roles: readonly AcademyStaffRole[]): Promise<void> {
    this.policy.authorize(actor, 'academy:update');
    if (!(await this.accounts.contacts([personId])).has(personId)) throw notFound();
    await this.database.write(async (tx) => {
      const admins = await this.store.lockAcademyHolders(tx, 'academyAdmin');
      if (!roles.includes('academyAdmin') && admins.length === 1 && admins[0] === personId)
        throw new Refusal(
          'last_academy_admin',
          'Without an academy admin nobody could grant roles any more, so nothing was changed. Make somebody else an academy admin first.',
        );
      for (const role of ACADEMY_STAFF_ROLES) {
        const of = { personId, role, batchId: null };
        if (roles.includes(role)) await this.grants.give(tx, of, actor.personId);
        else await this.grants.take(tx, of, actor.personId);
      }
    });
  }
}
