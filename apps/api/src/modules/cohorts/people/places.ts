import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { takesPeople } from '@dryrun/domain/cohorts/batch-state';
import {
  freeSeats,
  holdsRole,
  holdsSeat,
  moveEnrolment,
  type EnrolmentEvent,
  type EnrolmentState,
} from '@dryrun/domain/cohorts/enrolment-state';
import type { Level } from '@dryrun/domain/cohorts/levels';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { Events } from '../../../platform/events/events.ts';
import { notFound, Refusal } from '../../../platform/http/refusal.ts';
import { Grants } from '../../identity/index.ts';
import type { BatchEntity } from '../batch.entity.ts';
import { CohortsStore } from '../cohorts.store.ts';
import { EnrolmentStore, type Place } from './enrolment.store.ts';

/** One step of a learner's place. `level` and `targetRole` are what a new row starts with. */
export interface PlaceStep {
  batchId: string;
  personId: string;
  event: EnrolmentEvent;
  /** null: Dryrun itself (a seat became free, the batch began). */
  actorId: string | null;
  level?: Level;
  targetRole?: string;
}

const BRINGS_IN: readonly EnrolmentEvent[] = ['apply', 'accept', 'approve', 'reinstate', 'resume'];
const IS_OVER: readonly EnrolmentState[] = ['completed', 'withdrawn', 'removed', 'transferred'];
const OUT: readonly EnrolmentState[] = ['withdrawn', 'removed', 'transferred'];

/**
 * Every change of a learner's place goes through here, under the lock of its batch: seats are counted and taken in one go,
 * the learner's role comes and goes with the place, and a seat that becomes free goes to the first of the line.
 */
@Injectable()
export class Places {
  constructor(
    private readonly batches: CohortsStore,
    private readonly store: EnrolmentStore,
    private readonly grants: Grants,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Refusal `enrolment_state` when that cannot happen to this place now, `batch_state` when the batch takes nobody any
   *   more, `not_found` for a batch that is gone
   */
  async move(tx: Tx, step: PlaceStep): Promise<Place> {
    const batch = await this.batches.lockBatch(tx, step.batchId);
    if (!batch) throw notFound();
    if (BRINGS_IN.includes(step.event) && !takesPeople(batch.state))
      throw new Refusal(
        'batch_state',
        'This batch takes nobody in any more, so nothing was changed. Choose a batch that is open, or open this one first.',
      );
    const place = await this.step(tx, batch, step);
    await this.fillSeats(tx, batch);
    return place;
  }

  /** Gives up every place of somebody, applications included; what is over already stays as it is. */
  async leaveAll(tx: Tx, personId: string, actorId: string): Promise<void> {
    for (const { batchId, state } of await this.store.listOfPerson(personId))
      if (!IS_OVER.includes(state)) await this.move(tx, { batchId, personId, event: 'withdraw', actorId });
  }

  /** Gives free seats to those who wait, in order. For when seats were added. Pre-condition: the batch is locked. */
  async fillSeats(tx: Tx, batch: BatchEntity): Promise<void> {
    for (;;) {
      const counts = await this.store.count(batch.id);
      const first = counts.waiting > 0 && takesPeople(batch.state) ? await this.store.findFirstWaiting(batch.id) : null;
      if (!first || freeSeats({ capacity: batch.capacity, taken: counts.taken }) <= 0) return;
      await this.step(tx, batch, { batchId: batch.id, personId: first.personId, event: 'promote', actorId: null });
    }
  }

  /** Moves everybody of the batch for whom the event exists. Pre-condition: the batch is locked. */
  async moveAll(tx: Tx, batch: BatchEntity, event: 'begin' | 'complete', actorId: string | null): Promise<void> {
    const from = event === 'begin' ? ['enrolled'] : ['active', 'paused'];
    for (const place of await this.store.listOfBatch(batch.id))
      if (from.includes(place.state))
        await this.step(tx, batch, { batchId: batch.id, personId: place.personId, event, actorId });
  }

  private async step(
    tx: Tx,
    batch: BatchEntity,
    { personId, event, actorId, level, targetRole }: PlaceStep,
  ): Promise<Place> {
    const now = this.clock.now();
    const before = await this.store.lockOf(tx, batch.id, personId);
    const counts = await this.store.count(batch.id);
    const decision = moveEnrolment(before?.state ?? null, event, {
      capacity: batch.capacity,
      batchState: batch.state,
      ...counts,
    });
    if (!decision.ok) throw cannot(before?.state ?? null);
    const { state } = decision;
    const takesSeat = holdsSeat(state) && !(before && holdsSeat(before.state));
    const place: Place = {
      id: before?.id ?? uuid(),
      batchId: batch.id,
      personId,
      state,
      level: level ?? before?.level ?? 'mid',
      targetRole: targetRole ?? before?.targetRole ?? '',
      enrolledAt: takesSeat || !before ? now : before.enrolledAt,
      since: now,
      waitlistedAt: state === 'waitlisted' ? now : null,
    };
    await (before ? this.store.update(tx, place) : this.store.insert(tx, place));
    const role = { personId, role: 'learner', batchId: batch.id } as const;
    await (holdsRole(state) ? this.grants.give(tx, role, actorId) : this.grants.take(tx, role, actorId));
    await this.tell(tx, place, before?.state ?? null, event, actorId);
    return place;
  }

  private async tell(
    tx: Tx,
    place: Place,
    before: EnrolmentState | null,
    event: EnrolmentEvent,
    actorId: string | null,
  ): Promise<void> {
    const { id, batchId, personId, state } = place;
    await this.audit.record(tx, {
      actorId,
      action: `enrolment.${event}`,
      subjectType: 'enrolment',
      subjectId: id,
      personId,
      batchId,
      before: before && { state: before },
      after: { state },
    });
    // One name for every way out: who listens wants to know that somebody is gone.
    const type = OUT.includes(state) ? 'enrolment.ended' : `enrolment.${state}`;
    await this.events.announce(tx, { type, subjectId: id, payload: { batchId, personId, state, before, event } });
  }
}

const NOW: Record<EnrolmentState, string> = {
  invited: 'only invited so far',
  applied: 'waiting for an answer to their application',
  waitlisted: 'in the line for a seat',
  enrolled: 'enrolled',
  active: 'in the batch',
  paused: 'paused',
  completed: 'done with the batch',
  withdrawn: 'no longer in the batch',
  removed: 'no longer in the batch',
  transferred: 'in another batch by now',
};

function cannot(state: EnrolmentState | null): Refusal {
  const now = state === null ? 'not in this batch' : NOW[state];
  return new Refusal(
    'enrolment_state',
    `That cannot be done now: this person is ${now}. Nothing was changed; reload to see how things stand.`,
    {
      extensions: { state },
    },
  );
}
