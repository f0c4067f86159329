import { Injectable } from '@nestjs/common';
import type { ChangeBy, ChangeReason } from '@dryrun/domain/interviews/change-rules';
import type { Tx } from '../../platform/db/database.ts';
import type { Batch } from '../cohorts/index.ts';
import { Scheduling } from '../scheduling/index.ts';
import { ChangeRequestsStore } from './change-requests.store.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsStore, type Interview } from './interviews.store.ts';
import { reservationRefused } from './slot-refusals.ts';

/** Another time, or another mentor, for a mock that is booked. */
export interface Rebooking {
  /** Locked by the caller. */
  interview: Interview;
  batch: Batch;
  mentorId: string;
  /** Epoch milliseconds. */
  startsAt: number;
  by: ChangeBy;
  reasonCode: ChangeReason;
  reason: string;
  isLate: boolean;
  isTrouble: boolean;
  /** Beyond quota and caps. */
  override: { by: string; reason: string } | null;
}

/**
 * Replaces the booking of a mock in one transaction: the new time is claimed and the old one superseded by one statement, and
 * the mock keeps its id, its goal, its plan and its pinned rules. Open questions about it lapse.
 */
@Injectable()
export class Rebook {
  constructor(
    private readonly scheduling: Scheduling,
    private readonly store: InterviewsStore,
    private readonly requests: ChangeRequestsStore,
    private readonly writes: InterviewWrites,
  ) {}

  /** @throws Refusal when the new time is not free, or a limit is used up; the transaction must roll back, and the old booking stands */
  async run(tx: Tx, actorId: string, wanted: Rebooking, now: Date): Promise<Interview> {
    const { interview, batch, mentorId, startsAt, by, reasonCode, reason, isLate, isTrouble, override } = wanted;
    const endsAt = startsAt + (interview.endsAt.getTime() - interview.startsAt.getTime());
    const { id: bookingId } = await this.scheduling.confirmed(tx, interview.id);
    const booked = await this.scheduling.book(tx, {
      referenceId: interview.id,
      batch,
      learnerId: interview.learnerId,
      mentorId,
      startsAt,
      endsAt,
      now: now.getTime(),
      replaces: { bookingId, by, reasonCode, reason, isLate, isTrouble },
      override,
    });
    if (!booked.ok) throw reservationRefused(batch, booked.refusal, startsAt, override !== null);
    const changed = { mentorId, startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
    await this.store.update(tx, interview.id, changed);
    await this.requests.lapse(tx, interview.id, now);
    const moved: Interview = { ...interview, ...changed };
    const isSwap = startsAt === interview.startsAt.getTime();
    const from = { startsAt: interview.startsAt, endsAt: interview.endsAt, mentorId: interview.mentorId };
    await this.writes.tell(tx, {
      actorId,
      action: isSwap ? 'interview.swap' : 'interview.move',
      interview: moved,
      before: { ...from, bookingId },
      after: { ...changed, bookingId: booked.bookingId, by, reasonCode, reason, isLate, isTrouble, override },
      news: {
        type: isSwap ? 'interview.swapped' : 'interview.moved',
        payload: { by, reasonCode, reason, isLate, startsAt: changed.startsAt, endsAt: changed.endsAt, from },
      },
    });
    return moved;
  }
}
