import { Injectable } from '@nestjs/common';
import type { HoldView } from '@dryrun/contracts/interviews.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Identity } from '../identity/index.ts';
import { Scheduling, type Hold } from '../scheduling/index.ts';
import { GoalViews } from './goal-views.ts';
import { InterviewsStore } from './interviews.store.ts';

/** The time kept for a learner. */
@Injectable()
export class HoldsQueries {
  constructor(
    private readonly cohorts: Cohorts,
    private readonly scheduling: Scheduling,
    private readonly store: InterviewsStore,
    private readonly identity: Identity,
    private readonly goals: GoalViews,
    private readonly clock: Clock,
  ) {}

  /** The actor's own hold in a batch; null when nothing is kept for them right now. */
  async mine(actor: Actor, batchId: string): Promise<HoldView | null> {
    await this.cohorts.authorize(actor, 'interview:book', batchId);
    const hold = await this.scheduling.currentHold(actor.personId, batchId, this.clock.now());
    return hold && this.view(hold);
  }

  /** The hold that was made just now. */
  async made(holdId: string): Promise<HoldView> {
    const hold = await this.scheduling.hold(holdId);
    if (!hold) throw new Error(`hold ${holdId} does not exist`);
    return this.view(hold);
  }

  private async view(hold: Hold): Promise<HoldView> {
    const interview = await this.store.find(hold.referenceId);
    const mentor = interview && (await this.identity.people([interview.mentorId])).get(interview.mentorId);
    const [goal] = interview ? await this.goals.of([interview]) : [];
    if (!interview || !mentor || !goal) throw new Error(`hold ${hold.id} refers to what does not exist`);
    return {
      id: hold.id,
      batchId: interview.batchId,
      interviewId: interview.id,
      startsAt: interview.startsAt.toISOString(),
      endsAt: interview.endsAt.toISOString(),
      mentor,
      goal,
      heldUntil: hold.heldUntil.toISOString(),
    };
  }
}
