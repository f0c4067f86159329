import { Injectable } from '@nestjs/common';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { Tx } from '../../platform/db/database.ts';
import { Scheduling } from '../scheduling/index.ts';
import type { Batch } from '../cohorts/index.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsQueries } from './interviews.queries.ts';
import { InterviewsStore, type Interview } from './interviews.store.ts';
import { QuestionPlanner } from './question-planner.ts';
import { quotaUsed } from './slot-refusals.ts';

/** A time that was kept for a learner by somebody else than themself, with the goal it was offered for. */
export interface OfferedTime extends Pick<
  Interview,
  'id' | 'learnerId' | 'mentorId' | 'goal' | 'startsAt' | 'endsAt' | 'formatVersionId'
> {
  batch: Batch;
  bookingId: string;
}

/** Turns a time that was offered to a learner into a booked mock of the same id, as confirming a hold of their own would. */
@Injectable()
export class BookOffered {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly store: InterviewsStore,
    private readonly scheduling: Scheduling,
    private readonly planner: QuestionPlanner,
    private readonly queries: InterviewsQueries,
  ) {}

  /**
   * False when the time is not kept any more; nothing was written then. The caller has checked that it is the learner's to take.
   * @throws Refusal `quota_used` when their week was used up since it was offered
   */
  async run(tx: Tx, actor: Actor, { batch, bookingId, ...offered }: OfferedTime, now: Date): Promise<boolean> {
    const startsAt = offered.startsAt.getTime();
    const claim = { bookingId, batch, learnerId: offered.learnerId, startsAt, now };
    const outcome = await this.scheduling.confirm(tx, claim);
    if (outcome === 'quota') throw quotaUsed(batch, startsAt);
    if (outcome !== 'confirmed') return false;
    const interview: Interview = {
      ...offered,
      ...(await this.planner.pinnedNow(batch)),
      batchId: batch.id,
      state: 'scheduled',
      planVersion: 0,
      shownItemId: null,
      confirmedAt: now,
      startedAt: null,
      endedAt: null,
      minutes: null,
      feedbackExtendedUntil: null,
      feedbackExtensions: 0,
      createdAt: now,
    };
    await this.store.insert(tx, interview);
    await this.planner.fill(tx, interview, now);
    const time = { startsAt: interview.startsAt, endsAt: interview.endsAt };
    await this.writes.tell(tx, {
      actorId: actor.personId,
      action: 'interview.confirm',
      interview,
      after: { state: interview.state, bookingId, ...time, offered: true },
      news: { type: 'interview.confirmed', payload: time },
    });
    return true;
  }

  /** The mock as its learner reads it. @throws Refusal `not_found` */
  view(actor: Actor, interviewId: string): Promise<InterviewView> {
    return this.queries.one(actor, interviewId);
  }
}
