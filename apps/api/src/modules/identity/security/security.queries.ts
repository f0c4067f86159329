import { Inject, Injectable } from '@nestjs/common';
import { isIP } from 'node:net';
import type { SecurityView, SignInSessionView } from '@dryrun/contracts/security.contract';
import type { SignInStepView, SignInWaysView } from '@dryrun/contracts/sign-in.contract';
import { deviceWords } from '@dryrun/domain/identity/device-words';
import { placeOf } from '@dryrun/domain/identity/network-address';
import type { OpenSession } from '../../../platform/auth/open-session.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../../platform/config/settings.ts';
import { notFound } from '../../../platform/http/refusal.ts';
import { MailServer } from '../../../platform/mail/mail-server.ts';
import { CredentialStore } from '../sign-in/credential.store.ts';
import { FactorStore } from '../sign-in/factor.store.ts';
import { SessionStore } from '../sign-in/session.store.ts';
import { SignInSettings } from '../sign-in/sign-in-settings.ts';
import { LastFactor } from './last-factor.ts';

/** Reads about ways to sign in and what guards an account. */
@Injectable()
export class SecurityQueries {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly factors: FactorStore,
    private readonly sessions: SessionStore,
    private readonly lastFactor: LastFactor,
    private readonly mailServer: MailServer,
    private readonly signInSettings: SignInSettings,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async ways(): Promise<SignInWaysView> {
    const oidc = await this.signInSettings.oidcInUse();
    return { mail: await this.canMail(), passkeys: this.canUsePasskeys(), oidc: oidc && { name: oidc.name } };
  }

  async step({ actor, standing }: OpenSession): Promise<SignInStepView> {
    return {
      step: standing === 'open' ? 'done' : standing,
      hasAuthenticator: (await this.factors.findAuthenticator(actor.personId)) !== null,
      hasPasskey: (await this.factors.listPasskeys(actor.personId)).length > 0,
    };
  }

  async security({ actor }: OpenSession): Promise<SecurityView> {
    const person = await this.credentials.find(actor.personId);
    if (!person) throw notFound();
    const authenticator = await this.factors.findAuthenticator(actor.personId);
    const passkeys = await this.factors.listPasskeys(actor.personId);
    return {
      email: person.email,
      isEmailConfirmed: person.isEmailConfirmed,
      hasPassword: (await this.credentials.findPasswordOf(actor.personId)) !== null,
      authenticator: authenticator && {
        since: (authenticator.confirmedAt ?? authenticator.createdAt).toISOString(),
        recoveryCodesLeft: await this.factors.countRecoveryCodes(actor.personId),
      },
      passkeys: passkeys.map((p) => ({
        id: p.id,
        name: p.name ?? 'Passkey',
        addedAt: p.createdAt?.toISOString() ?? null,
        lastUsedAt: p.lastUsedAt?.toISOString() ?? null,
      })),
      isSecondFactorRequired: await this.lastFactor.isRequired(actor),
      canUsePasskeys: this.canUsePasskeys(),
      canMail: await this.canMail(),
    };
  }

  async listSessions({ actor, id }: OpenSession): Promise<{ items: SignInSessionView[] }> {
    const rows = await this.sessions.list(actor.personId, this.clock.now());
    const items = rows.map((s) => ({
      id: s.id,
      device: deviceWords(s.userAgent),
      place: placeOf(s.address),
      method: s.method,
      signedInAt: s.createdAt.toISOString(),
      lastSeenAt: s.lastSeenAt?.toISOString() ?? null,
      isThisOne: s.id === id,
    }));
    return { items: items.sort((a, b) => Number(b.isThisOne) - Number(a.isThisOne)) };
  }

  private async canMail(): Promise<boolean> {
    return (await this.mailServer.access()) !== null;
  }

  /** Browsers tie a passkey to a domain name: a bare network address has none. */
  private canUsePasskeys(): boolean {
    const host = new URL(this.settings.publicUrl).hostname.replace(/^\[|\]$/g, '');
    return isIP(host) === 0;
  }
}
