import { Injectable } from '@nestjs/common';
import type { Exposure } from '@dryrun/domain/interviews/question-freshness';
import { PracticeStore } from './practice.store.ts';

/** What other modules may ask about a learner's practice. */
@Injectable()
export class Practice {
  constructor(private readonly store: PracticeStore) {}

  /** All meetings of a learner with questions, oldest first. `questionId` is the item, whatever its version. */
  async exposureOf(learnerId: string): Promise<Exposure[]> {
    const rows = await this.store.listExposures(learnerId);
    return rows.map(({ at, ...met }) => ({ ...met, at: at.getTime() }));
  }
}
