import { Injectable } from '@nestjs/common';
import { nextStepTransition } from '@dryrun/domain/feedback/next-step-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { notFound, Refusal } from '../../platform/http/refusal.ts';
import { FeedbackNews } from './feedback-news.ts';
import { FeedbackPolicy } from './feedback.policy.ts';
import { NextStepStore } from './next-step.store.ts';

/** What the learner decides about a next step. */
export interface NextStepChange {
  state: 'accepted' | 'done' | 'declined';
  /** Local date; null keeps the one that is set. Only an accepted step takes a new one. */
  dueOn: string | null;
}

/** The learner takes a next step on, finishes it or declines it. Saying the same again changes nothing. */
@Injectable()
export class UpdateNextStep {
  constructor(
    private readonly database: Database,
    private readonly policy: FeedbackPolicy,
    private readonly store: NextStepStore,
    private readonly news: FeedbackNews,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal as `FeedbackPolicy.authorizeNextStep`; `next_step_state` when it cannot go there any more */
  async run(actor: Actor, id: string, change: NextStepChange): Promise<void> {
    await this.policy.authorizeNextStep(actor, 'nextStep:update', id);
    await this.database.write(async (tx) => {
      await this.store.lock(tx, id);
      const step = await this.store.find(id);
      if (!step) throw notFound();
      const next = nextStepTransition(step.state, change.state);
      if (!next.ok)
        throw new Refusal('next_step_state', `${next.message} Nothing was changed.`, {
          errors: [{ pointer: `/body${next.pointer}`, message: next.message }],
        });
      const dueOn = (change.state === 'accepted' ? change.dueOn : null) ?? step.dueOn;
      if (next.isRepeat && dueOn === step.dueOn) return;
      await this.store.update(tx, id, { state: next.state, dueOn, at: this.clock.now() });
      await this.news.tell(tx, step, {
        type: 'next_step.changed',
        actorId: actor.personId,
        subjectType: 'next_step',
        subjectId: id,
        before: { state: step.state, dueOn: step.dueOn },
        after: { state: next.state, dueOn },
      });
    });
  }
}
