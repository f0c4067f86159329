import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Database } from '../db/database.ts';
import { createPasskeys } from './better-auth.ts';

/** Whom a passkey is being made for, as the browser shows them beside it. */
export interface PasskeyOwner {
  id: string;
  name: string;
  displayName: string;
}

/** The first half of a ceremony: what the browser is asked, and the cookies that bind it to this browser. */
export interface CeremonyStart {
  options: Record<string, unknown>;
  cookies: string[];
}

/** A ceremony's answer as the browser gave it, with the Cookie header that came along. */
export interface CeremonyAnswer {
  answer: Record<string, unknown>;
  cookieHeader: string;
}

/**
 * WebAuthn ceremonies by better-auth. They run inside the caller's transaction, so a refusal afterwards undoes what the
 * library wrote. A ceremony that fails answers null, whatever the reason.
 */
@Injectable()
export class PasskeyLibrary {
  private readonly owner = new AsyncLocalStorage<string>();
  private readonly library: ReturnType<typeof createPasskeys>;

  constructor(source: DataSource, database: Database, @Inject(SETTINGS) settings: Settings) {
    this.library = createPasskeys(settings, source, database, () => {
      const owner = this.owner.getStore();
      if (!owner) throw new Error('a passkey is being made for nobody');
      return owner;
    });
  }

  /** Asks for any passkey of this site. */
  async askForPasskey(): Promise<CeremonyStart> {
    return started(
      await this.library.api.generatePasskeyAuthenticationOptions({ headers: new Headers(), asResponse: true }),
    );
  }

  /** Whose passkey it was, and the token of the session that the library made meanwhile. */
  async recognise({
    answer,
    cookieHeader,
  }: CeremonyAnswer): Promise<{ personId: string; sessionToken: string } | null> {
    try {
      const { session } = await this.library.api.verifyPasskeyAuthentication({
        body: { response: answer as never },
        headers: ceremonyHeaders(cookieHeader),
      });
      return { personId: session.userId, sessionToken: session.token };
    } catch {
      return null;
    }
  }

  /** Asks the browser to make a passkey for this person. */
  async askToMake({ id, name, displayName }: PasskeyOwner): Promise<CeremonyStart> {
    const { options, cookies } = await this.owner.run(id, async () =>
      started(
        await this.library.api.generatePasskeyRegistrationOptions({
          headers: new Headers(),
          query: {},
          asResponse: true,
        }),
      ),
    );
    return { options: { ...options, user: { ...(options['user'] as object), name, displayName } }, cookies };
  }

  /** Keeps the passkey that was made. Whom for says the first half: compare `personId` with who is asking now. */
  async keep(name: string, { answer, cookieHeader }: CeremonyAnswer): Promise<{ id: string; personId: string } | null> {
    try {
      const kept = await this.library.api.verifyPasskeyRegistration({
        body: { response: answer, name },
        headers: ceremonyHeaders(cookieHeader),
      });
      return { id: kept.id, personId: kept.userId };
    } catch {
      return null;
    }
  }
}

async function started(response: Response): Promise<CeremonyStart> {
  if (!response.ok) throw new Error(`a passkey ceremony could not begin: ${response.status}`);
  return { options: (await response.json()) as Record<string, unknown>, cookies: response.headers.getSetCookie() };
}

/** Only the ceremony's own cookie: better-auth is never asked about sessions. */
function ceremonyHeaders(cookieHeader: string): Headers {
  const own = cookieHeader.split(/;\s*/).filter((c) => /^[^=]*passkey_challenge=/.test(c));
  return new Headers({ cookie: own.join('; ') });
}
