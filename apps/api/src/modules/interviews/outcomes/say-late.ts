import { Injectable } from '@nestjs/common';
import { lateDecision } from '@dryrun/domain/interviews/running-late';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../../platform/http/refusal.ts';
import { roleIn } from '../change-facts.ts';
import { InterviewWrites } from '../interview-writes.ts';
import { InterviewsPolicy } from '../interviews.policy.ts';
import { opensAt } from '../start-interview.ts';
import { OutcomesStore } from './outcomes.store.ts';

/** One side says by how much they run late. The other sees it at once, and their patience lasts that much longer. */
@Injectable()
export class SayLate {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly outcomes: OutcomesStore,
  ) {}

  /** Saying the same again changes nothing. */
  async run(actor: Actor, interviewId: string, minutes: number): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:claim', interviewId);
      const { state, startsAt, endsAt } = interview;
      const decision = lateDecision({
        state,
        startsAt: startsAt.getTime(),
        endsAt: endsAt.getTime(),
        minutes,
        now: now.getTime(),
      });
      if (!decision.ok) throw new Refusal(decision.refusal, decision.detail, { extensions: opensAt(decision) });
      const said = (await this.outcomes.listLate([interview.id])).find((n) => n.personId === actor.personId);
      if (said?.minutes === minutes) return;
      const notice = { interviewId: interview.id, personId: actor.personId, minutes, startsAt, at: now };
      await this.outcomes.upsertLate(tx, notice);
      const by = roleIn(interview, actor);
      const expectedAt = new Date(decision.expectedAt);
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.say_late',
        interview,
        ...(said && { before: { minutes: said.minutes } }),
        after: { by, minutes },
        news: { type: 'interview.late', payload: { by, minutes, startsAt, expectedAt } },
      });
    });
  }
}
