import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { BookOnBehalfBody } from '@dryrun/contracts/bookings.contract';
import { takesPeople } from '@dryrun/domain/cohorts/batch-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import { MINUTE } from '@dryrun/domain/time/zone-transitions';
import type { Tx } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Scheduling } from '../scheduling/index.ts';
import { Goals, type Wanted } from './goals.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsStore, type Interview } from './interviews.store.ts';
import { QuestionPlanner } from './question-planner.ts';
import { mentorDoesNotFit, outOfReach, reservationRefused } from './slot-refusals.ts';
import { SlotsQueries } from './slots.queries.ts';

type Wish = z.infer<typeof BookOnBehalfBody>;

/**
 * Books a mock for a learner beyond quota, notice, caps and hours, with a reason that is kept. The mock that the learner's
 * week lacks is granted in their account. Nobody is ever booked on top of another booking.
 */
@Injectable()
export class BookOnBehalf {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly goals: Goals,
    private readonly cohorts: Cohorts,
    private readonly slots: SlotsQueries,
    private readonly store: InterviewsStore,
    private readonly scheduling: Scheduling,
    private readonly planner: QuestionPlanner,
  ) {}

  /** Answers the id of the interview. */
  async run(actor: Actor, batchId: string, wish: Wish): Promise<string> {
    const { learnerId, mentorId, goal, reason } = wish;
    const wanted = await this.goals.resolveFor(actor, 'interview:override', batchId, learnerId, goal, '/body/goal');
    const { batch } = wanted;
    const startsAt = Date.parse(wish.startsAt);
    const look = await this.slots.lookAt(wanted, mentorId, startsAt);
    if (!look) throw mentorDoesNotFit(wanted);
    return this.writes.run(async (tx, now) => {
      const unreachable = outOfReach(startsAt, now.getTime());
      if (unreachable) throw unreachable;
      await this.mustTakePart(tx, wanted, wish);
      const endsAt = startsAt + wanted.format.body.minutes * MINUTE;
      const interview: Interview = {
        id: uuid(),
        batchId,
        learnerId,
        mentorId,
        state: 'scheduled',
        goal,
        startsAt: new Date(startsAt),
        endsAt: new Date(endsAt),
        formatVersionId: wanted.format.versionId,
        rubricVersionId: wanted.rubric.versionId,
        policy: batch.policy,
        planVersion: 0,
        shownItemId: null,
        confirmedAt: now,
        startedAt: null,
        endedAt: null,
        minutes: null,
        feedbackExtendedUntil: null,
        feedbackExtensions: 0,
        createdAt: now,
      };
      await this.store.insert(tx, interview);
      const override = { by: actor.personId, reason };
      const claim = { referenceId: interview.id, batch, learnerId, mentorId, startsAt, endsAt, now: now.getTime() };
      const booked = await this.scheduling.book(tx, { ...claim, replaces: null, override });
      if (!booked.ok) throw reservationRefused(batch, booked.refusal, startsAt, true);
      await this.planner.fill(tx, interview, now);
      const time = { startsAt: interview.startsAt, endsAt: interview.endsAt };
      const beyond = look.availability === 'offered' ? [...look.closed.keys()] : ['no_availability'];
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.book_on_behalf',
        interview,
        after: { state: interview.state, bookingId: booked.bookingId, ...time, reason, beyond },
        news: { type: 'interview.confirmed', payload: { ...time, by: 'admin' } },
      });
      return interview.id;
    });
  }

  /** Beyond the rules of the batch, but in it: nobody waits for a learner who is paused, or in a batch that is over. */
  private async mustTakePart(tx: Tx, wanted: Wanted, { learnerId, mentorId }: Wish): Promise<void> {
    const { id: batchId, state } = await this.cohorts.heldBatch(tx, wanted.batch.id);
    if (!takesPeople(state))
      throw new Refusal(
        'slot_not_open',
        `This batch is ${state}, so nobody has mocks in it. Nothing was booked; open the batch first, or book in another.`,
      );
    if (!(await this.cohorts.bookableLearnerIds(batchId)).includes(learnerId))
      throw new Refusal(
        'slot_not_open',
        'This learner is paused, so nothing was booked: their mocks are called off while they are. Let them resume first.',
      );
    const isMentor = (await this.cohorts.mentors(batchId)).some((m) => m.personId === mentorId);
    if (!isMentor) throw mentorDoesNotFit(wanted);
  }
}
