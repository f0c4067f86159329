import { Injectable } from '@nestjs/common';
import { transition } from '@dryrun/domain/interviews/interview-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../platform/http/refusal.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Scheduling } from '../scheduling/index.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { InterviewsStore, type Interview } from './interviews.store.ts';
import { QuestionPlanner } from './question-planner.ts';
import { closedHold, quotaUsed } from './slot-refusals.ts';

/**
 * Turns a kept time into a booked mock: pins the rubric, the booking rules and the questions in the versions of this moment.
 * The format was pinned with the time, since it says how long the mock is. Confirming again what is booked changes nothing.
 */
@Injectable()
export class ConfirmHold {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly store: InterviewsStore,
    private readonly scheduling: Scheduling,
    private readonly cohorts: Cohorts,
    private readonly planner: QuestionPlanner,
  ) {}

  /** Answers the id of the interview. */
  async run(actor: Actor, holdId: string): Promise<string> {
    return this.writes.run(async (tx, now) => {
      const hold = await this.scheduling.hold(holdId);
      const interview = await this.policy.lockHeld(tx, actor, hold);
      // Read again: only now the row is locked, and a confirmation under another key may have come first.
      const state = (await this.scheduling.hold(holdId))?.state;
      if (state === 'confirmed' && interview.state === 'scheduled') return interview.id;
      const next = transition(interview.state, 'confirmed');
      if (!next.ok) throw holdExpired();
      // Read now that the row is locked: whoever ends the batch or takes the mentor's role waits for it (`CancelOfTheGone`).
      const batch = await this.cohorts.batch(interview.batchId);
      const mentors = await this.cohorts.mentors(batch.id);
      const closed = closedHold(
        batch,
        mentors.some((m) => m.personId === interview.mentorId),
      );
      if (closed) throw closed;
      const startsAt = interview.startsAt.getTime();
      const { learnerId } = interview;
      const outcome = await this.scheduling.confirm(tx, { bookingId: holdId, batch, learnerId, startsAt, now });
      if (outcome === 'quota') throw quotaUsed(batch, startsAt);
      if (outcome !== 'confirmed') throw holdExpired();

      const pinned = await this.planner.pinnedNow(batch);
      const scheduled: Interview = { ...interview, ...pinned, state: next.state, confirmedAt: now };
      await this.store.update(tx, interview.id, { ...pinned, state: next.state, confirmedAt: now });
      await this.planner.fill(tx, scheduled, now);
      const time = { startsAt: interview.startsAt, endsAt: interview.endsAt };
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.confirm',
        interview: scheduled,
        before: { state: interview.state },
        after: { state: next.state, bookingId: holdId, ...time },
        news: { type: 'interview.confirmed', payload: time },
      });
      return interview.id;
    });
  }
}

function holdExpired(): Refusal {
  return new Refusal(
    'hold_expired',
    'That time is no longer kept for you, so nothing was booked. Your goal is kept: pick the time again if it is still open, or another.',
  );
}
