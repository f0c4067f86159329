import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { SaveOidcBody, SignInSettingsView } from '@dryrun/contracts/sign-in-settings.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { OidcLibrary } from '../../../platform/auth/oidc-library.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { SignInSettings } from '../sign-in/sign-in-settings.ts';

/** The audit names rows by id; an installation has one of these. */
const SETTINGS_ID = '00000000-0000-0000-0000-000000000000';

/** What academy admins decide about signing in, and what they see of it. */
@Injectable()
export class SaveSignInSettings {
  constructor(
    private readonly database: Database,
    private readonly settings: SignInSettings,
    private readonly library: OidcLibrary,
    private readonly audit: Audit,
  ) {}

  async view(): Promise<SignInSettingsView> {
    const oidc = await this.settings.oidc();
    const health = await this.settings.oidcHealth();
    const state = !oidc?.isOn ? 'off' : !health ? 'untried' : health.isOk ? 'ok' : 'failing';
    return {
      isSecondFactorRequired: await this.settings.isSecondFactorRequired(),
      oidc: {
        isOn: oidc?.isOn ?? false,
        name: oidc?.name ?? '',
        discoveryUrl: oidc?.discoveryUrl ?? '',
        clientId: oidc?.clientId ?? '',
        hasSecret: await this.settings.hasOidcSecret(),
        redirectUrl: this.library.redirectUrl,
        state,
        checkedAt: health?.at ?? null,
        lastError: health?.error ?? null,
      },
    };
  }

  async requireSecondFactor(actor: Actor, isRequired: boolean): Promise<void> {
    await this.database.write(async (tx) => {
      const before = await this.settings.isSecondFactorRequired();
      await this.settings.requireSecondFactor(tx, isRequired, actor.personId);
      await this.record(tx, actor, 'signInSettings.second_factor', { isRequired: before }, { isRequired });
    });
  }

  async saveOidc(actor: Actor, { clientSecret, ...oidc }: z.infer<typeof SaveOidcBody>): Promise<void> {
    await this.database.write(async (tx) => {
      if (oidc.isOn && clientSecret === null && !(await this.settings.hasOidcSecret()))
        throw new Refusal(
          'invalid_input',
          'Nothing was changed. Give the client secret that the provider shows beside the client id.',
          {
            errors: [{ pointer: '/body/clientSecret', message: 'The provider’s secret is needed once.' }],
          },
        );
      const before = await this.settings.oidc();
      await this.settings.saveOidc(tx, oidc, clientSecret, actor.personId);
      await this.record(tx, actor, 'signInSettings.oidc', before, { ...oidc, isSecretNew: clientSecret !== null });
    });
  }

  async testOidc(): Promise<{ isOk: boolean; error: string | null }> {
    const provider = await this.settings.oidcInUse();
    if (!provider) return { isOk: false, error: 'It is switched off, or its secret is missing.' };
    const error = await this.library.fault(provider);
    await this.settings.noteOidc(error);
    return { isOk: error === null, error };
  }

  private record(
    tx: Tx,
    actor: Actor,
    action: string,
    before: Record<string, unknown> | null,
    after: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, {
      actorId: actor.personId,
      action,
      subjectType: 'signInSettings',
      subjectId: SETTINGS_ID,
      personId: null,
      batchId: null,
      before,
      after,
    });
  }
}
