import { Injectable } from '@nestjs/common';
import { OidcLibrary, type OidcReturn } from '../../../platform/auth/oidc-library.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/db/database.ts';
import { notFound, Refusal } from '../../../platform/http/refusal.ts';
import { Attempts } from './attempts.ts';
import { SessionStore } from './session.store.ts';
import { Sessions, type SigningBrowser } from './sessions.ts';
import { SignInSettings } from './sign-in-settings.ts';

/** What goes wrong between a person and the provider; everything else is the provider's or our settings' fault and is noted. */
const PERSONS_OWN: Record<string, string> = {
  access_denied: 'You cancelled at the provider, or it does not let you in here. Try again, or sign in another way.',
  state_mismatch:
    'It took too long, began in another browser, or this page was loaded twice. Start again from the sign-in page.',
  state_not_found:
    'It took too long, began in another browser, or this page was loaded twice. Start again from the sign-in page.',
  account_not_linked: '',
  signup_disabled: '',
  email_not_found: '',
};
/** One answer for all, so that nobody learns by an address they claim at a provider who is here. */
const NO_ACCOUNT =
  'No account here may be opened with it. An admin has to have invited your address, and both your provider and Dryrun must have confirmed it: sign in once by mail, then this works too.';

/** Sign-in through the academy's OpenID Connect provider: for people who exist, by an address confirmed on both sides. */
@Injectable()
export class SignInThroughOidc {
  constructor(
    private readonly database: Database,
    private readonly library: OidcLibrary,
    private readonly settings: SignInSettings,
    private readonly sessionStore: SessionStore,
    private readonly sessions: Sessions,
    private readonly attempts: Attempts,
    private readonly clock: Clock,
  ) {}

  async begin(address: string): Promise<{ url: string; cookies: string[] }> {
    await this.attempts.count({ kind: 'token', account: null, address });
    const provider = await this.settings.oidcInUse();
    if (!provider) throw notFound();
    const started = await this.library.begin(provider);
    if (started) return started;
    await this.settings.noteOidc(
      (await this.library.fault(provider)) ?? 'The provider could not be asked to begin a sign-in.',
    );
    throw new Refusal(
      'oidc_failed',
      'The provider cannot be reached right now. Try again in a moment, or sign in another way.',
    );
  }

  /** Answers the `Set-Cookie` value. One factor: whoever has a second one is asked for it next. */
  async run(back: OidcReturn, cookieHeader: string, browser: SigningBrowser): Promise<string> {
    await this.attempts.count({ kind: 'token', account: null, address: browser.address });
    const provider = await this.settings.oidcInUse();
    if (!provider) throw notFound();
    const outcome = await this.library.finish(provider, back, cookieHeader);
    if ('fault' in outcome) throw await this.refusal(outcome.fault);
    const cookie = await this.database.write(async (tx) => {
      const made = await this.sessionStore.find(outcome.sessionToken, this.clock.now());
      await this.sessionStore.removeByToken(tx, outcome.sessionToken);
      return made && this.sessions.start(tx, { personId: made.personId, method: 'oidc' }, browser);
    });
    if (cookie === null) throw new Refusal('oidc_failed', NO_ACCOUNT);
    await this.settings.noteOidc(null);
    return cookie;
  }

  private async refusal(fault: string): Promise<Refusal> {
    const own = PERSONS_OWN[fault];
    if (own !== undefined) return new Refusal('oidc_failed', own || NO_ACCOUNT);
    await this.settings.noteOidc(
      `The last sign-in failed (${fault.replace(/[^a-z_]/gi, '').slice(0, 60)}). Check client id, secret and the address that the provider sends people back to.`,
    );
    return new Refusal(
      'oidc_failed',
      'The provider’s answer could not be used. Your admin sees why in the settings; meanwhile sign in another way.',
    );
  }
}
