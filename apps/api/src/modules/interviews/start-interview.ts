import { Injectable } from '@nestjs/common';
import { startDecision } from '@dryrun/domain/interviews/booking-changes';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../platform/http/refusal.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { InterviewsStore } from './interviews.store.ts';

/** Starts the clock of a mock. Starting it again changes nothing. */
@Injectable()
export class StartInterview {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly store: InterviewsStore,
  ) {}

  async run(actor: Actor, interviewId: string): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:run', interviewId);
      const { state, startsAt, endsAt } = interview;
      const decision = startDecision({
        state,
        startsAt: startsAt.getTime(),
        endsAt: endsAt.getTime(),
        now: now.getTime(),
      });
      if (!decision.ok) throw new Refusal(decision.refusal, decision.detail, { extensions: opensAt(decision) });
      if (decision.isRepeat) return;
      await this.store.update(tx, interview.id, { state: decision.state, startedAt: now });
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.start',
        interview,
        before: { state },
        after: { state: decision.state },
        news: { type: 'interview.started' },
      });
    });
  }
}

/** When it will not be too early any more, as an extension of the problem. */
export function opensAt(decision: object): Record<string, unknown> {
  return 'opensAt' in decision && typeof decision.opensAt === 'number'
    ? { opensAt: new Date(decision.opensAt).toISOString() }
    : {};
}
