import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { PracticeStore } from './practice.store.ts';

/** What this module reads of the news `interview.met`. */
const InterviewMet = z.object({
  learnerId: z.uuid(),
  heldAt: z.iso.datetime(),
  asked: z.array(z.object({ questionItemId: z.uuid(), questionVersionId: z.uuid(), pushbackIds: z.array(z.string()) })),
});

/** Remembers the questions of a held mock as asked. Hearing the same news twice records nothing twice. */
@Injectable()
export class RecordAskedQuestions implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly store: PracticeStore,
  ) {}

  onModuleInit(): void {
    this.events.on('interview.met', (tx, event) => this.run(tx, event));
  }

  async run(tx: Tx, event: DomainEvent): Promise<void> {
    const { learnerId, heldAt, asked } = InterviewMet.parse(event.payload);
    await this.store.insertAsked(
      tx,
      learnerId,
      event.subjectId,
      asked.map((a) => ({
        questionId: a.questionItemId,
        versionId: a.questionVersionId,
        pushbackIds: a.pushbackIds,
        at: new Date(heldAt),
      })),
    );
  }
}
