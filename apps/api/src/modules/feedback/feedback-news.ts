import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Events } from '../../platform/events/events.ts';

/** Something that happened to the feedback of a mock. */
export interface FeedbackFact {
  /** Event type and audit action, e.g. `feedback.released`. */
  type:
    | 'scorecard.submitted'
    | 'scorecard.until_tomorrow'
    | 'feedback.predicted'
    | 'feedback.released'
    | 'next_step.changed';
  /** null: Dryrun itself, when the time was up. */
  actorId: string | null;
  subjectType: 'scorecard' | 'interview' | 'next_step';
  subjectId: string;
  before?: Record<string, string | null>;
  /** States and dates only: news and audit reach people who may not read the feedback, or not yet. */
  after: Record<string, string | boolean | null>;
}

/** Announces a change of feedback and writes it into the audit, once each, in its transaction. */
@Injectable()
export class FeedbackNews {
  constructor(
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  async tell(
    tx: Tx,
    mock: { interviewId: string; batchId: string; learnerId: string; mentorId: string },
    fact: FeedbackFact,
  ): Promise<void> {
    const { interviewId, batchId, learnerId, mentorId } = mock;
    await this.events.announce(tx, {
      type: fact.type,
      subjectId: interviewId,
      payload: { batchId, learnerId, mentorId, ...fact.after },
    });
    await this.audit.record(tx, {
      actorId: fact.actorId,
      action: fact.type,
      subjectType: fact.subjectType,
      subjectId: fact.subjectId,
      personId: learnerId,
      batchId,
      before: fact.before ?? null,
      after: fact.after,
    });
  }
}
