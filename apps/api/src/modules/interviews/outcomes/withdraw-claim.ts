import { Injectable } from '@nestjs/common';
import { dropClaim } from '@dryrun/domain/interviews/outcome-claims';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../../platform/http/refusal.ts';
import { InterviewWrites } from '../interview-writes.ts';
import { InterviewsPolicy } from '../interviews.policy.ts';
import { InterviewsStore } from '../interviews.store.ts';
import { OutcomesStore } from './outcomes.store.ts';

/** Whoever claimed was wrong: the mock is what it was before, so that somebody who came late can still be met. */
@Injectable()
export class WithdrawClaim {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly interviews: InterviewsStore,
    private readonly outcomes: OutcomesStore,
  ) {}

  async run(actor: Actor, interviewId: string): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:claim', interviewId);
      const claim = await this.outcomes.findLiveClaim(interview.id);
      if (claim?.claimedBy !== actor.personId)
        throw new Refusal(
          'interview_state',
          'There is no claim of yours about this mock any more. Nothing was changed.',
        );
      const decision = dropClaim(interview.state, interview.startedAt !== null);
      if (!decision.ok) throw new Refusal(decision.refusal, decision.detail);
      await this.outcomes.updateClaim(tx, claim.id, { state: 'withdrawn', endedAt: now });
      await this.interviews.update(tx, interview.id, { state: decision.state });
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.withdraw_claim',
        interview,
        before: { state: interview.state, kind: claim.kind },
        after: { state: decision.state },
        news: {
          type: 'interview.claim_withdrawn',
          payload: { claimId: claim.id, kind: claim.kind, by: claim.claimedAs },
        },
      });
    });
  }
}
