import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { InvitationView } from '@dryrun/contracts/people.contract';
import type { Level } from '@dryrun/domain/cohorts/levels';
import type { Role } from '@dryrun/domain/policy/resources';
import { Clock } from '../../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../../platform/config/settings.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Mail } from '../../../platform/mail/mail.ts';
import { Sealed } from '../../../platform/sealed/sealed.ts';
import { INVITATION_MAIL, invitationKey, invitationMail } from './invitation-mail.ts';
import { InvitationStore, type Invitation } from './invitation.store.ts';
import { IdentityStore } from '../identity.store.ts';
import { InstallationStore } from '../academy/installation.store.ts';
import { Attempts } from '../sign-in/attempts.ts';
import { hashOfToken, newLinkToken } from './link-token.ts';

export type { Invitation };

/** How long a link may be used. Renewing starts the time again. */
export const INVITATION_DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;
const PURPOSE = 'invitation.token';

export interface NewInvitation {
  address: string;
  name: string;
  /** null: roles in the whole academy. */
  batch: { id: string; name: string } | null;
  roles: readonly Role[];
  level: Level | null;
  qualification: { tracks: readonly string[]; levels: readonly Level[] };
  invitedBy: string;
}

/** The one answer for a link that is wrong, used, withdrawn or too old: which of these it is, is nobody's business. */
export function invitationOver(): Refusal {
  return new Refusal(
    'invitation_over',
    'The link was used already, was withdrawn, or is older than a week. Nothing was changed. Ask whoever sent it for a new one; if you have an account here, just sign in.',
  );
}

/** Offers of roles to an address: issued, renewed, ended, found. Whether somebody may is decided by the policy of whoever calls. */
@Injectable()
export class Invitations {
  constructor(
    private readonly store: InvitationStore,
    private readonly people: IdentityStore,
    private readonly installation: InstallationStore,
    private readonly mail: Mail,
    private readonly sealed: Sealed,
    private readonly audit: Audit,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Writes the invitation and its mail. null when the address has an open one already; one that expired makes way. */
  async issue(tx: Tx, wanted: NewInvitation): Promise<Invitation | null> {
    const now = this.clock.now();
    const [earlier] = (await this.store.listOpenFor(wanted.address)).filter(
      (i) => i.batchId === (wanted.batch?.id ?? null),
    );
    if (earlier && earlier.expiresAt <= now) {
      await this.store.end(tx, earlier.id, 'revoked', now, null);
      await this.takeMailBack(tx, earlier.id);
    }
    const invitation: Invitation = {
      id: uuid(),
      address: wanted.address,
      name: wanted.name,
      batchId: wanted.batch?.id ?? null,
      roles: [...wanted.roles],
      level: wanted.level,
      tracks: [...wanted.qualification.tracks],
      levels: [...wanted.qualification.levels],
      state: 'open',
      endedAt: null,
      acceptedBy: null,
      ...this.fresh(wanted.invitedBy, now),
    };
    if (!(await this.store.insert(tx, invitation))) return null;
    await this.send(tx, invitation, wanted.batch?.name ?? null);
    await this.record(tx, invitation, 'invitation.send', wanted.invitedBy);
    return invitation;
  }

  /** A new link and a new week; whoever renews is the sender from now on. */
  async renew(tx: Tx, invitation: Invitation, batchName: string | null, actorId: string): Promise<Invitation> {
    const fresh = this.fresh(actorId, this.clock.now());
    await this.store.renew(tx, invitation.id, fresh);
    await this.takeMailBack(tx, invitation.id);
    const renewed = { ...invitation, ...fresh };
    await this.send(tx, renewed, batchName);
    await this.record(tx, renewed, 'invitation.renew', actorId);
    return renewed;
  }

  async end(tx: Tx, invitation: Invitation, how: 'accepted' | 'declined' | 'revoked', actorId: string): Promise<void> {
    await this.store.end(tx, invitation.id, how, this.clock.now(), how === 'accepted' ? actorId : null);
    await this.takeMailBack(tx, invitation.id);
    const actions = {
      accepted: 'invitation.accept',
      declined: 'invitation.decline',
      revoked: 'invitation.revoke',
    } as const;
    await this.record(tx, invitation, actions[how], actorId);
  }

  /** @throws Refusal `invitation_over` alike for a wrong, used, withdrawn and expired token */
  async ofToken(token: string): Promise<Invitation> {
    return this.usable(await this.store.findByHash(hashOfToken(token)));
  }

  async lockOfToken(tx: Tx, token: string): Promise<Invitation> {
    return this.usable(await this.store.lockByHash(tx, hashOfToken(token)));
  }

  find(id: string): Promise<Invitation | null> {
    return this.store.find(id);
  }

  lock(tx: Tx, id: string): Promise<Invitation | null> {
    return this.store.lock(tx, id);
  }

  list(batchId: string | null): Promise<Invitation[]> {
    return this.store.list(batchId);
  }

  /** Those that the owner of this address can accept now. */
  async listUsableFor(address: string): Promise<Invitation[]> {
    const now = this.clock.now();
    return (await this.store.listOpenFor(address)).filter((i) => i.expiresAt > now);
  }

  /** @throws Refusal `invitation_over` for one that was ended or has expired */
  usable(invitation: Invitation | null): Invitation {
    if (invitation?.state !== 'open' || invitation.expiresAt <= this.clock.now()) throw invitationOver();
    return invitation;
  }

  /**
   * As those see them who may invite. The link is for its sender, while the address has no account; for null nobody gets
   * one, which is what an answer that is kept for repeats needs.
   */
  async views(invitations: readonly Invitation[], viewerId: string | null): Promise<InvitationView[]> {
    const senders = new Map(
      (await this.people.listPeople(invitations.map((i) => i.invitedBy))).map((p) => [p.id, p.name]),
    );
    const known = await this.people.findByAddresses(invitations.map((i) => i.address));
    const now = this.clock.now();
    return invitations.map((i) => {
      const isUsable = i.state === 'open' && i.expiresAt > now;
      const hasAccount = known.has(i.address);
      return {
        id: i.id,
        address: i.address,
        name: i.name,
        roles: i.roles,
        level: i.level,
        qualification: { tracks: i.tracks, levels: i.levels },
        state: i.state === 'open' && !isUsable ? 'expired' : i.state,
        invitedBy: senders.get(i.invitedBy) ?? '',
        sentAt: i.sentAt.toISOString(),
        expiresAt: i.expiresAt.toISOString(),
        link: isUsable && !hasAccount && i.invitedBy === viewerId ? this.linkOf(i) : null,
        hasAccount,
      };
    });
  }

  private fresh(
    invitedBy: string,
    now: Date,
  ): Pick<Invitation, 'tokenHash' | 'tokenSealed' | 'invitedBy' | 'sentAt' | 'expiresAt'> {
    const token = newLinkToken();
    return {
      tokenHash: hashOfToken(token),
      tokenSealed: this.sealed.seal(PURPOSE, token),
      invitedBy,
      sentAt: now,
      expiresAt: new Date(now.getTime() + INVITATION_DAYS * DAY),
    };
  }

  private linkOf(invitation: Invitation): string | null {
    const token = invitation.tokenSealed && this.sealed.open(PURPOSE, invitation.tokenSealed);
    return token ? `${this.settings.publicUrl}/invite/${token}` : null;
  }

  private async send(tx: Tx, invitation: Invitation, batchName: string | null): Promise<void> {
    const link = this.linkOf(invitation);
    if (!link) throw new Error('an invitation just sealed cannot be opened');
    const [sender] = await this.people.listPeople([invitation.invitedBy]);
    const known = await this.people.findByAddresses([invitation.address]);
    const academyName = (await this.installation.find())?.academyName ?? 'Dryrun';
    const personId = known.get(invitation.address)?.id ?? null;
    await this.mail.enqueue(
      tx,
      invitationMail({ invitation, link, academyName, batchName, senderName: sender?.name ?? academyName, personId }),
    );
  }

  /** A mail that has not left yet would bring a dead link. */
  private async takeMailBack(tx: Tx, invitationId: string): Promise<void> {
    await this.mail.withdraw(
      tx,
      invitationKey(invitationId),
      INVITATION_MAIL,
      'The invitation ended, or has another link by now, before this could be sent.',
    );
  }

  private async record(tx: Tx, invitation: Invitation, action: string, actorId: string): Promise<void> {
    await this.audit.record(tx, {
      actorId,
      action,
      subjectType: 'invitation',
      subjectId: invitation.id,
      personId: null,
      batchId: invitation.batchId,
      after: { roles: invitation.roles, expiresAt: invitation.expiresAt },
    });
  }
}

/** Opens the link of an invitation for somebody who may be anybody: wrong ones are counted, and soon have to wait. */
@Injectable()
export class InvitationLinks {
  constructor(
    private readonly attempts: Attempts,
    private readonly invitations: Invitations,
  ) {}

  /** @throws Refusal `invitation_over` alike for a wrong, used, withdrawn and expired token; `too_many_requests` */
  open(token: string, clientAddress: string): Promise<Invitation> {
    const attempt = { kind: 'link', account: null, address: clientAddress } as const;
    return this.attempts.guess(attempt, () => this.invitations.ofToken(token));
  }
}
