import { Controller } from '@nestjs/common';
import { backupEndpoints as e } from '@dryrun/contracts/backups.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { AskForBackup } from './ask-for-backup.ts';
import { BackupsQueries } from './backups.queries.ts';

@Controller()
export class BackupsController {
  constructor(
    private readonly queries: BackupsQueries,
    private readonly askForBackup: AskForBackup,
  ) {}

  @Endpoint(e.list)
  list(_: In<typeof e.list>, _context: SignedInContext) {
    return this.queries.list();
  }

  @Endpoint(e.make)
  async make(_: In<typeof e.make>, { actor }: SignedInContext) {
    return this.queries.view(await this.askForBackup.run(actor));
  }
}
