import { Controller } from '@nestjs/common';
import { notificationEndpoints as e } from '@dryrun/contracts/notifications.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { ChangeMailServer } from './change-mail-server.ts';
import { MailServerQueries } from './mail-server.queries.ts';
import { SendTestMail } from './send-test-mail.ts';

@Controller()
export class MailServerController {
  constructor(
    private readonly queries: MailServerQueries,
    private readonly change: ChangeMailServer,
    private readonly test: SendTestMail,
  ) {}

  @Endpoint(e.mailServer)
  read(_: In<typeof e.mailServer>, _context: SignedInContext) {
    return this.queries.view();
  }

  @Endpoint(e.saveMailServer)
  async save({ body }: In<typeof e.saveMailServer>, { actor }: SignedInContext) {
    await this.change.save(actor, body);
    return this.queries.view();
  }

  @Endpoint(e.removeMailServer)
  async remove(_: In<typeof e.removeMailServer>, { actor }: SignedInContext) {
    await this.change.remove(actor);
    return this.queries.view();
  }

  @Endpoint(e.pauseMail)
  async pause({ body }: In<typeof e.pauseMail>, { actor }: SignedInContext) {
    await this.change.pause(actor, body.isPaused);
    return this.queries.view();
  }

  @Endpoint(e.testMail)
  testMail(_: In<typeof e.testMail>, { actor }: SignedInContext) {
    return this.test.run(actor);
  }
}
