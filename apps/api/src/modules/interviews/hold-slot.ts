import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { HoldBody } from '@dryrun/contracts/interviews.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { MINUTE } from '@dryrun/domain/time/zone-transitions';
import type { Tx } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { Scheduling } from '../scheduling/index.ts';
import { Goals, type Wanted } from './goals.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsStore, type Interview } from './interviews.store.ts';
import { closedStart, reservationRefused, withSlots } from './slot-refusals.ts';
import { SlotsQueries } from './slots.queries.ts';

type Wish = z.infer<typeof HoldBody>;

/**
 * Keeps a time for a learner while they decide, and releases an earlier one of theirs. The slot engine says again whether the
 * time is open, the database decides who gets it. A refusal carries fresh `slots` for the same goal: the open times nearest to
 * the one that was wanted.
 */
@Injectable()
export class HoldSlot {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly goals: Goals,
    private readonly slots: SlotsQueries,
    private readonly store: InterviewsStore,
    private readonly scheduling: Scheduling,
  ) {}

  /** Answers the id of the hold. */
  async run(actor: Actor, batchId: string, wish: Wish): Promise<string> {
    const wanted = await this.goals.resolve(actor, 'interview:book', batchId, wish.goal, '/body/goal');
    try {
      return await this.keep(actor, wanted, wish);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Whatever the attempt locked is free again by now.
      throw withSlots(error, await this.slots.nearest(wanted, Date.parse(wish.startsAt)));
    }
  }

  private async keep(actor: Actor, wanted: Wanted, wish: Wish): Promise<string> {
    const startsAt = Date.parse(wish.startsAt);
    const closed = closedStart(wanted, await this.slots.lookAt(wanted, wish.mentorId, startsAt), startsAt);
    if (closed) throw closed;
    return this.writes.run(async (tx, now) => {
      const interview = planned(wanted, wish, now);
      interview.id = await this.store.upsertPlanned(tx, interview);
      const { batch, learnerId } = wanted;
      const reserved = await this.scheduling.reserve(tx, {
        referenceId: interview.id,
        batch,
        learnerId,
        mentorId: wish.mentorId,
        startsAt,
        endsAt: interview.endsAt.getTime(),
        now: now.getTime(),
      });
      if (!reserved.ok) throw reservationRefused(batch, reserved.refusal, startsAt);
      await this.tell(tx, actor, interview, reserved);
      return reserved.bookingId;
    });
  }

  private tell(
    tx: Tx,
    actor: Actor,
    interview: Interview,
    { bookingId, heldUntil }: { bookingId: string; heldUntil: Date },
  ) {
    const { startsAt, endsAt, mentorId } = interview;
    const after = { bookingId, mentorId, startsAt, endsAt, heldUntil };
    return this.writes.tell(tx, { actorId: actor.personId, action: 'interview.hold', interview, after });
  }
}

/** The interview of a wish while its time is only kept. */
export function planned(
  { batch, learnerId, format, rubric }: Wanted,
  { goal, mentorId, startsAt }: Wish,
  now: Date,
): Interview {
  const start = Date.parse(startsAt);
  return {
    id: uuid(),
    batchId: batch.id,
    learnerId,
    mentorId,
    state: 'planned',
    goal,
    startsAt: new Date(start),
    endsAt: new Date(start + format.body.minutes * MINUTE),
    formatVersionId: format.versionId,
    rubricVersionId: rubric.versionId,
    policy: batch.policy,
    planVersion: 0,
    shownItemId: null,
    confirmedAt: null,
    startedAt: null,
    endedAt: null,
    minutes: null,
    feedbackExtendedUntil: null,
    feedbackExtensions: 0,
    createdAt: now,
  };
}
