import { Controller } from '@nestjs/common';
import { securityEndpoints as e } from '@dryrun/contracts/security.contract';
import { Endpoint, type In, type SignedInContext } from '../../../platform/http/endpoint.ts';
import { ConfirmIdentity } from './confirm-identity.ts';

@Controller()
export class ConfirmController {
  constructor(private readonly identity: ConfirmIdentity) {}

  @Endpoint(e.confirmWays)
  ways(_: In<typeof e.confirmWays>, { session }: SignedInContext) {
    return this.identity.ways(session);
  }

  @Endpoint(e.confirmWithPassword)
  async withPassword(
    { body }: In<typeof e.confirmWithPassword>,
    { session, address }: SignedInContext,
  ): Promise<undefined> {
    await this.identity.withPassword(session, body.password, address);
  }

  @Endpoint(e.confirmWithPasskey)
  async withPasskey(
    { body }: In<typeof e.confirmWithPasskey>,
    { session, address, cookieHeader }: SignedInContext,
  ): Promise<undefined> {
    await this.identity.withPasskey(session, { answer: body.answer, cookieHeader }, address);
  }

  @Endpoint(e.askConfirmMail)
  askMail(_: In<typeof e.askConfirmMail>, { session, address }: SignedInContext) {
    return this.identity.askMail(session, address);
  }

  @Endpoint(e.confirmWithCode)
  async withCode({ body }: In<typeof e.confirmWithCode>, { session, address }: SignedInContext): Promise<undefined> {
    await this.identity.withCode(session, body, address);
  }
}
