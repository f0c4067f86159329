import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AnswerBody } from '@dryrun/contracts/bookings.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { Tx } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { ChangeRequestsPolicy, type Asked } from './change-requests.policy.ts';
import { ChangeRequestsStore } from './change-requests.store.ts';
import { InterviewWrites } from './interview-writes.ts';
import { MoveInterview } from './move-interview.ts';
import { isAhead } from './still-ahead.ts';
import { SwapMentor } from './swap-mentor.ts';

type Answer = z.infer<typeof AnswerBody>;

/** Yes or no to a question about a booked mock. A yes moves it, or hands it over, in the same transaction. */
@Injectable()
export class AnswerRequest {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: ChangeRequestsPolicy,
    private readonly requests: ChangeRequestsStore,
    private readonly moving: MoveInterview,
    private readonly swapping: SwapMentor,
  ) {}

  async run(actor: Actor, requestId: string, answer: Answer): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const { request, interview } = await this.policy.lockAsked(tx, actor, requestId);
      if (request.state !== 'open' || !isAhead(interview, now)) throw closed();
      const state = answer.accept ? 'accepted' : 'declined';
      if (!(await this.requests.end(tx, request.id, state, now))) throw closed();
      if (answer.accept) await this.take(tx, actor, { request, interview }, answer, now);
      else
        await this.writes.tell(tx, {
          actorId: actor.personId,
          action: 'interview.decline_request',
          interview,
          before: { requestId, kind: request.kind },
          news: {
            type: 'interview.request_declined',
            payload: { requestId, kind: request.kind, askedBy: request.askedBy, askedOf: request.askedOf },
          },
        });
    });
  }

  /** The question is over whatever becomes of the mock. */
  async withdraw(actor: Actor, requestId: string): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const { request, interview } = await this.policy.lockOwn(tx, actor, requestId);
      if (!(await this.requests.end(tx, request.id, 'withdrawn', now))) throw closed();
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.withdraw_request',
        interview,
        before: { requestId, kind: request.kind },
        news: {
          type: 'interview.request_withdrawn',
          payload: { requestId, kind: request.kind, askedOf: request.askedOf },
        },
      });
    });
  }

  private async take(
    tx: Tx,
    actor: Actor,
    { request, interview }: Asked,
    { startsAt }: Answer,
    now: Date,
  ): Promise<void> {
    if (request.kind === 'swap') {
      const change = { mentorId: actor.personId, by: 'mentor' as const, reason: request.note };
      return this.swapping.assign(tx, actor, interview, change, now);
    }
    if (startsAt === null || !request.times.some((t) => t.getTime() === Date.parse(startsAt)))
      throw new Refusal('invalid_input', 'Nothing was changed. Choose one of the times that were offered.', {
        errors: [{ pointer: '/body/startsAt', message: 'This time was not offered.' }],
      });
    const { mentorId } = interview;
    const from = interview.startsAt.toISOString();
    const move = { mentorId, startsAt, from, reasonCode: 'mentor_asked' as const, reason: request.note };
    return this.moving.moveWithin(tx, actor, interview, move, now);
  }
}

function closed(): Refusal {
  return new Refusal(
    'request_closed',
    'This question was answered or taken back already, or the mock has changed. Nothing was changed; load the page again.',
  );
}
