import { Injectable } from '@nestjs/common';
import { cancelDecision, type ChangeBy } from '@dryrun/domain/interviews/booking-changes';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../platform/http/refusal.ts';
import { Scheduling } from '../scheduling/index.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { InterviewsStore } from './interviews.store.ts';

/** Cancels a booked mock: frees everybody's time and remembers who did it, why, and whether it was late by the pinned rules. */
@Injectable()
export class CancelInterview {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly store: InterviewsStore,
    private readonly scheduling: Scheduling,
  ) {}

  async run(actor: Actor, interviewId: string, reason: string): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:cancel', interviewId);
      const decision = cancelDecision({
        role: roleIn(interview, actor),
        state: interview.state,
        startsAt: interview.startsAt.getTime(),
        now: now.getTime(),
        policy: interview.policy,
      });
      if (!decision.ok) throw new Refusal(decision.refusal, decision.detail);
      const { state, cancelledBy: by, isLate } = decision;
      await this.scheduling.cancel(tx, interview.id, { by, at: now, reason, isLate });
      await this.store.update(tx, interview.id, { state });
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.cancel',
        interview,
        before: { state: interview.state },
        after: { state, by, isLate, reason },
        news: { type: 'interview.cancelled', payload: { by, isLate, startsAt: interview.startsAt } },
      });
    });
  }
}

/** Whoever takes part acts as that, even when they run the batch too. */
export function roleIn(interview: { learnerId: string; mentorId: string }, actor: Actor): ChangeBy {
  if (interview.learnerId === actor.personId) return 'learner';
  return interview.mentorId === actor.personId ? 'mentor' : 'admin';
}
