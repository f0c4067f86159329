import { Injectable } from '@nestjs/common';
import type { InterviewState } from '@dryrun/domain/interviews/interview-state';
import { isRefunded, missedBy, settle, type Outcome } from '@dryrun/domain/interviews/outcome-claims';
import type { Tx } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Scheduling } from '../../scheduling/index.ts';
import { InterviewWrites } from '../interview-writes.ts';
import { InterviewsStore, type Interview } from '../interviews.store.ts';
import { metNews } from '../met-news.ts';
import { PlanStore } from '../plan.store.ts';
import { OutcomesStore, type FoundOutcome } from './outcomes.store.ts';

/** How an outcome was found, and by whom. */
export interface Finding extends Pick<FoundOutcome, 'decided' | 'decidedBy' | 'reason'> {
  /** Who brought it about, for the audit; null: the time ran out. */
  actorId: string | null;
  /** For the audit, when the claim was made only for this finding. */
  stateBefore?: InterviewState;
  /** How long they met, when they did. */
  minutes?: number;
  /** Staff who decided about a mock of their own because nobody else could. */
  isOwnCase?: boolean;
}

const REFUND_REASON: Partial<Record<Outcome, string>> = {
  missed_by_mentor: 'Your mentor did not come',
  technical_failure: 'Technical failure',
};

/**
 * Gives a claimed mock its outcome with all that follows: the booking ends as used, the learner gets a mock back for what was not their
 * fault, somebody who missed too many is brought to the admin's eyes, and the news names who missed it.
 */
@Injectable()
export class SettleOutcome {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly interviews: InterviewsStore,
    private readonly outcomes: OutcomesStore,
    private readonly scheduling: Scheduling,
    private readonly plan: PlanStore,
  ) {}

  /** Pre-condition: the interview is locked. @throws Refusal `interview_state` when it is not claimed */
  async run(tx: Tx, interview: Interview, outcome: Outcome, finding: Finding, now: Date): Promise<void> {
    const decision = settle(interview.state, outcome);
    if (!decision.ok) throw new Refusal(decision.refusal, decision.detail);
    const { decided, decidedBy, reason } = finding;
    const claim = await this.outcomes.findLiveClaim(interview.id);
    if (claim) await this.outcomes.updateClaim(tx, claim.id, { state: 'settled', endedAt: now });
    await this.outcomes.insertOutcome(tx, { interviewId: interview.id, outcome, decided, decidedBy, reason, at: now });
    const isMet = outcome === 'met';
    await this.interviews.update(tx, interview.id, {
      state: decision.state,
      shownItemId: null,
      ...(isMet && { endedAt: now, minutes: finding.minutes ?? plannedMinutes(interview) }),
    });
    await this.scheduling.markUsed(tx, interview.id, now);
    if (isRefunded(outcome)) await this.scheduling.refund(tx, interview.id, now, REFUND_REASON[outcome] ?? '');
    const by = missedBy(outcome);
    const found = { interviewId: interview.id, outcome, decided, by, startsAt: interview.startsAt };
    await this.writes.tell(tx, {
      actorId: finding.actorId,
      action: 'interview.outcome',
      interview,
      before: { state: finding.stateBefore ?? interview.state },
      after: {
        state: decision.state,
        outcome,
        decided,
        ...(reason !== '' && { reason }),
        ...(finding.isOwnCase && { ownCase: true }),
      },
      news: isMet
        ? { type: 'interview.met', payload: { ...(await this.met(tx, interview, finding, now)), ...found } }
        : { type: by === null ? 'interview.technical_failure' : 'interview.missed', payload: found },
    });
    if (by !== null) await this.tellOfRepeated(tx, interview, by);
  }

  /** Nobody said which questions were asked: those that were shown count as asked, or all of the plan when none was, so that none is asked twice. */
  private async met(tx: Tx, interview: Interview, finding: Finding, now: Date): Promise<Record<string, unknown>> {
    const items = await this.plan.listItems(interview.id);
    const shown = items.filter((i) => i.shownAt !== null);
    const asked = shown.length > 0 ? shown : items;
    for (const item of asked) await this.plan.updateItem(tx, item.id, { askedAt: now });
    return metNews(interview, items, asked, finding.minutes ?? plannedMinutes(interview));
  }

  private async tellOfRepeated(tx: Tx, interview: Interview, by: 'learner' | 'mentor'): Promise<void> {
    const personId = by === 'learner' ? interview.learnerId : interview.mentorId;
    const count = await this.outcomes.countMissed(interview.batchId, personId);
    if (count < interview.policy.noShowsTellAdmin) return;
    await this.writes.tell(tx, {
      actorId: null,
      action: 'interview.missed_repeatedly',
      interview,
      after: { personId, by, count },
      news: { type: 'interview.missed_repeatedly', payload: { personId, by, count } },
    });
  }
}

function plannedMinutes({ startsAt, endsAt }: Interview): number {
  return Math.max(1, Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000));
}
