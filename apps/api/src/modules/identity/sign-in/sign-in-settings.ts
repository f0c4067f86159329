import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { OidcProvider } from '../../../platform/auth/better-auth.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { StoredSettings } from '../../../platform/settings/stored-settings.ts';

const REQUIRED_KEY = 'identity.two_factor_required_for_admins';
const OIDC_KEY = 'identity.oidc';
const OIDC_SECRET_KEY = 'identity.oidc_secret';
const OIDC_HEALTH_KEY = 'identity.oidc_health';

const OidcSettings = z.object({ isOn: z.boolean(), name: z.string(), discoveryUrl: z.string(), clientId: z.string() });
export type OidcSettings = z.infer<typeof OidcSettings>;

const OidcHealth = z.object({ isOk: z.boolean(), at: z.iso.datetime(), error: z.string().nullable() });
/** How the last sign-in or test through the provider went. */
export type OidcHealth = z.infer<typeof OidcHealth>;

/** What an academy decided about signing in. */
@Injectable()
export class SignInSettings {
  constructor(
    private readonly stored: StoredSettings,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** On until an academy switches it off. */
  async isSecondFactorRequired(): Promise<boolean> {
    return (await this.stored.get(REQUIRED_KEY, z.boolean())) ?? true;
  }

  async requireSecondFactor(tx: Tx, isRequired: boolean, by: string): Promise<void> {
    await this.stored.set(tx, REQUIRED_KEY, isRequired, { by });
  }

  async oidc(): Promise<OidcSettings | null> {
    return this.stored.get(OIDC_KEY, OidcSettings);
  }

  hasOidcSecret(): Promise<boolean> {
    return this.stored.isSet(OIDC_SECRET_KEY);
  }

  /** The provider in use; null while it is off, incomplete, or its secret was sealed by another SESSION_SECRET. */
  async oidcInUse(): Promise<(OidcProvider & { name: string }) | null> {
    const settings = await this.oidc();
    if (!settings?.isOn) return null;
    const clientSecret = await this.stored.get(OIDC_SECRET_KEY, z.string());
    return clientSecret === null
      ? null
      : { name: settings.name, discoveryUrl: settings.discoveryUrl, clientId: settings.clientId, clientSecret };
  }

  /** @param secret null keeps the present one */
  async saveOidc(tx: Tx, settings: OidcSettings, secret: string | null, by: string): Promise<void> {
    await this.stored.set(tx, OIDC_KEY, settings, { by });
    if (secret !== null) await this.stored.set(tx, OIDC_SECRET_KEY, secret, { isSecret: true, by });
    await this.stored.remove(tx, OIDC_HEALTH_KEY);
  }

  oidcHealth(): Promise<OidcHealth | null> {
    return this.stored.get(OIDC_HEALTH_KEY, OidcHealth);
  }

  async noteOidc(error: string | null): Promise<void> {
    const health: OidcHealth = { isOk: error === null, at: this.clock.now().toISOString(), error };
    await this.database.write((tx) => this.stored.set(tx, OIDC_HEALTH_KEY, health));
  }
}
