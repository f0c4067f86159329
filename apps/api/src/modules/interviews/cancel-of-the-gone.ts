import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { takesPeople } from '@dryrun/domain/cohorts/batch-state';
import { cancelDecision } from '@dryrun/domain/interviews/booking-changes';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Scheduling } from '../scheduling/index.ts';
import { ChangeRequestsStore } from './change-requests.store.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsStore, type Interview } from './interviews.store.ts';

/** What this listener reads of the news that somebody is no longer, or not now, in a batch. */
const SomebodyLeft = z.object({ batchId: z.uuid().nullable(), personId: z.uuid() });
const BatchEnded = z.object({ batchId: z.uuid() });

const REASONS = {
  learner: 'The learner is no longer in the batch, or is paused.',
  mentor: 'The mentor no longer mentors in the batch.',
  batch: 'The batch has ended.',
};

/**
 * Nobody waits for somebody who will not come: coming mocks of a learner who left or was paused, of a mentor who lost the
 * role, and of a batch that ended are cancelled by Dryrun for the admin, and the other person is told like of any
 * cancellation. Goes by how things stand when the news arrives, so hearing it twice, or after the person is back, does nothing.
 */
@Injectable()
export class CancelOfTheGone implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly cohorts: Cohorts,
    private readonly store: InterviewsStore,
    private readonly scheduling: Scheduling,
    private readonly requests: ChangeRequestsStore,
    private readonly writes: InterviewWrites,
  ) {}

  onModuleInit(): void {
    for (const type of ['enrolment.ended', 'enrolment.paused', 'grant.taken'])
      this.events.on(type, (_tx, event) => this.ofPerson(event));
    for (const type of ['batch.completed', 'batch.cancelled'])
      this.events.on(type, (_tx, event) => this.ofBatch(event));
  }

  private async ofPerson(event: DomainEvent): Promise<void> {
    const { batchId, personId } = SomebodyLeft.parse(event.payload);
    if (batchId === null) return;
    await this.writes.run(async (tx, now) => {
      const [learners, mentors] = await Promise.all([
        this.cohorts.bookableLearnerIds(batchId),
        this.cohorts.mentors(batchId),
      ]);
      const isLearner = learners.includes(personId);
      const isMentor = mentors.some((m) => m.personId === personId);
      // Who is just confirming a kept time finishes first, and is found below; who comes later is refused.
      await this.store.lockPlanned(tx, batchId, personId);
      for (const interview of await this.store.lockScheduled(tx, batchId, personId, now)) {
        const role = interview.learnerId === personId ? 'learner' : 'mentor';
        if (role === 'learner' ? isLearner : isMentor) continue;
        await this.cancel(tx, interview, now, role);
      }
      if (!isLearner) await this.scheduling.releaseHoldsOf(tx, personId, batchId, now);
    });
  }

  private async ofBatch(event: DomainEvent): Promise<void> {
    const { batchId } = BatchEnded.parse(event.payload);
    if (takesPeople((await this.cohorts.batch(batchId)).state)) return;
    await this.writes.run(async (tx, now) => {
      await this.store.lockPlanned(tx, batchId, null);
      for (const interview of await this.store.lockScheduled(tx, batchId, null, now))
        await this.cancel(tx, interview, now, 'batch');
    });
  }

  private async cancel(tx: Tx, interview: Interview, now: Date, gone: keyof typeof REASONS): Promise<void> {
    const reason = REASONS[gone];
    const facts = {
      state: interview.state,
      startsAt: interview.startsAt.getTime(),
      now: now.getTime(),
      policy: interview.policy,
      reason: 'other',
      counts: { late: 0, trouble: 0 },
    } as const;
    const decision = cancelDecision({ ...facts, role: 'admin' });
    // It is nobody's lapse. But a learner whose mentor is gone too late for another time in that week has lost a mock all the same.
    const lost = cancelDecision({ ...facts, role: gone === 'mentor' ? 'mentor' : 'admin' });
    if (!decision.ok || !lost.ok) return;
    const { state, isLate } = decision;
    const { quota } = lost;
    const change = { by: 'admin', reasonCode: 'other', reason, isLate, isTrouble: false } as const;
    await this.scheduling.cancel(tx, interview.id, { ...change, quota, at: now });
    await this.store.update(tx, interview.id, { state });
    await this.requests.lapse(tx, interview.id, now);
    await this.writes.tell(tx, {
      actorId: null,
      action: 'interview.cancel',
      interview,
      before: { state: interview.state },
      after: { state, by: 'admin', isLate, reason, quota },
      news: { type: 'interview.cancelled', payload: { by: 'admin', isLate, quota, startsAt: interview.startsAt } },
    });
  }
}
