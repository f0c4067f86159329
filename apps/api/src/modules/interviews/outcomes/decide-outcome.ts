import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DecideOutcomeBody } from '@dryrun/contracts/outcomes.contract';
import { staffDecision } from '@dryrun/domain/interviews/outcome-claims';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Identity } from '../../identity/index.ts';
import { roleIn } from '../change-facts.ts';
import { InterviewWrites } from '../interview-writes.ts';
import { InterviewsPolicy } from '../interviews.policy.ts';
import { InterviewsStore, type Interview } from '../interviews.store.ts';
import { SettleOutcome } from './settle-outcome.ts';

/** Roles that may decide; the same as hold `interview:decide`. */
const DECIDERS = ['leadMentor', 'cohortAdmin', 'academyAdmin'] as const;

/** Whoever runs the batch says what became of a mock: a disputed or unanswered claim, or one that nobody spoke about. */
@Injectable()
export class DecideOutcome {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly interviews: InterviewsStore,
    private readonly settling: SettleOutcome,
    private readonly identity: Identity,
  ) {}

  async run(actor: Actor, interviewId: string, body: z.infer<typeof DecideOutcomeBody>): Promise<void> {
    const { outcome, minutes, reason } = body;
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:decide', interviewId);
      if ((outcome === 'met') !== (minutes !== null)) throw minutesMissing(outcome === 'met');
      const isOwnCase = roleIn(interview, actor) !== 'admin';
      if (isOwnCase && (await this.othersCanDecide(interview))) throw ownCase();
      const facts = { state: interview.state, endsAt: interview.endsAt.getTime() };
      const decision = staffDecision(facts, outcome, now.getTime());
      if (!decision.ok) throw new Refusal(decision.refusal, decision.detail);
      await this.interviews.update(tx, interview.id, { state: 'outcome_claimed' });
      const how = {
        decided: 'staff' as const,
        decidedBy: actor.personId,
        reason,
        actorId: actor.personId,
        stateBefore: interview.state,
        isOwnCase,
      };
      const claimed: Interview = { ...interview, state: 'outcome_claimed' };
      await this.settling.run(tx, claimed, outcome, { ...how, ...(minutes !== null && { minutes }) }, now);
    });
  }

  /** Is there somebody outside the mock who could decide? Where there is not, the one who is there may act alone. */
  async othersCanDecide({ batchId, learnerId, mentorId }: Interview): Promise<boolean> {
    const holders = await this.identity.holders(batchId, DECIDERS);
    return holders.some(({ id }) => id !== learnerId && id !== mentorId);
  }
}

function ownCase(): Refusal {
  return new Refusal(
    'own_case',
    'You take part in this mock, so another admin or lead mentor of the batch decides it. Nothing was changed; they see it in their list.',
  );
}

function minutesMissing(isMet: boolean): Refusal {
  const message = isMet ? 'Say how long they met.' : 'Minutes are only for a mock that took place.';
  return new Refusal('invalid_input', 'Nothing was decided. Please look at the minutes again.', {
    errors: [{ pointer: '/body/minutes', message }],
  });
}
