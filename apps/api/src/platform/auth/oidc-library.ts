import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Clock } from '../clock/clock.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Database } from '../db/database.ts';
import { createOidc, OIDC_RETURN_PATH, type OidcProvider } from './better-auth.ts';
import { SessionCookie } from './session-cookie.ts';

export { OIDC_RETURN_PATH, type OidcProvider } from './better-auth.ts';

/** What the provider sent back through the browser. */
export interface OidcReturn {
  state: string;
  code?: string;
  error?: string;
  iss?: string;
}

/** The token of the session that the library made, or its word for what went wrong. */
export type OidcOutcome = { sessionToken: string } | { fault: string };

const PATIENCE_MS = 10_000;
/** What the provider says of itself is asked anew after this. */
const FRESH_MS = 60 * 60_000;

const Discovery = z.looseObject({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});

/** OpenID Connect by better-auth: one instance per provider, made when first needed. Talks to the provider outside of transactions. */
@Injectable()
export class OidcLibrary {
  private current: { key: string; library: ReturnType<typeof createOidc>; madeAt: number } | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly database: Database,
    private readonly cookie: SessionCookie,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  get redirectUrl(): string {
    return this.settings.publicUrl + OIDC_RETURN_PATH;
  }

  /** Where to send the browser, with the cookie that binds the way back to it; null when the provider cannot be asked. */
  async begin(provider: OidcProvider): Promise<{ url: string; cookies: string[] } | null> {
    try {
      const response = await inTime(
        this.libraryOf(provider).api.signInSocial({
          body: {
            provider: 'oidc',
            callbackURL: `${this.settings.publicUrl}/today`,
            errorCallbackURL: `${this.settings.publicUrl}/sign-in`,
            disableRedirect: true,
          },
          headers: new Headers(),
          asResponse: true,
        }),
      );
      const { url } = (await response.json()) as { url?: string };
      if (response.ok && url) return { url, cookies: response.headers.getSetCookie() };
    } catch {
      // Told below: what is wrong with a provider shows in its test.
    }
    this.current = null;
    return null;
  }

  async finish(provider: OidcProvider, back: OidcReturn, cookieHeader: string): Promise<OidcOutcome> {
    const url = new URL('/api/auth/callback/oidc', this.settings.publicUrl);
    for (const [name, value] of Object.entries(back)) if (typeof value === 'string') url.searchParams.set(name, value);
    const own = cookieHeader.split(/;\s*/).filter((c) => /^[^=]*dryrun\.state=/.test(c));
    const response = await inTime(
      this.libraryOf(provider).handler(new Request(url, { headers: { cookie: own.join('; ') } })),
    ).catch(() => null);
    const sessionToken = this.cookie.read(
      response?.headers
        .getSetCookie()
        .map((c) => c.split(';', 1)[0])
        .join('; '),
    );
    if (sessionToken !== null) return { sessionToken };
    const location = response?.headers.get('location');
    return { fault: (location && new URL(location, this.settings.publicUrl).searchParams.get('error')) || 'no_answer' };
  }

  /** Can these settings work? null: yes; otherwise a sentence for the admin. */
  async fault(provider: OidcProvider): Promise<string | null> {
    try {
      const response = await fetch(provider.discoveryUrl, {
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { accept: 'application/json' },
      });
      if (!response.ok) return `The provider answered ${response.status} to its discovery address.`;
      const discovery = Discovery.safeParse(await response.json().catch(() => null));
      if (!discovery.success)
        return 'What stands at the discovery address is not the description of an OpenID provider. It usually ends in /.well-known/openid-configuration.';
      const keys = await fetch(discovery.data.jwks_uri, { signal: AbortSignal.timeout(PATIENCE_MS) });
      return keys.ok ? null : `The provider answered ${keys.status} when asked for its keys.`;
    } catch {
      return 'The provider cannot be reached from this server. Check the address and whether the server may connect to it.';
    }
  }

  private libraryOf(provider: OidcProvider): ReturnType<typeof createOidc> {
    const key = JSON.stringify(provider);
    const now = this.clock.now().getTime();
    if (this.current?.key !== key || now - this.current.madeAt > FRESH_MS)
      this.current = { key, library: createOidc(this.settings, this.source, this.database, provider), madeAt: now };
    return this.current.library;
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the provider took too long')), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
