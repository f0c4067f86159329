import { Injectable, type OnModuleInit } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { takesPeople } from '@dryrun/domain/cohorts/batch-state';
import { addDays } from '@dryrun/domain/time/local-date';
import { instantToLocal } from '@dryrun/domain/time/zone-transitions';
import { DAY_PARTS, WEEKDAYS } from '@dryrun/domain/waitlist/waitlist-wish';
import type { WaitingEnd } from '@dryrun/domain/waitlist/waitlist-order';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Interviews } from '../interviews/index.ts';
import { EndWaiting } from './end-waiting.ts';
import { WaitingPeople } from './waiting-people.ts';
import { WaitlistStore } from './waitlist.store.ts';
import { WaitlistWrites } from './waitlist-writes.ts';

/** News after which a time may be free that was not, or somebody may use one that could not. */
const MAY_FREE = [
  'interview.cancelled',
  'interview.missed',
  'interview.moved',
  'interview.swapped',
  'scheduling.hours_saved',
  'quota.granted',
  'grant.given',
  'enrolment.active',
  'batch.policy_changed',
];

const Booked = z.object({ batchId: z.uuid(), learnerId: z.uuid() });
const Lost = Booked.extend({ by: z.string().nullish() });
const SomebodyLeft = z.object({ batchId: z.uuid().nullable(), personId: z.uuid() });

/** Who loses a mock because its mentor cancels, or does not come, waits for another from that moment, for the same goal and at any time, without doing anything. */
@Injectable()
export class JoinAfterLoss {
  constructor(
    private readonly writes: WaitlistWrites,
    private readonly store: WaitlistStore,
    private readonly cohorts: Cohorts,
    private readonly interviews: Interviews,
    private readonly people: WaitingPeople,
  ) {}

  async hear(event: DomainEvent): Promise<void> {
    const { batchId, learnerId, by } = Lost.parse(event.payload);
    if (by !== 'mentor') return;
    const batch = await this.cohorts.batch(batchId);
    if (!(await this.people.mayWait(batchId, learnerId)) || (await this.store.findWaiting(batchId, learnerId))) return;
    const { goal, formatVersionId, rubricVersionId } = await this.interviews.interview(event.subjectId);
    await this.writes.run(async (inner, now) => {
      const timeZone = (await this.people.zonesOf([learnerId])).get(learnerId) ?? batch.timeZone;
      const today = instantToLocal(timeZone, now.getTime()).date;
      const entry = {
        id: uuid(),
        batchId,
        learnerId,
        goal,
        formatVersionId,
        rubricVersionId,
        fromOn: today,
        untilOn: addDays(today, batch.policy.horizonDays),
        weekdays: [...WEEKDAYS],
        parts: [...DAY_PARTS],
        since: now,
        joinedBy: 'lost_mock' as const,
      };
      const { id, isNew } = await this.store.upsertEntry(inner, entry);
      await this.writes.joined(inner, null, { ...entry, id }, isNew);
    });
  }
}

/** What the rest of Dryrun does to those who wait. Each listener goes by how things stand when the news arrives. */
@Injectable()
export class HearOfChanges implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly writes: WaitlistWrites,
    private readonly store: WaitlistStore,
    private readonly cohorts: Cohorts,
    private readonly end: EndWaiting,
    private readonly lost: JoinAfterLoss,
  ) {}

  onModuleInit(): void {
    for (const type of ['interview.cancelled', 'interview.missed'])
      this.events.on(type, (_tx, event) => this.lost.hear(event));
    this.events.on('interview.confirmed', (_tx, event) => this.booked(event));
    for (const type of ['enrolment.ended', 'enrolment.paused', 'grant.taken'])
      this.events.on(type, (_tx, event) => this.left(event));
    for (const type of ['batch.completed', 'batch.cancelled', 'batch.policy_changed'])
      this.events.on(type, (_tx, event) => this.closed(event));
    // Last, so that who was put on the list by the same news is looked at too.
    for (const type of MAY_FREE) this.events.on(type, (tx) => this.wakeAll(tx));
  }

  /** A mentor's time is one time, whatever batch it was booked in: everybody who waits anywhere may want it. */
  private async wakeAll(tx: Tx): Promise<void> {
    for (const batchId of await this.store.listBatches()) await this.writes.wake(tx, batchId);
  }

  /** Whoever has a mock in the batch now does not wait for one any more. */
  private async booked(event: DomainEvent): Promise<void> {
    const { batchId, learnerId } = Booked.parse(event.payload);
    await this.endWaiting(batchId, learnerId, 'booked');
  }

  private async left(event: DomainEvent): Promise<void> {
    const { batchId, personId } = SomebodyLeft.parse(event.payload);
    if (batchId === null) return;
    if (!(await this.cohorts.bookableLearnerIds(batchId)).includes(personId))
      await this.endWaiting(batchId, personId, 'gone');
    const isMentor = (await this.cohorts.mentors(batchId)).some((m) => m.personId === personId);
    if (isMentor) return;
    await this.writes.run(async (inner, now) => {
      for (const offer of await this.store.listOpen(batchId)) {
        if (offer.mentorId !== personId || !(await this.store.lockEntry(inner, offer.entryId))) continue;
        await this.end.offer(inner, null, offer, 'withdrawn', now);
      }
    });
  }

  private async closed(event: DomainEvent): Promise<void> {
    const batch = await this.cohorts.batch(event.subjectId);
    if (takesPeople(batch.state) && batch.policy.hasWaitlist) return;
    for (const { learnerId } of await this.store.listWaiting(batch.id))
      await this.endWaiting(batch.id, learnerId, 'closed');
  }

  private async endWaiting(batchId: string, learnerId: string, endedAs: WaitingEnd): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const found = await this.store.findWaiting(batchId, learnerId);
      const entry = found && (await this.store.lockEntry(tx, found.id));
      if (entry) await this.end.entry(tx, null, entry, endedAs, now);
    });
  }
}
