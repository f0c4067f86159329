import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ClaimAnswerBody } from '@dryrun/contracts/outcomes.contract';
import {
  answerDecision,
  comeRoundDecision,
  otherSide,
  type AnswerDecision,
  type ClaimAnswer,
} from '@dryrun/domain/interviews/outcome-claims';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { Tx } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { InterviewWrites } from '../interview-writes.ts';
import { InterviewsPolicy } from '../interviews.policy.ts';
import type { Interview } from '../interviews.store.ts';
import { OutcomesStore, type OutcomeClaim } from './outcomes.store.ts';
import { SettleOutcome } from './settle-outcome.ts';

type Answer = z.infer<typeof ClaimAnswerBody>;

/** The other side's word about a claim, and the claimant's change of mind once they have read it. */
@Injectable()
export class AnswerClaim {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly outcomes: OutcomesStore,
    private readonly settling: SettleOutcome,
  ) {}

  async run(actor: Actor, interviewId: string, answer: Answer): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:claim', interviewId);
      const claim = await this.outcomes.findLiveClaim(interview.id);
      if (!claim || claim.claimedBy === actor.personId || claim.answer !== null) throw nothingToAnswer();
      await this.give(tx, actor, interview, claim, answer, now);
    });
  }

  /** Settles the claim as the other side answered it, when that is an outcome. */
  async comeRound(actor: Actor, interviewId: string): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:claim', interviewId);
      const claim = await this.outcomes.findLiveClaim(interview.id);
      if (!claim || claim.claimedBy !== actor.personId || claim.answer === null) throw nothingToAnswer();
      const decision = comeRoundDecision({ kind: claim.kind, by: claim.claimedAs }, claim.answer);
      if (!decision.isSettled)
        throw new Refusal(
          'interview_state',
          'They say that they were there, which is no outcome by itself. Take your claim back if they are right; nothing was changed.',
        );
      await this.settle(tx, actor, interview, decision, now);
    });
  }

  /** Pre-condition: the interview is locked, the claim is open, and the actor is on the other side of it. */
  async give(
    tx: Tx,
    actor: Actor,
    interview: Interview,
    claim: OutcomeClaim,
    { answer, note }: { answer: ClaimAnswer; note: string },
    now: Date,
  ): Promise<void> {
    const decision = answerDecision({ kind: claim.kind, by: claim.claimedAs }, answer);
    await this.outcomes.updateClaim(tx, claim.id, {
      answer,
      answerNote: note,
      answeredAt: now,
      state: decision.isSettled ? 'open' : 'disputed',
    });
    if (decision.isSettled) return this.settle(tx, actor, interview, decision, now);
    const by = otherSide(claim.claimedAs);
    await this.writes.tell(tx, {
      actorId: actor.personId,
      action: 'interview.dispute_claim',
      interview,
      before: { kind: claim.kind, by: claim.claimedAs },
      after: { answer, by },
      news: { type: 'interview.claim_disputed', payload: { claimId: claim.id, kind: claim.kind, by, answer } },
    });
  }

  private async settle(
    tx: Tx,
    actor: Actor,
    interview: Interview,
    decision: AnswerDecision & { isSettled: true },
    now: Date,
  ): Promise<void> {
    const how = { decided: 'agreement' as const, decidedBy: actor.personId, reason: '', actorId: actor.personId };
    await this.settling.run(tx, interview, decision.outcome, how, now);
  }
}

function nothingToAnswer(): Refusal {
  return new Refusal(
    'interview_state',
    'There is nothing to answer about this mock any more: it was answered, taken back or decided. Nothing was changed.',
  );
}
