import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { InterviewsQuery, InterviewView } from '@dryrun/contracts/interviews.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Cohorts } from '../cohorts/index.ts';
import { InterviewViews } from './interview-views.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { InterviewsStore } from './interviews.store.ts';

/** Mocks as their participants and the staff of a batch see them. */
@Injectable()
export class InterviewsQueries {
  constructor(
    private readonly store: InterviewsStore,
    private readonly policy: InterviewsPolicy,
    private readonly views: InterviewViews,
    private readonly cohorts: Cohorts,
    private readonly clock: Clock,
  ) {}

  /** Without a batch: those in which the actor takes part. With one: all of it that the actor may read. */
  async list(
    actor: Actor,
    { batchId, when, personId, show }: z.infer<typeof InterviewsQuery>,
  ): Promise<{ items: InterviewView[] }> {
    const now = this.clock.now();
    if (batchId !== undefined) await this.cohorts.authorize(actor, 'batch:read', batchId);
    const filter = batchId === undefined ? { participantId: actor.personId } : { batchId, participantId: personId };
    const found = await this.store.list({ ...filter, when, show, now });
    return {
      items: await this.views.of(
        actor,
        found.filter((i) => this.policy.mayRead(actor, i)),
        now,
      ),
    };
  }

  async one(actor: Actor, interviewId: string): Promise<InterviewView> {
    const interview = await this.policy.authorize(actor, 'interview:read', interviewId);
    const [view] = await this.views.of(actor, [interview], this.clock.now());
    if (!view) throw new Error('one interview makes one view');
    return view;
  }
}
