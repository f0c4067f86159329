import { Injectable, type OnModuleInit } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { interviewEndpoints, type HoldView } from '@dryrun/contracts/interviews.contract';
import { givesMock, narrowed } from '@dryrun/domain/cohorts/qualification';
import { Clock } from '../../platform/clock/clock.ts';
import { OneTrips, type OneTripCall } from '../../platform/http/one-trip.ts';
import { Catalog } from '../catalog/index.ts';
import { Cohorts } from '../cohorts/index.ts';
import { reachOf, Scheduling } from '../scheduling/index.ts';
import { goalView } from './goal-views.ts';
import type { Wanted } from './goals.ts';
import { HoldDecisionStore, type HoldFacts } from './hold-decision.store.ts';
import { planned } from './hold-slot.ts';
import { closedStart } from './slot-refusals.ts';

type Call = OneTripCall<typeof interviewEndpoints.hold>;

/**
 * The short way of `HoldSlot` for a wish that can be granted: one statement reads, the same pure functions decide, one
 * statement writes. Anything else (a refusal, a repeated key, a lost race) is left to `HoldSlot`, which explains it.
 */
@Injectable()
export class HoldInOneTrip implements OnModuleInit {
  constructor(
    private readonly trips: OneTrips,
    private readonly store: HoldDecisionStore,
    private readonly cohorts: Cohorts,
    private readonly catalog: Catalog,
    private readonly scheduling: Scheduling,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.trips.offer(interviewEndpoints.hold, (call) => this.run(call));
  }

  private async run(call: Call): Promise<HoldView | null> {
    const { params, body } = call.input;
    const now = this.clock.now();
    const startsAt = Date.parse(body.startsAt);
    const range = { start: startsAt, end: startsAt + 1 };
    const { format, track } = body.goal;
    const asked = { batchId: params.batchId, learnerId: call.actor.personId, mentorId: body.mentorId };
    const facts = await this.store.find({ ...asked, format, track, reach: reachOf(range), now });
    const wanted = facts && (await this.wanted(call, facts));
    if (!facts || !wanted) return null;
    const question = {
      batch: facts.batch,
      learnerId: asked.learnerId,
      mentorIds: wanted.mentorIds,
      durationMin: wanted.format.body.minutes,
      now: now.getTime(),
      range,
      ...(facts.isOwing && { pausedMentorIds: new Set([body.mentorId]) }),
    };
    const [look] = this.scheduling.openSlotsWith(question, facts.slots);
    return closedStart(wanted, look ?? null, startsAt) ? null : this.hold(call, facts, wanted, now);
  }

  /** The wish with everything it names; null when something of it cannot be chosen, or is not this actor's to choose. */
  private async wanted({ actor, input }: Call, facts: HoldFacts): Promise<Wanted | null> {
    const { goal } = input.body;
    const { formatVersionId, trackVersionId, rubricVersionId, mentor } = facts;
    if (!formatVersionId || !trackVersionId || !rubricVersionId || !mentor || mentor.id === actor.personId) return null;
    const batch = this.cohorts.authorizeRow(actor, 'interview:book', facts.batch);
    const format = await this.catalog.formatVersion(formatVersionId);
    const track = await this.catalog.trackVersion(trackVersionId);
    const rubric = await this.catalog.rubricVersion(rubricVersionId);
    const { levels, focusDimensions } = format.body;
    const isHeld = levels.includes(goal.level) && (goal.dimension === null || focusDimensions.includes(goal.dimension));
    if (!isHeld || !givesMock(narrowed(mentor), goal)) return null;
    const learnerId = actor.personId;
    const base = { batch, learnerId, format, rubric, level: goal.level, otherMentors: 0 };
    return { ...base, trackTitle: track.body.title, mentorIds: [mentor.id] };
  }

  private async hold(call: Call, facts: HoldFacts, wanted: Wanted, now: Date): Promise<HoldView | null> {
    const { claim, actor, seal, input } = call;
    const interview = { ...planned(wanted, input.body, now), ...(facts.plannedId && { id: facts.plannedId }) };
    const { startsAt, endsAt, mentorId, learnerId } = interview;
    const time = { startsAt: startsAt.getTime(), endsAt: endsAt.getTime(), now: now.getTime() };
    const reservation = this.scheduling.holdRow(
      { referenceId: interview.id, batch: facts.batch, learnerId, mentorId, ...time },
      facts.hours,
    );
    const { bookingId, heldUntil } = reservation;
    if (!facts.mentor) return null;
    const { id, name, timeZone } = facts.mentor;
    const answer = seal({
      id: bookingId,
      batchId: interview.batchId,
      interviewId: interview.id,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      mentor: { id, name, timeZone },
      goal: goalView(interview.goal, wanted.format, wanted.rubric, wanted.trackTitle),
      heldUntil: heldUntil.toISOString(),
    });
    const after = { bookingId, mentorId, startsAt, endsAt, heldUntil };
    const audit = { id: uuid(), actorId: actor.personId, action: 'interview.hold', after };
    const status = interviewEndpoints.hold.status;
    return (await this.store.hold({ claim, status, answer, interview, reservation, audit, now })) ? answer : null;
  }
}
