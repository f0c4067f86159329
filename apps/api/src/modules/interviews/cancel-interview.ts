import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { CancelBody } from '@dryrun/contracts/interviews.contract';
import { cancelDecision } from '@dryrun/domain/interviews/booking-changes';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../platform/http/refusal.ts';
import { Scheduling } from '../scheduling/index.ts';
import { lockedChangeCounts, roleIn } from './change-facts.ts';
import { ChangeRequestsStore } from './change-requests.store.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { InterviewsStore } from './interviews.store.ts';

type Words = z.infer<typeof CancelBody>;

/** Cancels a booked mock: frees everybody's time and remembers who did it, why, and whether it was late by the pinned rules. */
@Injectable()
export class CancelInterview {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly store: InterviewsStore,
    private readonly scheduling: Scheduling,
    private readonly requests: ChangeRequestsStore,
  ) {}

  async run(actor: Actor, interviewId: string, { reason, reasonCode }: Words): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:cancel', interviewId);
      const decision = cancelDecision({
        role: roleIn(interview, actor),
        state: interview.state,
        startsAt: interview.startsAt.getTime(),
        now: now.getTime(),
        policy: interview.policy,
        reason: reasonCode,
        counts: await lockedChangeCounts(tx, this.scheduling, interview, now),
      });
      if (!decision.ok) throw new Refusal(decision.refusal, decision.detail);
      const { state, cancelledBy: by, isLate, quota } = decision;
      const change = { by, reason, reasonCode, isLate, isTrouble: false };
      await this.scheduling.cancel(tx, interview.id, { ...change, quota, at: now });
      await this.store.update(tx, interview.id, { state });
      await this.requests.lapse(tx, interview.id, now);
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.cancel',
        interview,
        before: { state: interview.state },
        after: { state, by, isLate, reason, reasonCode, quota },
        news: { type: 'interview.cancelled', payload: { by, isLate, quota, startsAt: interview.startsAt } },
      });
    });
  }
}
