import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { InstallationStore, showsDemo } from './academy/installation.store.ts';
import { IdentityStore } from './identity.store.ts';
import { Sessions, type SigningBrowser } from './sign-in/sessions.ts';

/** Signs a browser in as a seeded person with one tap. Does not exist unless DEMO=on, which only runs on loopback. */
@Injectable()
export class DemoSignIn {
  constructor(
    private readonly database: Database,
    private readonly store: IdentityStore,
    private readonly installations: InstallationStore,
    private readonly sessions: Sessions,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Answers the `Set-Cookie` value. */
  async run(key: string, browser: SigningBrowser): Promise<string> {
    if (!showsDemo(this.settings, await this.installations.find())) throw notFound();
    const person = await this.store.findDemoPerson(key);
    if (!person) throw notFound();
    return this.database.write((tx) => this.sessions.start(tx, { personId: person.id, method: 'demo' }, browser));
  }
}
