import { Injectable } from '@nestjs/common';
import type { SetupBody, SetupView } from '@dryrun/contracts/academy.contract';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Accounts } from '../people/accounts.ts';
import { Grants } from '../people/grants.ts';
import { Sessions, type SigningBrowser } from '../sign-in/sessions.ts';
import { InstallationStore } from './installation.store.ts';
import { SetupLinks } from './setup-links.ts';

/** Turns an empty installation, or one that still holds the demo, into an academy with its first admin. Works once. */
@Injectable()
export class SetUpAcademy {
  constructor(
    private readonly database: Database,
    private readonly installations: InstallationStore,
    private readonly links: SetupLinks,
    private readonly accounts: Accounts,
    private readonly grants: Grants,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async look(token: string, clientAddress: string): Promise<SetupView> {
    const row = await this.links.open(token, clientAddress);
    return { clearsDemo: row.demoSeededOn !== null };
  }

  /** Answers the `Set-Cookie` value of the new admin. */
  async run(body: SetupBody, browser: SigningBrowser): Promise<string> {
    await this.links.open(body.token, browser.address);
    const admin = await this.accounts.prepare(body, body.address);
    return this.database.write(async (tx) => {
      const row = this.links.check(await this.installations.lock(tx), body.token);
      if (row.demoSeededOn !== null) {
        await this.installations.clearAcademy(tx);
        await this.installations.insertBlank(tx);
      }
      const now = this.clock.now();
      await this.installations.update(tx, {
        academyName: body.academyName,
        timeZone: body.timeZone,
        setUpAt: now,
        setupTokenHash: null,
      });
      const personId = await this.accounts.create(tx, admin, 'setUp');
      if (personId === null) throw new Error('an installation that nobody set up already has people');
      await this.grants.give(tx, { personId, role: 'academyAdmin', batchId: null }, personId);
      await this.audit.record(tx, {
        actorId: personId,
        action: 'academy.set_up',
        subjectType: 'academy',
        subjectId: personId,
        personId: null,
        batchId: null,
        after: { name: body.academyName, timeZone: body.timeZone },
      });
      return this.sessions.start(tx, { personId, method: 'setUp' }, browser);
    });
  }
}
