import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../platform/config/settings.ts';
import { Database } from '../../../platform/db/database.ts';
import { notFound, Refusal } from '../../../platform/http/refusal.ts';
import { InstallationStore, showsDemo } from './installation.store.ts';
import { SetupLinks } from './setup-links.ts';

/**
 * *Start my academy*: clears everything of the demo but the content, for good, and answers where the real academy is set up.
 * From then on this database remembers that it shows no demo, whatever DEMO says.
 */
@Injectable()
export class StartAcademy {
  constructor(
    private readonly database: Database,
    private readonly installations: InstallationStore,
    private readonly links: SetupLinks,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws Refusal `not_found` outside a demo, `invalid_input` unless the name of the demo academy was typed */
  async run(confirmation: string): Promise<string> {
    return this.database.write(async (tx) => {
      const row = await this.installations.lock(tx);
      if (!row || !showsDemo(this.settings, row)) throw notFound();
      if (confirmation.toLowerCase() !== row.academyName.toLowerCase())
        throw new Refusal(
          'invalid_input',
          'Nothing was cleared. Type the name of the demo academy to say that you mean it.',
          {
            errors: [{ pointer: '/body/confirmation', message: `Type “${row.academyName}”.` }],
          },
        );
      await this.installations.clearAcademy(tx);
      await this.installations.insertBlank(tx);
      return this.links.issue(tx);
    });
  }
}
