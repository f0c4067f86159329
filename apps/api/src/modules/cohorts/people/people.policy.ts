import { Injectable } from '@nestjs/common';
import { decide, isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import { mint, type Authorized } from '../../../platform/auth/authorized.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound, Refusal } from '../../../platform/http/refusal.ts';
import { Accounts, Grants, Invitations, type Invitation } from '../../identity/index.ts';
import { EnrolmentStore, type Place } from './enrolment.store.ts';

/** The only place that decides who may do what with places, invitations and the people behind them. */
@Injectable()
export class PeoplePolicy {
  constructor(
    private readonly places: EnrolmentStore,
    private readonly invitations: Invitations,
    private readonly accounts: Accounts,
    private readonly grants: Grants,
  ) {}

  /** @throws Refusal `not_found` for a place that is not the actor's to see */
  async authorizePlace(
    actor: Actor,
    permission: 'enrolment:update',
    id: string,
  ): Promise<Authorized<Place, 'enrolment:update'>> {
    const place = await this.places.find(id);
    if (!place || !isPermitted(actor, permission, { batchId: place.batchId, owners: {} })) throw notFound();
    return mint(place, permission);
  }

  /** The actor's own place, whatever became of their role in the batch. @throws Refusal `not_found` for anybody else's */
  async ownPlace(actor: Actor, id: string): Promise<Authorized<Place, 'enrolment:update'>> {
    const place = await this.places.find(id);
    if (place?.personId !== actor.personId) throw notFound();
    return mint(place, 'enrolment:update');
  }

  /** @throws Refusal `not_found` unless the actor runs the batch (or academy) that it invites to */
  async lockInvitation<P extends 'invitation:create' | 'invitation:revoke'>(
    tx: Tx,
    actor: Actor,
    permission: P,
    id: string,
  ): Promise<Authorized<Invitation, P>> {
    const invitation = await this.invitations.lock(tx, id);
    if (!invitation) throw notFound();
    const of = { batchId: invitation.batchId, owners: {} };
    const mayRead: 'invitation:read' | 'academy:read' =
      invitation.batchId === null ? 'academy:read' : 'invitation:read';
    const verdict = decide(actor, permission, mayRead, of);
    if (verdict === 'hidden') throw notFound();
    if (verdict === 'forbidden') throw new Refusal('forbidden', 'You can see this invitation, but not change it.');
    return mint(invitation, permission);
  }

  /** An invitation to the actor's own address. @throws Refusal `not_found` for anybody else's */
  async lockOwnInvitation(tx: Tx, actor: Actor, id: string): Promise<Authorized<Invitation, 'invitation:read'>> {
    const invitation = await this.invitations.lock(tx, id);
    const me = await this.accounts.get(actor.personId);
    if (invitation?.address.toLowerCase() !== me.email.toLowerCase()) throw notFound();
    return mint(invitation, 'invitation:read');
  }

  /**
   * Somebody whose staff roles in this batch may be set: who is in it already, and the actor themself (an admin who also
   * interviews). Others are invited, so that nobody becomes a mentor without saying yes.
   * @throws Refusal `not_found` for everybody else
   */
  async staffMember(
    actor: Actor,
    batchId: string,
    personId: string,
  ): Promise<Authorized<{ personId: string }, 'grant:update'>> {
    const isHere =
      personId === actor.personId || (await this.grants.listOf(batchId)).some((g) => g.personId === personId);
    if (!isHere || !isPermitted(actor, 'grant:update', { batchId, owners: {} })) throw notFound();
    return mint({ personId }, 'grant:update');
  }
}
