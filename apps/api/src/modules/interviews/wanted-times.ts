import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { GoalBody, GoalView } from '@dryrun/contracts/interviews.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { Batch } from '../cohorts/index.ts';
import { GoalViews, type PinnedGoal } from './goal-views.ts';
import { Goals, type Wanted } from './goals.ts';
import { InterviewsStore } from './interviews.store.ts';
import { closedBatch } from './slot-reasons.ts';
import { SlotsQueries, type OpenTime } from './slots.queries.ts';

/** What other modules may ask about mocks that are not booked yet: what somebody wants, and when it could be. */
@Injectable()
export class WantedTimes {
  constructor(
    private readonly goals: Goals,
    private readonly slots: SlotsQueries,
    private readonly store: InterviewsStore,
    private readonly views: GoalViews,
  ) {}

  /** What the actor wants in a batch they may book in; `/body/goal` holds it. @throws Refusal as `Goals.resolve` */
  want(actor: Actor, batchId: string, goal: GoalBody): Promise<Wanted> {
    return this.goals.resolve(actor, 'interview:book', batchId, goal, '/body/goal');
  }

  /** The same for code that acts for the learner; null when something of it cannot be chosen any more. */
  wantOf(batch: Batch, learnerId: string, goal: GoalBody): Promise<Wanted | null> {
    return this.goals.ofLearner(batch, learnerId, goal);
  }

  /** Why nobody can book in a batch right now, in a sentence; null when learners may. */
  closed(batch: Batch): string | null {
    return closedBatch(batch);
  }

  /** Times that could be kept for the learner now, soonest first, the fairest mentor of each start first. */
  openTimes(wanted: Wanted): Promise<OpenTime[]> {
    return this.slots.openTimes(wanted);
  }

  /** In the order given. */
  goalViews(goals: readonly PinnedGoal[]): Promise<z.infer<typeof GoalView>[]> {
    return this.views.of(goals);
  }

  /** Which of these learners of a batch found no mentor at a mock since then, and booked nothing after that was said. */
  async missedByMentor(batchId: string, learnerIds: readonly string[], since: Date): Promise<Set<string>> {
    return new Set(await this.store.listMissedByMentor(batchId, learnerIds, since));
  }

  /** How many mocks these people have had or have booked as learners of a batch, by starts since then. Nobody is absent. */
  mocksSince(batchId: string, learnerIds: readonly string[], since: Date): Promise<Map<string, number>> {
    return this.store.countMocks(batchId, learnerIds, since);
  }
}
