import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { Catalog } from '../catalog/index.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsStore } from './interviews.store.ts';
import { QuestionPlanner } from './question-planner.ts';

/** What this listener reads of `interview.met`. */
const InterviewMet = z.object({
  learnerId: z.uuid(),
  asked: z.array(z.object({ questionVersionId: z.uuid() })),
  onlyShown: z.array(z.uuid()),
});

/**
 * Keeps rule 9 across mocks: a question that was asked in one is replaced where it still stands in the plan of another coming
 * one of the same learner (a mentor may have swapped it in after both were planned).
 */
@Injectable()
export class RefreshPlans implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly store: InterviewsStore,
    private readonly planner: QuestionPlanner,
    private readonly catalog: Catalog,
    private readonly writes: InterviewWrites,
  ) {}

  onModuleInit(): void {
    this.events.on('interview.met', (_tx, event) => this.run(event));
  }

  async run(event: DomainEvent): Promise<void> {
    const { learnerId, asked, onlyShown } = InterviewMet.parse(event.payload);
    const versions = await this.catalog.questionVersions([...asked.map((a) => a.questionVersionId), ...onlyShown]);
    const questionIds = new Set([...versions.values()].map((v) => v.itemId));
    await this.writes.run(async (tx, now) => {
      for (const interview of await this.store.lockComing(tx, learnerId)) {
        const replaced = await this.planner.refresh(tx, interview, questionIds, now);
        if (replaced === 0) continue;
        await this.store.update(tx, interview.id, { planVersion: interview.planVersion + 1 });
        await this.writes.tell(tx, {
          actorId: null,
          action: 'plan.refresh',
          interview,
          after: { replaced, because: event.subjectId },
        });
      }
    });
  }
}
