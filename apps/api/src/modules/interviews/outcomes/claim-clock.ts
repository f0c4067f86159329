import { Injectable, type OnModuleInit } from '@nestjs/common';
import { claimedOutcome, isSilent, type Side } from '@dryrun/domain/interviews/outcome-claims';
import { Jobs } from '../../../platform/jobs/jobs.ts';
import { Identity } from '../../identity/index.ts';
import { InterviewWrites } from '../interview-writes.ts';
import { InterviewsPolicy } from '../interviews.policy.ts';
import { InterviewsStore, type Interview } from '../interviews.store.ts';
import { OutcomesStore } from './outcomes.store.ts';
import { SettleOutcome } from './settle-outcome.ts';

export const CLAIM_CLOCK = 'interviews.claim_clock';

/**
 * Asks once more a day after a claim, and takes silence for agreement after two. What to do is decided from the claim as it is
 * when the job runs, so that a job that comes late, twice or for nothing does no harm. The silence of somebody who cannot answer,
 * because they are paused or out of the batch by now, is no agreement: such a claim waits for staff.
 */
@Injectable()
export class ClaimClock implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly writes: InterviewWrites,
    private readonly interviews: InterviewsStore,
    private readonly outcomes: OutcomesStore,
    private readonly settling: SettleOutcome,
    private readonly policy: InterviewsPolicy,
    private readonly identity: Identity,
  ) {}

  onModuleInit(): void {
    this.jobs.work<{ claimId: string }>(CLAIM_CLOCK, ({ claimId }) => this.run(claimId));
  }

  private async run(claimId: string): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const found = await this.outcomes.findClaim(claimId);
      const interview = found && (await this.interviews.lock(tx, found.interviewId));
      // Read again: only now nothing can change it any more.
      const claim = interview && (await this.outcomes.findClaim(claimId));
      if (!interview || claim?.state !== 'open' || claim.answer !== null) return;
      const { kind, claimedAs: by, answer, answerDueAt } = claim;
      if (!(await this.mayAnswer(interview, by))) return;
      if (isSilent({ answer, answerDueAt: answerDueAt.getTime() }, now.getTime())) {
        const how = { decided: 'silence' as const, decidedBy: null, reason: '', actorId: null };
        await this.settling.run(tx, interview, claimedOutcome({ kind, by }), how, now);
        return;
      }
      await this.writes.tell(tx, {
        actorId: null,
        action: 'interview.ask_about_claim',
        interview,
        after: { kind, by },
        news: { type: 'interview.answer_due', payload: { claimId, kind, by, answerDueAt } },
      });
    });
  }

  private async mayAnswer(interview: Interview, claimedAs: Side): Promise<boolean> {
    const actor = await this.identity.actor(claimedAs === 'learner' ? interview.mentorId : interview.learnerId);
    return actor !== null && this.policy.may(actor, 'interview:claim', interview);
  }
}
