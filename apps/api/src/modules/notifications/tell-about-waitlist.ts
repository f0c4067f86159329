import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Clock } from '../../platform/clock/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { Mail } from '../../platform/mail/mail.ts';
import { Catalog } from '../catalog/index.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Identity, type Addressee } from '../identity/index.ts';
import { Waitlist, type WaitlistOffer } from '../waitlist/index.ts';
import { Post } from './post.ts';
import {
  offeredMail,
  offerRanOutMail,
  waitingEndedMail,
  type EndedForThem,
  type OfferFacts,
} from './waitlist-mails.ts';

const OfferEnded = z.object({ endedAs: z.string() });
const WaitingEnded = z.object({
  batchId: z.uuid(),
  learnerId: z.uuid(),
  endedAs: z.enum(['booked', 'left', 'gone', 'passed', 'unanswered', 'closed']),
});
const TOLD: readonly string[] = ['passed', 'unanswered', 'closed'] satisfies EndedForThem[];

const OFFERED = 'waitlist.offered';
const MINUTE = 60_000;

/** Looks up what a message about an offered time says, and to whom. */
@Injectable()
export class OfferReaders {
  constructor(
    private readonly waitlist: Waitlist,
    private readonly identity: Identity,
    private readonly catalog: Catalog,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** null when there is nobody to tell. */
  async of(offerId: string): Promise<{ offer: WaitlistOffer; person: Addressee; facts: OfferFacts } | null> {
    const offer = await this.waitlist.offer(offerId);
    const person = (await this.identity.addressees([offer.learnerId])).get(offer.learnerId);
    const mentor = (await this.identity.people([offer.mentorId])).get(offer.mentorId);
    if (!person || !mentor) return null;
    const format = await this.catalog.formatVersion(offer.formatVersionId);
    const facts: OfferFacts = {
      timeZone: person.timeZone,
      mentor,
      formatTitle: format.body.title,
      minutes: Math.round((offer.endsAt.getTime() - offer.startsAt.getTime()) / MINUTE),
      startsAt: offer.startsAt,
      expiresAt: offer.expiresAt,
      url: `${this.settings.publicUrl}/waitlist/${offer.id}`,
    };
    return { offer, person, facts };
  }

  bookUrl(batchId: string): string {
    return `${this.settings.publicUrl}/book?batch=${batchId}`;
  }
}

/**
 * Tells those who wait of a time that is kept for them, when they let it run out, and when their waiting ended without them.
 * Offers are made while their reader is awake, so nothing here waits for the morning; who wants no mails sees them on Today.
 */
@Injectable()
export class TellAboutWaitlist implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly readers: OfferReaders,
    private readonly identity: Identity,
    private readonly cohorts: Cohorts,
    private readonly post: Post,
    private readonly mail: Mail,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.on(OFFERED, (tx, event) => this.offered(tx, event));
    this.events.on('waitlist.offer_ended', (tx, event) => this.offerEnded(tx, event));
    this.events.on('waitlist.ended', (tx, event) => this.waitingEnded(tx, event));
  }

  private async offered(tx: Tx, { subjectId }: DomainEvent): Promise<void> {
    const reader = await this.readers.of(subjectId);
    // Whoever hears of it too late is not told of what is over.
    if (!reader || reader.offer.endedAs !== null || reader.offer.expiresAt <= this.clock.now()) return;
    const { offer, person, facts } = reader;
    await this.post.send(tx, person, {
      kind: OFFERED,
      words: offeredMail(facts),
      batchId: offer.batchId,
      orderKey: orderKeyOf(offer.id),
      name: `waitlist-offer-${offer.id}`,
      thread: `waitlist-${offer.entryId}`,
      optional: 'requests',
      isUrgent: true,
      expiresAt: offer.expiresAt,
    });
  }

  private async offerEnded(tx: Tx, { subjectId, payload, type }: DomainEvent): Promise<void> {
    const { endedAs } = OfferEnded.parse(payload);
    await this.mail.withdraw(tx, orderKeyOf(subjectId), OFFERED, 'The offer ended before this could be sent.');
    const reader = endedAs === 'expired' ? await this.readers.of(subjectId) : null;
    if (!reader) return;
    const { offer, person, facts } = reader;
    await this.post.send(tx, person, {
      kind: type,
      words: offerRanOutMail(facts, this.readers.bookUrl(offer.batchId)),
      batchId: offer.batchId,
      orderKey: orderKeyOf(offer.id),
      name: `waitlist-offer-over-${offer.id}`,
      thread: `waitlist-${offer.entryId}`,
      optional: 'requests',
    });
  }

  private async waitingEnded(tx: Tx, { subjectId, payload, type }: DomainEvent): Promise<void> {
    const { batchId, learnerId, endedAs } = WaitingEnded.parse(payload);
    const person = TOLD.includes(endedAs) ? (await this.identity.addressees([learnerId])).get(learnerId) : undefined;
    if (!person) return;
    const { name } = await this.cohorts.batch(batchId);
    await this.post.send(tx, person, {
      kind: type,
      words: waitingEndedMail(endedAs as EndedForThem, name, this.readers.bookUrl(batchId)),
      batchId,
      name: `waitlist-ended-${subjectId}`,
      thread: `waitlist-${subjectId}`,
      optional: 'requests',
    });
  }
}

/** Messages about one offer leave in order. */
function orderKeyOf(offerId: string): string {
  return `waitlist-offer:${offerId}`;
}
