import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { Catalog } from '../catalog/index.ts';
import { PracticeStore } from './practice.store.ts';

/** What this module reads of the news `interview.met`. */
const InterviewMet = z.object({
  learnerId: z.uuid(),
  heldAt: z.iso.datetime(),
  asked: z.array(z.object({ questionVersionId: z.uuid(), pushbackIds: z.array(z.string()) })),
  onlyShown: z.array(z.uuid()),
});

/**
 * Remembers which questions a held mock used up: asked ones with the pushbacks that were used, and prompts that were only
 * shown as viewed. Hearing the same news twice records nothing twice.
 */
@Injectable()
export class RecordAskedQuestions implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly catalog: Catalog,
    private readonly store: PracticeStore,
  ) {}

  onModuleInit(): void {
    this.events.on('interview.met', (tx, event) => this.run(tx, event));
  }

  async run(tx: Tx, event: DomainEvent): Promise<void> {
    const { learnerId, heldAt, asked, onlyShown } = InterviewMet.parse(event.payload);
    const at = new Date(heldAt);
    const seen = [
      ...asked.map((a) => ({ versionId: a.questionVersionId, pushbackIds: a.pushbackIds, how: 'asked' as const })),
      ...onlyShown.map((versionId) => ({ versionId, pushbackIds: [], how: 'viewed' as const })),
    ];
    const versions = await this.catalog.questionVersions(seen.map((s) => s.versionId));
    for (const exposure of seen) {
      const questionId = versions.get(exposure.versionId)?.itemId;
      if (!questionId) throw new Error(`question version ${exposure.versionId} does not exist`);
      await this.store.insertInMock(tx, learnerId, event.subjectId, { ...exposure, questionId, at });
    }
  }
}
