import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../platform/http/refusal.ts';
import { Cohorts } from '../cohorts/index.ts';
import { BookOffered, WantedTimes } from '../interviews/index.ts';
import { WaitlistPolicy } from './waitlist.policy.ts';
import type { WaitlistOffer } from './waitlist.store.ts';
import { WaitlistWrites } from './waitlist-writes.ts';

/**
 * Takes an offered time: it is confirmed by the same rules as a hold of the learner's own, and the waiting is over. Taking again
 * what was taken changes nothing.
 */
@Injectable()
export class AcceptOffer {
  constructor(
    private readonly writes: WaitlistWrites,
    private readonly policy: WaitlistPolicy,
    private readonly cohorts: Cohorts,
    private readonly times: WantedTimes,
    private readonly mocks: BookOffered,
  ) {}

  /** Answers the id of the interview. */
  async run(actor: Actor, offerId: string): Promise<string> {
    return this.writes.run(async (tx, now) => {
      const { offer, entry } = await this.policy.lockOffer(tx, actor, offerId);
      if (offer.endedAs === 'accepted') return offer.id;
      if (offer.endedAs !== null || offer.expiresAt <= now) throw offerOver(offer);
      // Whoever ends the batch or takes somebody out of it comes before or after, and calls off what was booked before.
      const batch = await this.cohorts.heldBatch(tx, offer.batchId);
      const isIn = (await this.cohorts.bookableLearnerIds(batch.id)).includes(offer.learnerId);
      const wanted = isIn ? await this.times.wantOf(batch, offer.learnerId, offer.goal) : null;
      const closed = this.times.closed(batch);
      if (closed !== null) throw new Refusal('offer_over', `${closed} Nothing was booked.`);
      if (!wanted?.mentorIds.includes(offer.mentorId)) throw offerOver({ endedAs: 'withdrawn' });
      const { id, learnerId, mentorId, goal, startsAt, endsAt, formatVersionId, rubricVersionId, bookingId } = offer;
      const time = { id, learnerId, mentorId, goal, startsAt, endsAt, formatVersionId, rubricVersionId };
      if (!(await this.mocks.run(tx, actor, { ...time, batch, bookingId }, now))) throw offerOver(offer);
      await this.writes.endOffer(tx, actor.personId, offer, 'accepted', now);
      if (entry.endedAs === null) await this.writes.endEntry(tx, actor.personId, entry, 'booked', now);
      return offer.id;
    });
  }
}

export function offerOver({ endedAs }: Pick<WaitlistOffer, 'endedAs'>): Refusal {
  if (endedAs === 'accepted')
    return new Refusal('offer_over', 'You took this time already: the mock is booked. You can cancel it on its page.');
  const why = {
    declined: 'You left this time to the next one, so nothing was booked.',
    withdrawn:
      'This time is no longer kept for you, because something else about you, the mentor or the batch changed. Nothing was booked.',
    expired:
      'This time was kept for you until the time that the offer named, and went to the next one. Nothing was booked.',
  }[endedAs ?? 'expired'];
  return new Refusal('offer_over', `${why} Look at the open times, or keep waiting.`);
}
