import { Injectable } from '@nestjs/common';
import type { ChangeRequestView } from '@dryrun/contracts/bookings.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Identity } from '../identity/index.ts';
import { ChangeRequestsPolicy } from './change-requests.policy.ts';
import { ChangeRequestsStore, type ChangeRequest } from './change-requests.store.ts';
import { GoalViews } from './goal-views.ts';
import { Goals } from './goals.ts';
import { InterviewsStore, type Interview } from './interviews.store.ts';
import { SlotsQueries } from './slots.queries.ts';
import { isAhead } from './still-ahead.ts';

/** Questions about booked mocks as the asked and the asking see them. */
@Injectable()
export class ChangeRequestViews {
  constructor(
    private readonly requests: ChangeRequestsStore,
    private readonly policy: ChangeRequestsPolicy,
    private readonly interviews: InterviewsStore,
    private readonly identity: Identity,
    private readonly goalViews: GoalViews,
    private readonly goals: Goals,
    private readonly slots: SlotsQueries,
    private readonly clock: Clock,
  ) {}

  /** What waits for an answer of the actor. */
  async mine(actor: Actor): Promise<{ items: ChangeRequestView[] }> {
    const asked = await this.requests.listAskedOf(actor.personId);
    const items: ChangeRequestView[] = [];
    for (const request of asked) {
      const interview = await this.interviews.find(request.interviewId);
      if (interview && isAhead(interview, this.clock.now()) && this.policy.mayAnswer(actor, request, interview))
        items.push(await this.view(request, interview));
    }
    return { items };
  }

  /** One that the actor has just answered or taken back. */
  async one(id: string): Promise<ChangeRequestView> {
    const request = await this.requests.find(id);
    const interview = request && (await this.interviews.find(request.interviewId));
    if (!request || !interview) throw new Error(`change request ${id} does not exist`);
    return this.view(request, interview);
  }

  /** The open question about a mock; null when there is none, or it is no business of this reader's. */
  async openOf(interview: Interview, isLearner: boolean): Promise<ChangeRequestView | null> {
    const request = await this.requests.findOpen(interview.id);
    // Whether a colleague could take over is between mentors and staff until one does.
    if (!request || !isAhead(interview, this.clock.now()) || (request.kind === 'swap' && isLearner)) return null;
    return this.view(request, interview);
  }

  private async view(request: ChangeRequest, interview: Interview): Promise<ChangeRequestView> {
    const { askedBy, askedOf } = request;
    const people = await this.identity.people([askedBy, askedOf, interview.learnerId, interview.mentorId]);
    const person = (id: string) => people.get(id) ?? { id, name: 'Somebody who left', timeZone: 'UTC' };
    const [goal] = await this.goalViews.of([interview]);
    if (!goal) throw new Error('one interview has one goal');
    const minutes = interview.endsAt.getTime() - interview.startsAt.getTime();
    const times =
      request.state === 'open' && request.kind === 'move' ? await this.stillOpen(request, interview) : request.times;
    return {
      id: request.id,
      kind: request.kind,
      state: request.state,
      interview: {
        id: interview.id,
        startsAt: interview.startsAt.toISOString(),
        endsAt: interview.endsAt.toISOString(),
        // The note is for whoever is the mentor; a colleague reads it once they are.
        goal: request.kind === 'swap' ? { ...goal, note: '' } : goal,
        learner: person(interview.learnerId),
        mentor: person(interview.mentorId),
      },
      askedBy: person(askedBy),
      askedOf: person(askedOf),
      times: times.map((t) => ({ startsAt: t.toISOString(), endsAt: new Date(t.getTime() + minutes).toISOString() })),
      note: request.note,
      askedAt: request.askedAt.toISOString(),
    };
  }

  private async stillOpen(request: ChangeRequest, interview: Interview): Promise<Date[]> {
    const { items } = await this.slots.view(await this.goals.ofInterview(interview), { replaces: interview.id });
    const open = new Set(
      items.filter((s) => s.mentors.some((m) => m.id === interview.mentorId)).map((s) => Date.parse(s.startsAt)),
    );
    return request.times.filter((t) => open.has(t.getTime()));
  }
}
