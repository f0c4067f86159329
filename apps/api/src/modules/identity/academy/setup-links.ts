import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../platform/config/settings.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Attempts } from '../sign-in/attempts.ts';
import { hashOfToken, newLinkToken } from '../people/link-token.ts';
import { InstallationStore, showsDemo, type InstallationRow } from './installation.store.ts';

export function setupLinkOver(): Refusal {
  return new Refusal(
    'setup_link_over',
    'Set-up links work once, and each start of Dryrun prints a new one. Nothing was changed. Use the newest link from the terminal; if the academy is set up already, just sign in.',
  );
}

/** The link with which the first admin sets the academy up. Only its hash is stored, and only the newest works. */
@Injectable()
export class SetupLinks {
  constructor(
    private readonly database: Database,
    private readonly store: InstallationStore,
    private readonly attempts: Attempts,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** A new link for an academy that nobody has set up; null when there is nothing to set up. For the terminal at each start. */
  async forTerminal(): Promise<string | null> {
    return this.database.write(async (tx) => {
      const row = await this.store.lock(tx);
      if (!row || row.setUpAt !== null || showsDemo(this.settings, row)) return null;
      return this.settings.publicUrl + (await this.issue(tx));
    });
  }

  /** Replaces the link; answers the path of the new one. */
  async issue(tx: Tx): Promise<string> {
    const token = newLinkToken();
    await this.store.update(tx, { setupTokenHash: hashOfToken(token) });
    return `/setup/${token}`;
  }

  /** Opens a link for somebody who may be anybody: wrong ones are counted. @throws Refusal as {@link check}, or `too_many_requests` */
  open(token: string, clientAddress: string): Promise<InstallationRow> {
    const attempt = { kind: 'link', account: null, address: clientAddress } as const;
    return this.attempts.guess(attempt, async () => this.check(await this.store.find(), token));
  }

  /** @throws Refusal `setup_link_over` alike for a wrong, used and replaced token */
  check(row: InstallationRow | null, token: string): InstallationRow {
    if (!row || row.setUpAt !== null || row.setupTokenHash === null || row.setupTokenHash !== hashOfToken(token))
      throw setupLinkOver();
    return row;
  }
}
