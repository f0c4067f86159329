import { Controller } from '@nestjs/common';
import { signInEndpoints as e } from '@dryrun/contracts/sign-in.contract';
import { Endpoint, type In, type RequestContext, type SignedInContext } from '../../../platform/http/endpoint.ts';
import { SecurityQueries } from '../security/security.queries.ts';
import { MailedProofs } from './mailed-proofs.ts';
import { ResetPassword } from './reset-password.ts';
import { SecondFactor } from './second-factor.ts';
import { Sessions } from './sessions.ts';
import { SignInByMail } from './sign-in-by-mail.ts';
import { SignInThroughOidc } from './sign-in-through-oidc.ts';
import { SignInWithPasskey } from './sign-in-with-passkey.ts';
import { SignInWithPassword } from './sign-in-with-password.ts';

@Controller()
export class SignInController {
  constructor(
    private readonly queries: SecurityQueries,
    private readonly password: SignInWithPassword,
    private readonly proofs: MailedProofs,
    private readonly mail: SignInByMail,
    private readonly passkey: SignInWithPasskey,
    private readonly oidc: SignInThroughOidc,
    private readonly factor: SecondFactor,
    private readonly reset: ResetPassword,
    private readonly sessions: Sessions,
  ) {}

  @Endpoint(e.ways)
  ways(_: In<typeof e.ways>, _context: RequestContext) {
    return this.queries.ways();
  }

  @Endpoint(e.step)
  step(_: In<typeof e.step>, { session }: SignedInContext) {
    return this.queries.step(session);
  }

  @Endpoint(e.withPassword)
  async withPassword({ body }: In<typeof e.withPassword>, context: RequestContext): Promise<undefined> {
    context.setCookie(await this.password.run(body, context));
  }

  @Endpoint(e.askMail)
  askMail({ body }: In<typeof e.askMail>, { address }: RequestContext) {
    return this.proofs.ask('signIn', body.email, null, address);
  }

  @Endpoint(e.withCode)
  async withCode({ body }: In<typeof e.withCode>, context: RequestContext): Promise<undefined> {
    context.setCookie(await this.mail.run(body, context));
  }

  @Endpoint(e.withLink)
  async withLink({ body }: In<typeof e.withLink>, context: RequestContext): Promise<undefined> {
    context.setCookie(await this.mail.run(body, context));
  }

  @Endpoint(e.passkeyOptions)
  async passkeyOptions(_: In<typeof e.passkeyOptions>, context: RequestContext) {
    const { options, cookies } = await this.passkey.begin(context.address);
    cookies.forEach(context.setCookie);
    return { options };
  }

  @Endpoint(e.withPasskey)
  async withPasskey({ body }: In<typeof e.withPasskey>, context: RequestContext): Promise<undefined> {
    context.setCookie(await this.passkey.run({ answer: body.answer, cookieHeader: context.cookieHeader }, context));
  }

  @Endpoint(e.oidcStart)
  async oidcStart(_: In<typeof e.oidcStart>, context: RequestContext) {
    const { url, cookies } = await this.oidc.begin(context.address);
    cookies.forEach(context.setCookie);
    return { url };
  }

  @Endpoint(e.oidcFinish)
  async oidcFinish({ body }: In<typeof e.oidcFinish>, context: RequestContext): Promise<undefined> {
    context.setCookie(await this.oidc.run(body, context.cookieHeader, context));
  }

  @Endpoint(e.secondFactor)
  async secondFactor({ body }: In<typeof e.secondFactor>, context: SignedInContext): Promise<undefined> {
    context.setCookie(await this.factor.run(context.session, body.code, context.address));
  }

  @Endpoint(e.signOut)
  async signOut(_: In<typeof e.signOut>, context: RequestContext): Promise<undefined> {
    context.setCookie(await this.sessions.end(context));
  }

  @Endpoint(e.askReset)
  askReset({ body }: In<typeof e.askReset>, { address }: RequestContext) {
    return this.proofs.ask('reset', body.email, null, address);
  }

  @Endpoint(e.resetPassword)
  async resetPassword({ body }: In<typeof e.resetPassword>, context: RequestContext): Promise<undefined> {
    context.setCookie(await this.reset.run(body, context));
  }
}
