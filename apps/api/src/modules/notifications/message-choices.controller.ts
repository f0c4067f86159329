import { Controller } from '@nestjs/common';
import { messageChoiceEndpoints as e } from '@dryrun/contracts/message-choices.contract';
import type { MessageChoicesView } from '@dryrun/contracts/message-choices.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { ChooseMessages } from './choose-messages.ts';

@Controller()
export class MessageChoicesController {
  constructor(private readonly choosing: ChooseMessages) {}

  @Endpoint(e.choices)
  choices(_: In<typeof e.choices>, { actor }: SignedInContext) {
    return this.view(actor);
  }

  @Endpoint(e.choose)
  async choose({ body }: In<typeof e.choose>, { actor }: SignedInContext) {
    await this.choosing.run(actor, body);
    return this.view(actor);
  }

  private async view(actor: Actor): Promise<MessageChoicesView> {
    const { muted, hasQuietHours } = await this.choosing.mine(actor);
    return { muted: [...muted], hasQuietHours };
  }
}
