import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { ClaimBody } from '@dryrun/contracts/outcomes.contract';
import { ASK_AGAIN_AFTER, claimDecision, type Side } from '@dryrun/domain/interviews/outcome-claims';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Jobs } from '../../../platform/jobs/jobs.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { roleIn } from '../change-facts.ts';
import { InterviewWrites } from '../interview-writes.ts';
import { InterviewsPolicy } from '../interviews.policy.ts';
import { InterviewsStore } from '../interviews.store.ts';
import { opensAt } from '../start-interview.ts';
import { AnswerClaim } from './answer-claim.ts';
import { CLAIM_CLOCK } from './claim-clock.ts';
import { OutcomesStore, type OutcomeClaim } from './outcomes.store.ts';

type Claim = z.infer<typeof ClaimBody>;

/**
 * One side says that the other did not join, or that the technology failed. The other has 48 hours to answer; silence is
 * agreement. When both say something before they see the other's word, the second word is the answer to the first.
 */
@Injectable()
export class ClaimOutcome {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly interviews: InterviewsStore,
    private readonly outcomes: OutcomesStore,
    private readonly answering: AnswerClaim,
    private readonly jobs: Jobs,
  ) {}

  async run(actor: Actor, interviewId: string, { kind, note }: Claim): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:claim', interviewId);
      const side = roleIn(interview, actor) as Side;
      const open = await this.outcomes.findLiveClaim(interview.id);
      if (open && open.claimedBy !== actor.personId && open.answer === null)
        return this.answering.give(tx, actor, interview, open, { answer: kind, note }, now);
      if (await this.outcomes.hasClaimed(interview.id, actor.personId)) throw claimMade();
      const late = await this.outcomes.listLate([interview.id]);
      const decision = claimDecision({
        kind,
        state: interview.state,
        startsAt: interview.startsAt.getTime(),
        now: now.getTime(),
        policy: interview.policy,
        otherLateMinutes: late.find((n) => n.personId !== actor.personId)?.minutes ?? 0,
      });
      if (!decision.ok) throw new Refusal(decision.refusal, decision.detail, { extensions: opensAt(decision) });
      const claim: OutcomeClaim = {
        id: uuid(),
        interviewId: interview.id,
        kind,
        claimedBy: actor.personId,
        claimedAs: side,
        note,
        at: now,
        answerDueAt: new Date(decision.answerDueAt),
        answer: null,
        answerNote: '',
        answeredAt: null,
        state: 'open',
        endedAt: null,
      };
      await this.outcomes.insertClaim(tx, claim);
      await this.interviews.update(tx, interview.id, { state: decision.state, shownItemId: null });
      const askAgainAt = new Date(now.getTime() + ASK_AGAIN_AFTER);
      await this.jobs.enqueue(tx, CLAIM_CLOCK, { claimId: claim.id }, { startAfter: askAgainAt });
      await this.jobs.enqueue(tx, CLAIM_CLOCK, { claimId: claim.id }, { startAfter: claim.answerDueAt });
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.claim',
        interview,
        before: { state: interview.state },
        after: { state: decision.state, kind, by: side },
        news: {
          type: 'interview.outcome_claimed',
          payload: { claimId: claim.id, kind, by: side, answerDueAt: claim.answerDueAt },
        },
      });
    });
  }
}

function claimMade(): Refusal {
  return new Refusal(
    'claim_made',
    'You have said what became of this mock already, and nothing was changed. If something is wrong with it, tell your cohort admin: they can decide it.',
  );
}
