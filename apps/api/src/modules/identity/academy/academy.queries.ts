import { Injectable } from '@nestjs/common';
import type { AcademyView } from '@dryrun/contracts/academy.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { ACADEMY_STAFF_ROLES } from '@dryrun/domain/policy/resources';
import { Accounts } from '../people/accounts.ts';
import { Grants } from '../people/grants.ts';
import { Invitations } from '../people/invitations.ts';
import { AcademyPolicy } from './academy.policy.ts';
import { InstallationStore } from './installation.store.ts';

/** The academy as its admins see it. */
@Injectable()
export class AcademyQueries {
  constructor(
    private readonly policy: AcademyPolicy,
    private readonly installations: InstallationStore,
    private readonly grants: Grants,
    private readonly accounts: Accounts,
    private readonly invitations: Invitations,
  ) {}

  async academy(actor: Actor): Promise<AcademyView> {
    this.policy.authorize(actor, 'academy:read');
    const row = await this.installations.find();
    const held = await this.grants.listOf(null);
    const people = await this.accounts.contacts(held.map((g) => g.personId));
    return {
      name: row?.academyName ?? 'Dryrun',
      timeZone: row?.timeZone ?? 'UTC',
      isChecklistHidden: (row?.checklistHiddenAt ?? null) !== null,
      staff: [...new Set(held.map((g) => g.personId))].flatMap((id) => {
        const person = people.get(id);
        const roles = ACADEMY_STAFF_ROLES.filter((role) => held.some((g) => g.personId === id && g.role === role));
        return person ? [{ person, address: person.email, roles }] : [];
      }),
      invitations: await this.invitations.views(await this.invitations.list(null), actor.personId),
    };
  }
}
