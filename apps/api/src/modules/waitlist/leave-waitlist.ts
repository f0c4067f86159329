import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { EndWaiting } from './end-waiting.ts';
import { WaitlistPolicy } from './waitlist.policy.ts';
import { WaitlistWrites } from './waitlist-writes.ts';

/** Stops waiting. An open offer goes to the next one. */
@Injectable()
export class LeaveWaitlist {
  constructor(
    private readonly writes: WaitlistWrites,
    private readonly policy: WaitlistPolicy,
    private readonly end: EndWaiting,
  ) {}

  async run(actor: Actor, entryId: string): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const entry = await this.policy.lockEntry(tx, actor, entryId);
      await this.end.entry(tx, actor.personId, entry, 'left', now);
    });
  }
}
