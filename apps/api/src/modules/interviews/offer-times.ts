import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { OfferTimesBody } from '@dryrun/contracts/bookings.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal, type FieldError } from '../../platform/http/refusal.ts';
import { ChangeRequestsStore } from './change-requests.store.ts';
import { Goals } from './goals.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { SlotsQueries } from './slots.queries.ts';
import { mustBeAhead } from './still-ahead.ts';

/**
 * A mentor who cannot keep a mock asks its learner to choose another of these times. Until the learner says yes the booking
 * stands: nobody's evening is moved without them.
 */
@Injectable()
export class OfferTimes {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly goals: Goals,
    private readonly slots: SlotsQueries,
    private readonly requests: ChangeRequestsStore,
  ) {}

  async run(actor: Actor, interviewId: string, { startsAt, note }: z.infer<typeof OfferTimesBody>): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:run', interviewId);
      mustBeAhead(interview, now);
      if (await this.requests.findOpen(interview.id)) throw alreadyAsked();
      const starts = [...new Set(startsAt.map((s) => Date.parse(s)))].sort((a, b) => a - b);
      const wanted = await this.goals.ofInterview(interview);
      const open = (await this.slots.view(wanted, { replaces: interview.id })).items
        .filter((s) => s.mentors.some((m) => m.id === actor.personId))
        .map((s) => Date.parse(s.startsAt));
      const errors: FieldError[] = startsAt.flatMap((s, i) =>
        open.includes(Date.parse(s)) && Date.parse(s) !== interview.startsAt.getTime()
          ? []
          : [{ pointer: `/body/startsAt/${i}`, message: 'This time is not open for you both.' }],
      );
      if (errors.length > 0)
        throw new Refusal(
          'slot_not_open',
          'Nothing was asked. Some of these times are not open for you both; choose others.',
          { errors },
        );
      const request = {
        id: uuid(),
        interviewId: interview.id,
        kind: 'move' as const,
        state: 'open' as const,
        askedBy: actor.personId,
        askedOf: interview.learnerId,
        times: starts.map((s) => new Date(s)),
        note,
        askedAt: now,
        endedAt: null,
      };
      await this.requests.insert(tx, request);
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.offer_times',
        interview,
        after: { requestId: request.id, times: request.times, note },
        news: {
          type: 'interview.times_offered',
          payload: { requestId: request.id, times: request.times, startsAt: interview.startsAt },
        },
      });
    });
  }
}

export function alreadyAsked(): Refusal {
  return new Refusal(
    'request_open',
    'There is a question about this mock that is not answered yet. Nothing was asked; take that one back first.',
  );
}
