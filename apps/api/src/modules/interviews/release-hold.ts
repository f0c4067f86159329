import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Scheduling } from '../scheduling/index.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';

/** Gives a kept time back to everybody. A hold that is over already, however it ended, is left as it is. */
@Injectable()
export class ReleaseHold {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly scheduling: Scheduling,
  ) {}

  async run(actor: Actor, holdId: string): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const hold = await this.scheduling.hold(holdId);
      const interview = await this.policy.lockHeld(tx, actor, hold);
      if (!(await this.scheduling.release(tx, holdId, now))) return;
      const before = { bookingId: holdId, startsAt: interview.startsAt, mentorId: interview.mentorId };
      await this.writes.tell(tx, { actorId: actor.personId, action: 'interview.release_hold', interview, before });
    });
  }
}
