import { Injectable } from '@nestjs/common';
import type {
  MyWaitlistView,
  WaitlistEntryView,
  WaitlistLogView,
  WaitlistOfferView,
} from '@dryrun/contracts/waitlist.contract';
import { batchesWhere, type Actor } from '@dryrun/domain/policy/decide';
import { offerWords, PASSED_OVER_WORDS, standingWords, type OfferEnd } from '@dryrun/domain/waitlist/waitlist-order';
import { Clock } from '../../platform/clock/clock.ts';
import { Cohorts, type Batch } from '../cohorts/index.ts';
import { Identity } from '../identity/index.ts';
import { WantedTimes } from '../interviews/index.ts';
import { Standings, type Standing } from './standing.ts';
import { WaitingPeople } from './waiting-people.ts';
import { WaitlistPolicy } from './waitlist.policy.ts';
import { WaitlistStore, type WaitlistEntry, type WaitlistOffer } from './waitlist.store.ts';

/** Entries and offers with names and titles. */
@Injectable()
export class WaitlistViews {
  constructor(
    private readonly store: WaitlistStore,
    private readonly times: WantedTimes,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  async entry({ id, name }: Batch, entry: WaitlistEntry): Promise<WaitlistEntryView> {
    const { fromOn, untilOn, weekdays, parts } = entry;
    const [goal] = await this.times.goalViews([entry]);
    if (!goal) throw new Error('one goal makes one view');
    return {
      id: entry.id,
      batch: { id, name },
      goal,
      fromOn,
      untilOn,
      weekdays,
      parts,
      since: entry.since.toISOString(),
      others: (await this.store.listWaiting(id)).length - 1,
    };
  }

  async offer({ id, name }: Pick<Batch, 'id' | 'name'>, offer: WaitlistOffer): Promise<WaitlistOfferView> {
    const mentor = (await this.identity.people([offer.mentorId])).get(offer.mentorId);
    const [goal] = await this.times.goalViews([offer]);
    if (!mentor || !goal) throw new Error(`offer ${offer.id} refers to what does not exist`);
    const ended = endOf(offer, this.clock.now());
    return {
      id: offer.id,
      batch: { id, name },
      goal,
      mentor,
      startsAt: offer.startsAt.toISOString(),
      endsAt: offer.endsAt.toISOString(),
      offeredAt: offer.offeredAt.toISOString(),
      expiresAt: offer.expiresAt.toISOString(),
      ended,
      interviewId: ended === 'accepted' ? offer.id : null,
    };
  }

  async loggedEntries(batch: Batch, standings: readonly Standing[]): Promise<WaitlistLogView['entries']> {
    const people = await this.identity.people(standings.map((s) => s.entry.learnerId));
    const goals = await this.times.goalViews(standings.map((s) => s.entry));
    return standings.flatMap((standing, i) => {
      const { entry, lost, mocks } = standing;
      const { id, fromOn, untilOn, weekdays, parts } = entry;
      const [learner, goal] = [people.get(entry.learnerId), goals[i]];
      if (!learner || !goal) return [];
      const words = standingWords(standing, batch.policy.changeWindowDays);
      const since = entry.since.toISOString();
      return [{ id, learner, goal, fromOn, untilOn, weekdays, parts, since, lost, mocks, standing: words }];
    });
  }

  async loggedOffers(offers: readonly WaitlistOffer[]): Promise<WaitlistLogView['offers']> {
    const now = this.clock.now();
    const people = await this.identity.people(
      offers.flatMap((o) => [o.learnerId, o.mentorId, ...o.why.passedOver.map((p) => p.learnerId)]),
    );
    const goals = await this.times.goalViews(offers);
    return offers.flatMap((offer, i) => {
      const [learner, mentor, goal] = [people.get(offer.learnerId), people.get(offer.mentorId), goals[i]];
      if (!learner || !mentor || !goal) return [];
      const { why } = offer;
      return [
        {
          id: offer.id,
          learner,
          mentor,
          goal,
          startsAt: offer.startsAt.toISOString(),
          offeredAt: offer.offeredAt.toISOString(),
          expiresAt: offer.expiresAt.toISOString(),
          ended: endOf(offer, now),
          endedAt: offer.endedAt?.toISOString() ?? null,
          decidedBy: why.decidedBy,
          why: offerWords(why),
          passedOver: why.passedOver.flatMap((p) => {
            const person = people.get(p.learnerId);
            return person ? [{ learner: person, why: p.why, words: PASSED_OVER_WORDS[p.why] }] : [];
          }),
        },
      ];
    });
  }
}

/** How an offer ended, also when nobody has written it down yet. */
function endOf({ endedAs, expiresAt }: WaitlistOffer, now: Date): OfferEnd | null {
  return endedAs ?? (expiresAt <= now ? 'expired' : null);
}

/** The waitlist as those who wait see it. */
@Injectable()
export class WaitlistQueries {
  constructor(
    private readonly store: WaitlistStore,
    private readonly policy: WaitlistPolicy,
    private readonly cohorts: Cohorts,
    private readonly people: WaitingPeople,
    private readonly views: WaitlistViews,
    private readonly clock: Clock,
  ) {}

  /** Every batch in which the actor learns. */
  async mine(actor: Actor): Promise<{ items: MyWaitlistView[] }> {
    const batches = await this.cohorts.batches(batchesWhere(actor, ['learner']));
    const items: MyWaitlistView[] = [];
    for (const batch of batches.values()) {
      const entry = await this.store.findWaiting(batch.id, actor.personId);
      const [latest] = entry ? await this.store.listOffersOf(entry.id) : [];
      const isOpen = latest && endOf(latest, this.clock.now()) === null;
      items.push({
        batch: { id: batch.id, name: batch.name },
        isOpen: this.people.closed(batch) === null,
        offerMinutes: batch.policy.waitlistOfferMinutes,
        entry: entry && (await this.views.entry(batch, entry)),
        offer: isOpen ? await this.views.offer(batch, latest) : null,
      });
    }
    return { items };
  }

  /** The actor's entry in a batch right after they joined. */
  async joined(actor: Actor, batchId: string): Promise<WaitlistEntryView> {
    const entry = await this.store.findWaiting(batchId, actor.personId);
    if (!entry) throw new Error('who has just joined waits');
    return this.views.entry(await this.cohorts.batch(batchId), entry);
  }

  async offer(actor: Actor, offerId: string): Promise<WaitlistOfferView> {
    const offer = await this.policy.offer(actor, offerId);
    return this.views.offer(await this.cohorts.batch(offer.batchId), offer);
  }
}

/** The waitlist as those who run the batch see it. */
@Injectable()
export class WaitlistLog {
  constructor(
    private readonly store: WaitlistStore,
    private readonly cohorts: Cohorts,
    private readonly standings: Standings,
    private readonly people: WaitingPeople,
    private readonly views: WaitlistViews,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, batchId: string): Promise<WaitlistLogView> {
    const batch = await this.cohorts.authorize(actor, 'batch:oversee', batchId);
    const waiting = await this.store.listWaiting(batchId);
    const windowDays = batch.policy.changeWindowDays;
    return {
      isOpen: this.people.closed(batch) === null,
      windowDays,
      entries: await this.views.loggedEntries(batch, await this.standings.of(batch, waiting, this.clock.now())),
      offers: await this.views.loggedOffers(await this.store.listLogged(batchId)),
    };
  }
}
