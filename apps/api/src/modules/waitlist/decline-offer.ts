import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { offerOver } from './accept-offer.ts';
import { EndWaiting } from './end-waiting.ts';
import { WaitlistPolicy } from './waitlist.policy.ts';
import { WaitlistWrites } from './waitlist-writes.ts';

/** Leaves an offered time to the next one; the learner keeps waiting for others. Only a time that was taken cannot be left. */
@Injectable()
export class DeclineOffer {
  constructor(
    private readonly writes: WaitlistWrites,
    private readonly policy: WaitlistPolicy,
    private readonly end: EndWaiting,
  ) {}

  async run(actor: Actor, offerId: string): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const { offer } = await this.policy.lockOffer(tx, actor, offerId);
      if (offer.endedAs === 'accepted') throw offerOver(offer);
      await this.end.offer(tx, actor.personId, offer, 'declined', now);
    });
  }
}
