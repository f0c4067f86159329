import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { InvitationView } from '@dryrun/contracts/people.contract';
import type { InviteStaffBody } from '@dryrun/contracts/academy.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Accounts } from '../people/accounts.ts';
import { Grants } from '../people/grants.ts';
import { Invitations } from '../people/invitations.ts';
import { AcademyPolicy } from './academy.policy.ts';

/** Invites somebody to a role in the whole academy. */
@Injectable()
export class InviteStaff {
  constructor(
    private readonly database: Database,
    private readonly policy: AcademyPolicy,
    private readonly accounts: Accounts,
    private readonly grants: Grants,
    private readonly invitations: Invitations,
  ) {}

  async run(actor: Actor, { address, name, roles }: z.output<typeof InviteStaffBody>): Promise<InvitationView[]> {
    this.policy.authorize(actor, 'academy:update');
    const person = (await this.accounts.findByAddresses([address])).get(address);
    const held = await this.grants.listOf(null);
    if (person && roles.every((role) => held.some((g) => g.personId === person.id && g.role === role)))
      throw alreadyThere(`${person.name} has this role already.`);
    return this.database.write(async (tx) => {
      const invitation = await this.invitations.issue(tx, {
        address,
        name: person?.name ?? name,
        batch: null,
        roles: [...new Set(roles)],
        level: null,
        qualification: { tracks: [], levels: [] },
        invitedBy: actor.personId,
      });
      if (!invitation) throw alreadyThere('This address has an open invitation already. Renew or withdraw that one.');
      return this.invitations.views([invitation], null);
    });
  }
}

function alreadyThere(message: string): Refusal {
  return new Refusal('invalid_input', 'Nobody was invited.', { errors: [{ pointer: '/body/address', message }] });
}
