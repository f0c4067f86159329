import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { MoveBody, MoveOnBehalfBody } from '@dryrun/contracts/bookings.contract';
import { moveDecision } from '@dryrun/domain/interviews/booking-changes';
import type { ChangeBy, ChangeReason } from '@dryrun/domain/interviews/change-rules';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { Tx } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { Scheduling } from '../scheduling/index.ts';
import { lockedChangeCounts } from './change-facts.ts';
import { Goals } from './goals.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import type { Interview } from './interviews.store.ts';
import { Rebook } from './rebooking.ts';
import { closedMove, mentorDoesNotFit, outOfReach, staleBooking, withSlots } from './slot-refusals.ts';
import { SlotsQueries } from './slots.queries.ts';

type Move = z.infer<typeof MoveBody>;

/**
 * Moves a booked mock: by its learner within the pinned rules, or by who runs the batch beyond quota, notice and hours. The
 * time must still be what the page showed (`from`). A refusal because of the new time carries fresh `slots`.
 */
@Injectable()
export class MoveInterview {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly goals: Goals,
    private readonly slots: SlotsQueries,
    private readonly scheduling: Scheduling,
    private readonly rebook: Rebook,
  ) {}

  async run(actor: Actor, interviewId: string, move: Move): Promise<void> {
    const interview = await this.policy.authorize(actor, 'interview:move', interviewId);
    try {
      await this.writes.run(async (tx, now) => {
        const locked = await this.policy.lock(tx, actor, 'interview:move', interviewId);
        await this.moveWithin(tx, actor, locked, { ...move, reasonCode: own(move.reasonCode) }, now);
      });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'interview_state') throw error;
      const wanted = await this.goals.ofInterview(interview);
      throw withSlots(error, await this.slots.nearest(wanted, Date.parse(move.startsAt), { replaces: interviewId }));
    }
  }

  /** Beyond quota, notice and hours, with a reason; never on top of another booking. */
  async onBehalf(actor: Actor, interviewId: string, move: z.infer<typeof MoveOnBehalfBody>): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:override', interviewId);
      const startsAt = await this.decided(tx, interview, move, 'admin', 'other', now);
      const unreachable = outOfReach(startsAt.at, now.getTime());
      if (unreachable) throw unreachable;
      const wanted = await this.goals.heldOfInterview(tx, interview);
      if (!wanted.mentorIds.includes(move.mentorId) && move.mentorId !== interview.mentorId)
        throw mentorDoesNotFit(wanted);
      await this.rebook.run(
        tx,
        actor.personId,
        {
          interview,
          batch: wanted.batch,
          mentorId: move.mentorId,
          startsAt: startsAt.at,
          by: 'admin',
          reasonCode: 'other',
          reason: move.reason,
          isLate: false,
          isTrouble: false,
          override: { by: actor.personId, reason: move.reason },
        },
        now,
      );
    });
  }

  /** The learner's own move of a locked mock, whether they chose the time from the list or from what the mentor offered. */
  async moveWithin(tx: Tx, actor: Actor, interview: Interview, move: Move, now: Date): Promise<void> {
    const {
      at: startsAt,
      isLate,
      isTrouble,
    } = await this.decided(tx, interview, move, 'learner', move.reasonCode, now);
    const wanted = await this.goals.heldOfInterview(tx, interview);
    const look = await this.slots.lookAt(wanted, move.mentorId, startsAt, interview.id);
    const closed = closedMove(wanted, look, startsAt);
    if (closed) throw closed;
    const { batch } = wanted;
    const { mentorId, reasonCode, reason } = move;
    const change = { by: 'learner' as const, reasonCode, reason, isLate, isTrouble, override: null };
    await this.rebook.run(tx, actor.personId, { interview, batch, mentorId, startsAt, ...change }, now);
  }

  private async decided(
    tx: Tx,
    interview: Interview,
    move: Pick<Move, 'from' | 'startsAt' | 'mentorId'>,
    role: ChangeBy,
    reason: ChangeReason,
    now: Date,
  ): Promise<{ at: number; isLate: boolean; isTrouble: boolean }> {
    const counts = await lockedChangeCounts(tx, this.scheduling, interview, now);
    const { state, policy } = interview;
    const [startsAt, at] = [interview.startsAt.getTime(), Date.parse(move.startsAt)];
    const decision = moveDecision({ role, state, startsAt, now: now.getTime(), policy, reason, counts });
    if (!decision.ok) throw new Refusal(decision.refusal, decision.detail);
    if (Date.parse(move.from) !== startsAt) throw staleBooking();
    if (at === startsAt && move.mentorId === interview.mentorId)
      throw new Refusal(
        'slot_not_open',
        'That is the time this mock has already. Nothing was changed; choose another.',
      );
    return { at, isLate: decision.isLate, isTrouble: decision.weight === 'trouble' };
  }
}

/** "The mentor asked" is known from the mentor's own question only, never taken from the page. */
function own(reason: ChangeReason): ChangeReason {
  return reason === 'mentor_asked' ? 'other' : reason;
}
