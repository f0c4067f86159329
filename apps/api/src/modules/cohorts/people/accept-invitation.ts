import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AcceptInvitationBody } from '@dryrun/contracts/people.contract';
import type { EnrolmentState } from '@dryrun/domain/cohorts/enrolment-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Events } from '../../../platform/events/events.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import {
  Accounts,
  Grants,
  InvitationLinks,
  Invitations,
  Sessions,
  type Invitation,
  type SigningBrowser,
} from '../../identity/index.ts';
import { EnrolmentStore } from './enrolment.store.ts';
import { staffRolesOf } from './invitation-terms.ts';
import { PeoplePolicy } from './people.policy.ts';
import { Places } from './places.ts';
import { StaffRolesWriter } from './staff-roles.ts';

/** Accepting as a learner what one is already (an application was approved meanwhile) changes nothing. */
const IS_IN: readonly EnrolmentState[] = ['waitlisted', 'enrolled', 'active', 'paused', 'completed'];

/**
 * Accepts an invitation: with its link and a new account, or signed in as the invited address. An existing account is never
 * touched by a link: its owner signs in as always, and then says yes.
 */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly database: Database,
    private readonly policy: PeoplePolicy,
    private readonly links: InvitationLinks,
    private readonly invitations: Invitations,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly grants: Grants,
    private readonly enrolments: EnrolmentStore,
    private readonly places: Places,
    private readonly staff: StaffRolesWriter,
    private readonly events: Events,
  ) {}

  /** Answers the `Set-Cookie` value of the new person. */
  async asNew({ token, ...account }: z.output<typeof AcceptInvitationBody>, browser: SigningBrowser): Promise<string> {
    // Before hashing, which is slow: a guessed token costs nothing.
    const { address } = await this.links.open(token, browser.address);
    const person = await this.accounts.prepare(account, address);
    return this.database.write(async (tx) => {
      const invitation = await this.invitations.lockOfToken(tx, token);
      const personId = await this.accounts.create(tx, person, 'invitation');
      if (personId === null)
        throw new Refusal(
          'account_exists',
          'There is an account with this address already, so no new one was made and nothing was changed in it. Sign in with it, and the invitation waits there for your yes.',
        );
      await this.settle(tx, invitation, personId);
      return this.sessions.start(tx, { personId, method: 'invitation' }, browser);
    });
  }

  async asMyself(actor: Actor, invitationId: string): Promise<void> {
    await this.database.write(async (tx) => {
      const invitation = this.invitations.usable(await this.policy.lockOwnInvitation(tx, actor, invitationId));
      await this.settle(tx, invitation, actor.personId);
    });
  }

  async decline(actor: Actor, invitationId: string): Promise<void> {
    await this.database.write(async (tx) => {
      const invitation = this.invitations.usable(await this.policy.lockOwnInvitation(tx, actor, invitationId));
      await this.invitations.end(tx, invitation, 'declined', actor.personId);
    });
  }

  private async settle(tx: Tx, invitation: Invitation, personId: string): Promise<void> {
    await this.invitations.end(tx, invitation, 'accepted', personId);
    await (invitation.batchId === null
      ? this.joinAcademy(tx, invitation, personId)
      : this.joinBatch(tx, invitation, invitation.batchId, personId));
    await this.events.announce(tx, {
      type: 'invitation.accepted',
      subjectId: invitation.id,
      payload: { batchId: invitation.batchId, personId, invitedBy: invitation.invitedBy, roles: invitation.roles },
    });
  }

  private async joinAcademy(tx: Tx, { roles, invitedBy }: Invitation, personId: string): Promise<void> {
    for (const role of roles) await this.grants.give(tx, { personId, role, batchId: null }, invitedBy);
  }

  private async joinBatch(
    tx: Tx,
    { roles, level, tracks, levels, invitedBy }: Invitation,
    batchId: string,
    personId: string,
  ): Promise<void> {
    const place = await this.enrolments.lockOf(tx, batchId, personId);
    if (roles.includes('learner') && level !== null && !(place && IS_IN.includes(place.state)))
      await this.places.move(tx, { batchId, personId, event: 'accept', actorId: personId, level });
    const staffRoles = staffRolesOf(roles);
    if (staffRoles.length > 0)
      await this.staff.add(tx, batchId, personId, { roles: staffRoles, qualification: { tracks, levels } }, invitedBy);
  }
}
