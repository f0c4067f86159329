import { Controller } from '@nestjs/common';
import { signInSettingsEndpoints as e } from '@dryrun/contracts/sign-in-settings.contract';
import { Endpoint, type In, type SignedInContext } from '../../../platform/http/endpoint.ts';
import { LetBackIn } from './let-back-in.ts';
import { SaveSignInSettings } from './save-sign-in-settings.ts';

@Controller()
export class SignInSettingsController {
  constructor(
    private readonly settings: SaveSignInSettings,
    private readonly help: LetBackIn,
  ) {}

  @Endpoint(e.get)
  get(_: In<typeof e.get>, _context: SignedInContext) {
    return this.settings.view();
  }

  @Endpoint(e.requireSecondFactor)
  async requireSecondFactor({ body }: In<typeof e.requireSecondFactor>, { actor }: SignedInContext) {
    await this.settings.requireSecondFactor(actor, body.isRequired);
    return this.settings.view();
  }

  @Endpoint(e.letBackIn)
  async letBackIn({ body }: In<typeof e.letBackIn>, { actor }: SignedInContext): Promise<undefined> {
    await this.help.run(actor.personId, body.email);
  }

  @Endpoint(e.saveOidc)
  async saveOidc({ body }: In<typeof e.saveOidc>, { actor }: SignedInContext) {
    await this.settings.saveOidc(actor, body);
    return this.settings.view();
  }

  @Endpoint(e.testOidc)
  testOidc(_: In<typeof e.testOidc>, _context: SignedInContext) {
    return this.settings.testOidc();
  }
}
