import { Controller } from '@nestjs/common';
import { identityEndpoints as e } from '@dryrun/contracts/identity.contract';
import { Endpoint, type In, type RequestContext, type SignedInContext } from '../../platform/http/endpoint.ts';
import { DemoSignIn } from './demo-sign-in.ts';
import { IdentityQueries } from './identity.queries.ts';
import { UpdateMe } from './update-me.ts';

@Controller()
export class IdentityController {
  constructor(
    private readonly queries: IdentityQueries,
    private readonly changeMe: UpdateMe,
    private readonly demo: DemoSignIn,
  ) {}

  @Endpoint(e.installation)
  installation(_: In<typeof e.installation>, _context: RequestContext) {
    return this.queries.installation();
  }

  @Endpoint(e.me)
  me(_: In<typeof e.me>, { actor }: SignedInContext) {
    return this.queries.me(actor);
  }

  @Endpoint(e.updateMe)
  async updateMe({ body }: In<typeof e.updateMe>, { actor }: SignedInContext) {
    await this.changeMe.run(actor, body.timeZone);
    return this.queries.me(actor);
  }

  @Endpoint(e.demoPeople)
  demoPeople(_: In<typeof e.demoPeople>, _context: RequestContext) {
    return this.queries.demoPeople();
  }

  @Endpoint(e.demoSignIn)
  async demoSignIn({ body }: In<typeof e.demoSignIn>, context: RequestContext): Promise<undefined> {
    context.setCookie(await this.demo.run(body.key, context));
  }
}
