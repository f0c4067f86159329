import { Injectable, type OnModuleInit } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { interviewEndpoints, type HoldView } from '@dryrun/contracts/interviews.contract';
import { Clock } from '../../platform/clock/clock.ts';
import { OneTrips, type OneTripCall } from '../../platform/http/one-trip.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { reachOf, Scheduling } from '../scheduling/index.ts';
import { goalView } from './goal-views.ts';
import { Goals, type Wanted } from './goals.ts';
import { HoldDecisionStore, type HoldFacts } from './hold-decision.store.ts';
import { planned } from './hold-slot.ts';
import { closedStart, reservationRefused, withSlots } from './slot-refusals.ts';
import { SlotsQueries } from './slots.queries.ts';

type Call = OneTripCall<typeof interviewEndpoints.hold>;

/** What was found out about a wish, and why it cannot be granted; null: it can. */
interface Look {
  facts: HoldFacts;
  wanted: Wanted;
  closed: Refusal | null;
}

/**
 * The short way of `HoldSlot`: one statement reads, the same pure functions decide, one statement writes or says who was faster.
 * Anything else (a repeated key, a goal that cannot be chosen, locks that met) is left to `HoldSlot`, which explains it.
 */
@Injectable()
export class HoldInOneTrip implements OnModuleInit {
  constructor(
    private readonly trips: OneTrips,
    private readonly store: HoldDecisionStore,
    private readonly goals: Goals,
    private readonly slots: SlotsQueries,
    private readonly scheduling: Scheduling,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.trips.offer(interviewEndpoints.hold, (call) => this.run(call));
  }

  private async run(call: Call): Promise<HoldView | Refusal | null> {
    const now = this.clock.now();
    const seen = await this.look(call, now);
    if (!seen) return null;
    const answer = seen.closed ?? (await this.hold(call, seen, now));
    return answer instanceof Refusal ? this.withSlots(call, seen, answer) : answer;
  }

  private async look({ actor, input }: Call, now: Date): Promise<Look | null> {
    const { params, body } = input;
    const startsAt = Date.parse(body.startsAt);
    const range = { start: startsAt, end: startsAt + 1 };
    const { format, track } = body.goal;
    const asked = { batchId: params.batchId, learnerId: actor.personId, mentorId: body.mentorId };
    const facts = await this.store.find({ ...asked, format, track, reach: reachOf(range), now });
    const wanted = facts && (await this.goals.ofFacts(actor, body.goal, facts));
    if (!wanted) return null;
    const question = {
      batch: facts.batch,
      learnerId: asked.learnerId,
      mentorIds: wanted.mentorIds,
      durationMin: wanted.format.body.minutes,
      now: now.getTime(),
      range,
      ...(facts.isOwing && { pausedMentorIds: new Set([body.mentorId]) }),
    };
    const [slots] = this.scheduling.openSlotsWith(question, facts.slots);
    return { facts, wanted, closed: closedStart(wanted, slots ?? null, startsAt) };
  }

  private async withSlots({ input }: Call, { wanted, facts }: Look, refusal: Refusal): Promise<Refusal> {
    const { goal, startsAt } = input.body;
    const among = await this.goals.amongAll(wanted, goal);
    return withSlots(refusal, await this.slots.nearest(among, Date.parse(startsAt), { account: facts.slots.account }));
  }

  private async hold(call: Call, { facts, wanted }: Look, now: Date): Promise<HoldView | Refusal | null> {
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
    const outcome = await this.store.hold({ claim, status, answer, interview, reservation, audit, now });
    if (outcome === 'held') return answer;
    return outcome === 'undecided' ? null : reservationRefused(wanted.batch, outcome, startsAt.getTime());
  }
}
