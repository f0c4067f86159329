import { Controller } from '@nestjs/common';
import { securityEndpoints as e } from '@dryrun/contracts/security.contract';
import { Endpoint, type In, type SignedInContext } from '../../../platform/http/endpoint.ts';
import { Authenticators } from './authenticators.ts';
import { ChangeAddress } from './change-address.ts';
import { EndSessions } from './end-sessions.ts';
import { Passkeys } from './passkeys.ts';
import { SecurityQueries } from './security.queries.ts';
import { SetPassword } from './set-password.ts';

@Controller()
export class SecurityController {
  constructor(
    private readonly queries: SecurityQueries,
    private readonly ending: EndSessions,
    private readonly password: SetPassword,
    private readonly authenticators: Authenticators,
    private readonly passkeys: Passkeys,
    private readonly address: ChangeAddress,
  ) {}

  @Endpoint(e.get)
  get(_: In<typeof e.get>, { session }: SignedInContext) {
    return this.queries.security(session);
  }

  @Endpoint(e.sessions)
  sessions(_: In<typeof e.sessions>, { session }: SignedInContext) {
    return this.queries.listSessions(session);
  }

  @Endpoint(e.endSession)
  async endSession({ params }: In<typeof e.endSession>, { session }: SignedInContext): Promise<undefined> {
    await this.ending.one(session, params.sessionId);
  }

  @Endpoint(e.endOtherSessions)
  async endOtherSessions(_: In<typeof e.endOtherSessions>, { session }: SignedInContext): Promise<undefined> {
    await this.ending.others(session);
  }

  @Endpoint(e.setPassword)
  async setPassword({ body }: In<typeof e.setPassword>, context: SignedInContext): Promise<undefined> {
    context.setCookie(await this.password.run(context.session, body.password));
  }

  @Endpoint(e.startAuthenticator)
  startAuthenticator(_: In<typeof e.startAuthenticator>, { session }: SignedInContext) {
    return this.authenticators.begin(session);
  }

  @Endpoint(e.confirmAuthenticator)
  async confirmAuthenticator({ body }: In<typeof e.confirmAuthenticator>, context: SignedInContext) {
    const { cookie, recoveryCodes } = await this.authenticators.confirm(context.session, body.code, context.address);
    context.setCookie(cookie);
    return { recoveryCodes };
  }

  @Endpoint(e.removeAuthenticator)
  async removeAuthenticator(_: In<typeof e.removeAuthenticator>, { session }: SignedInContext): Promise<undefined> {
    await this.authenticators.remove(session);
  }

  @Endpoint(e.newRecoveryCodes)
  newRecoveryCodes(_: In<typeof e.newRecoveryCodes>, { session }: SignedInContext) {
    return this.authenticators.renewCodes(session);
  }

  @Endpoint(e.passkeyOptions)
  async passkeyOptions(_: In<typeof e.passkeyOptions>, context: SignedInContext) {
    const { options, cookies } = await this.passkeys.begin(context.session);
    cookies.forEach(context.setCookie);
    return { options };
  }

  @Endpoint(e.addPasskey)
  async addPasskey({ body }: In<typeof e.addPasskey>, context: SignedInContext) {
    const { passkey, cookie } = await this.passkeys.add(context.session, body.name, {
      answer: body.answer,
      cookieHeader: context.cookieHeader,
    });
    context.setCookie(cookie);
    return passkey;
  }

  @Endpoint(e.renamePasskey)
  async renamePasskey({ params, body }: In<typeof e.renamePasskey>, { session }: SignedInContext): Promise<undefined> {
    await this.passkeys.rename(session, params.passkeyId, body.name);
  }

  @Endpoint(e.removePasskey)
  async removePasskey({ params }: In<typeof e.removePasskey>, { session }: SignedInContext): Promise<undefined> {
    await this.passkeys.remove(session, params.passkeyId);
  }

  @Endpoint(e.askAddressChange)
  askAddressChange({ body }: In<typeof e.askAddressChange>, { session, address }: SignedInContext) {
    return this.address.ask(session, body.email, address);
  }

  @Endpoint(e.confirmAddressChange)
  async confirmAddressChange(
    { body }: In<typeof e.confirmAddressChange>,
    context: SignedInContext,
  ): Promise<undefined> {
    context.setCookie(await this.address.confirm(context.session, body.proof, context.address));
  }
}
