import { Injectable } from '@nestjs/common';
import type { StartView } from '@dryrun/contracts/insights.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { InsightsPolicy } from './insights.policy.ts';
import { StartStore } from './start.store.ts';

/** How far a new academy is on its way to the first mock: counted from what is there, so a step can also come undone. */
@Injectable()
export class StartQueries {
  constructor(
    private readonly policy: InsightsPolicy,
    private readonly store: StartStore,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor): Promise<StartView> {
    this.policy.authorizeStart(actor);
    const [academy, batch, mocks] = await Promise.all([
      this.store.getAcademy(),
      this.store.findBatch(this.clock.now()),
      this.store.countMocks(),
    ]);
    return {
      isHidden: academy.isHidden,
      isComplete: mocks > 0,
      academy,
      batch,
      mentors: {
        count: batch?.mentors ?? 0,
        invited: batch?.mentorsInvited ?? 0,
        withHours: batch?.mentorsWithHours ?? 0,
      },
      learners: {
        count: batch?.learners ?? 0,
        invited: batch?.learnersInvited ?? 0,
        applied: batch?.applied ?? 0,
        isJoinCodeOn: batch?.isJoinCodeOn ?? false,
      },
      mocks,
    };
  }
}
