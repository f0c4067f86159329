import { Injectable } from '@nestjs/common';
import type { InvitationView } from '@dryrun/contracts/people.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { OpenSession } from '../../../platform/auth/open-session.ts';
import { RecentSignIn } from '../../../platform/auth/recent-sign-in.ts';
import { Database } from '../../../platform/db/database.ts';
import { invitationOver, Invitations } from '../../identity/index.ts';
import { CohortsStore } from '../cohorts.store.ts';
import { PeoplePolicy } from './people.policy.ts';

/** Renews an invitation (a new link, a new week) or withdraws it. Either way the old link is dead at once. */
@Injectable()
export class ChangeInvitation {
  constructor(
    private readonly database: Database,
    private readonly policy: PeoplePolicy,
    private readonly recentSignIn: RecentSignIn,
    private readonly batches: CohortsStore,
    private readonly invitations: Invitations,
  ) {}

  /**
   * Whoever renews becomes the sender. An expired one comes alive again.
   * @throws Refusal `recent_sign_in_needed` for roles that give rights over others, as inviting to them does
   */
  async renew(session: OpenSession, invitationId: string): Promise<InvitationView> {
    const { actor } = session;
    const renewed = await this.database.write(async (tx) => {
      const invitation = await this.policy.lockInvitation(tx, actor, 'invitation:create', invitationId);
      if (invitation.state !== 'open') throw invitationOver();
      if (invitation.roles.some((role) => role !== 'learner')) this.recentSignIn.demand(session);
      const batch = invitation.batchId === null ? null : await this.batches.findBatch(invitation.batchId);
      return this.invitations.renew(tx, invitation, batch?.name ?? null, actor.personId);
    });
    const [view] = await this.invitations.views([renewed], actor.personId);
    if (!view) throw new Error('one invitation gives one view');
    return view;
  }

  async revoke(actor: Actor, invitationId: string): Promise<void> {
    await this.database.write(async (tx) => {
      const invitation = await this.policy.lockInvitation(tx, actor, 'invitation:revoke', invitationId);
      if (invitation.state !== 'open') throw invitationOver();
      await this.invitations.end(tx, invitation, 'revoked', actor.personId);
    });
  }
}
