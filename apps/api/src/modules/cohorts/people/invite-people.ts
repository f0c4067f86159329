import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import {
  MOST_INVITED,
  type CheckAddressesBody,
  type CheckedAddress,
  type InvitationView,
  type InviteBody,
} from '@dryrun/contracts/people.contract';
import { parseAddressList } from '@dryrun/domain/cohorts/address-list';
import { takesPeople } from '@dryrun/domain/cohorts/batch-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { OpenSession } from '../../../platform/auth/open-session.ts';
import { RecentSignIn } from '../../../platform/auth/recent-sign-in.ts';
import { Database } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Invitations, type Invitation } from '../../identity/index.ts';
import { CohortsPolicy } from '../cohorts.policy.ts';
import { AddressCheck } from './address-check.ts';
import { InvitationChecks, staffRolesOf } from './invitation-terms.ts';

/** Invites people into a batch, many at once. First `check`, which sends nothing; then `run` with what is left of the list. */
@Injectable()
export class InvitePeople {
  constructor(
    private readonly database: Database,
    private readonly policy: CohortsPolicy,
    private readonly recentSignIn: RecentSignIn,
    private readonly terms: InvitationChecks,
    private readonly addresses: AddressCheck,
    private readonly invitations: Invitations,
  ) {}

  async check(
    actor: Actor,
    batchId: string,
    { addresses, ...terms }: z.output<typeof CheckAddressesBody>,
  ): Promise<CheckedAddress[]> {
    await this.policy.authorize(actor, 'invitation:create', batchId);
    await this.terms.check(terms);
    const entries = parseAddressList(addresses);
    if (entries.length > MOST_INVITED)
      throw new Refusal(
        'invalid_input',
        `That are ${entries.length} people. Nothing was sent; invite at most ${MOST_INVITED} at once.`,
        {
          errors: [{ pointer: '/body/addresses', message: `At most ${MOST_INVITED} people at once, please.` }],
        },
      );
    const outcomes = await this.addresses.outcomes(
      batchId,
      entries.flatMap((e) => (e.address === null ? [] : [e.address])),
      terms.roles,
    );
    return entries.map(({ text, address, name, isRepeated }) => ({
      text: text.slice(0, 200),
      address,
      name: name.slice(0, 80),
      outcome: address === null ? 'invalid' : isRepeated ? 'repeated' : (outcomes.get(address) ?? 'new'),
    }));
  }

  /**
   * Answers the invitations that were made: people who are here or invited already are left out, whatever an earlier check
   * said. Without links: the answer is kept for repeats, and a link must never lie readable in the database.
   * @throws Refusal `recent_sign_in_needed` for roles that give rights over others
   */
  async run(
    session: OpenSession,
    batchId: string,
    { people, ...terms }: z.output<typeof InviteBody>,
  ): Promise<InvitationView[]> {
    const { actor } = session;
    await this.policy.authorize(actor, 'invitation:create', batchId);
    if (staffRolesOf(terms.roles).length > 0) this.recentSignIn.demand(session);
    await this.terms.check(terms);
    const byAddress = new Map(people.map((p) => [p.address, p.name]));
    const made = await this.database.write(async (tx) => {
      const batch = await this.policy.lock(tx, actor, 'invitation:create', batchId);
      if (!takesPeople(batch.state))
        throw new Refusal(
          'batch_state',
          'This batch takes nobody in now, so nobody was invited. Open it first, or choose a batch that is open.',
        );
      const outcomes = await this.addresses.outcomes(batchId, [...byAddress.keys()], terms.roles);
      const issued: Invitation[] = [];
      for (const [address, name] of byAddress) {
        const outcome = outcomes.get(address);
        if (outcome !== 'new' && outcome !== 'known') continue;
        const invitation = await this.invitations.issue(tx, {
          address,
          name,
          batch,
          ...terms,
          invitedBy: actor.personId,
        });
        if (invitation) issued.push(invitation);
      }
      return issued;
    });
    return this.invitations.views(made, null);
  }
}
