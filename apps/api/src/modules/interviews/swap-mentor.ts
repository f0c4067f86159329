import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { SwapBody } from '@dryrun/contracts/bookings.contract';
import type { ChangeBy } from '@dryrun/domain/interviews/change-rules';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refusal } from '../../platform/http/refusal.ts';
import { roleIn } from './change-facts.ts';
import { ChangeRequestsStore } from './change-requests.store.ts';
import { ColleaguesQueries } from './colleagues.queries.ts';
import { Goals } from './goals.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import type { Interview } from './interviews.store.ts';
import { alreadyAsked } from './offer-times.ts';
import { Rebook } from './rebooking.ts';
import { mustBeAhead } from './still-ahead.ts';

/**
 * Another mentor takes a booked mock over, at its time. Staff assign a colleague who offers that time; in every other case
 * the colleague is asked and the mock stays where it is until they agree.
 */
@Injectable()
export class SwapMentor {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly goals: Goals,
    private readonly colleagues: ColleaguesQueries,
    private readonly requests: ChangeRequestsStore,
    private readonly rebook: Rebook,
  ) {}

  async run(actor: Actor, interviewId: string, { mentorId, note }: z.infer<typeof SwapBody>): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:swap', interviewId);
      mustBeAhead(interview, now);
      const colleague = (await this.colleagues.of(interview)).find((c) => c.personId === mentorId);
      if (!colleague) throw notFound();
      if (!colleague.isFree)
        throw new Refusal(
          'slot_taken',
          'That mentor has something else then. Nothing was changed; choose somebody else.',
        );
      const by = roleIn(interview, actor);
      if (by === 'admin' && colleague.isOpen)
        return void (await this.assign(tx, actor, interview, { mentorId, by, reason: note }, now));
      if (await this.requests.findOpen(interview.id)) throw alreadyAsked();
      await this.ask(tx, actor, interview, mentorId, note, now);
    });
  }

  /** Hands a locked mock over. The colleague has published this time, or said yes. @throws Refusal when they do not fit it (any more) */
  async assign(
    tx: Tx,
    actor: Actor,
    interview: Interview,
    { mentorId, by, reason }: { mentorId: string; by: ChangeBy; reason: string },
    now: Date,
  ): Promise<void> {
    // The batch may have changed since they were asked.
    const { batch, mentorIds } = await this.goals.heldOfInterview(tx, interview);
    if (!mentorIds.includes(mentorId)) throw doesNotFit();
    const startsAt = interview.startsAt.getTime();
    // Whoever agreed takes it beyond their own caps; the learner's account is charged as it was.
    const override = { by: actor.personId, reason };
    const change = { by, reasonCode: 'other' as const, reason, isLate: false, isTrouble: false, override };
    await this.rebook.run(tx, actor.personId, { interview, batch, mentorId, startsAt, ...change }, now);
  }

  private async ask(
    tx: Tx,
    actor: Actor,
    interview: Interview,
    askedOf: string,
    note: string,
    now: Date,
  ): Promise<void> {
    const id = uuid();
    const asked = { id, interviewId: interview.id, kind: 'swap' as const, state: 'open' as const };
    await this.requests.insert(tx, {
      ...asked,
      askedBy: actor.personId,
      askedOf,
      times: [],
      note,
      askedAt: now,
      endedAt: null,
    });
    await this.writes.tell(tx, {
      actorId: actor.personId,
      action: 'interview.ask_colleague',
      interview,
      after: { requestId: id, askedOf, note },
      news: {
        type: 'interview.swap_asked',
        payload: { requestId: id, askedBy: actor.personId, askedOf, startsAt: interview.startsAt },
      },
    });
  }
}

function doesNotFit(): Refusal {
  return new Refusal(
    'slot_not_open',
    'Mocks of this track and level are not among those you take in this batch any more, so nothing was changed. Your cohort admin can add them.',
  );
}
