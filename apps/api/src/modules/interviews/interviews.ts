import { Injectable } from '@nestjs/common';
import { transition, type InterviewEvent } from '@dryrun/domain/interviews/interview-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { MarkView } from '@dryrun/contracts/interviews.contract';
import type { Authorized } from '../../platform/auth/authorized.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refusal } from '../../platform/http/refusal.ts';
import { InterviewsPolicy, type InterviewPermission } from './interviews.policy.ts';
import { InterviewsStore, type CalendarMock, type Interview } from './interviews.store.ts';
import { markView } from './plan-view.ts';
import { PlanStore } from './plan.store.ts';

/** What other modules may ask of interviews. */
@Injectable()
export class Interviews {
  constructor(
    private readonly store: InterviewsStore,
    private readonly plan: PlanStore,
    private readonly policy: InterviewsPolicy,
  ) {}

  /** @throws Refusal `not_found` when it does not exist for the actor, `forbidden` when only the action is not theirs */
  interviewFor<P extends InterviewPermission>(
    actor: Actor,
    id: string,
    permission: P,
  ): Promise<Authorized<Interview, P>> {
    return this.policy.authorize(actor, permission, id);
  }

  /** Without asking who wants to know. @throws Refusal `not_found` for an unknown id */
  async interview(id: string): Promise<Interview> {
    const interview = await this.store.find(id);
    if (!interview) throw notFound();
    return interview;
  }

  /** One mock as calendars show it, for a participant or whoever oversees it. @throws Refusal as {@link interviewFor} */
  async calendarMock(actor: Actor, id: string): Promise<CalendarMock> {
    await this.policy.authorize(actor, 'interview:read', id);
    const [mock] = await this.store.listCalendarMocks({ id });
    if (!mock) throw notFound();
    return mock;
  }

  /** The actor's own mocks that end after an instant, as far as they may still read them: who left a batch left its mocks. */
  async calendarMocksOf(actor: Actor, endsAfter: Date): Promise<CalendarMock[]> {
    const mocks = await this.store.listCalendarMocks({ participantId: actor.personId, endsAfter });
    return mocks.filter((mock) => this.policy.may(actor, 'interview:read', mock));
  }

  /** The same row locked until the transaction ends; null for an unknown one. */
  async lockedCalendarMock(tx: Tx, id: string): Promise<CalendarMock | null> {
    await this.store.lock(tx, id);
    return (await this.store.listCalendarMocks({ id }))[0] ?? null;
  }

  /** Booked mocks that start after `after` and no later than `until`, soonest first. */
  startingBetween(after: Date, until: Date): Promise<CalendarMock[]> {
    return this.store.listStarting(after, until);
  }

  /** Question versions that the mentor said were asked, in the order of the plan. */
  async askedQuestions(id: string): Promise<string[]> {
    const items = await this.plan.listItems(id);
    return items.filter((i) => i.askedAt !== null).map((i) => i.questionVersionId);
  }

  /** The mentor's marks, oldest first. */
  async marks(id: string): Promise<MarkView[]> {
    return (await this.plan.listMarks(id)).map(markView);
  }

  /** The mentor took more time for the feedback. Pre-condition: the caller holds the lock on the mock's feedback. */
  async extendFeedback(tx: Tx, id: string, until: Date, extensions: number): Promise<void> {
    await this.store.update(tx, id, { feedbackExtendedUntil: until, feedbackExtensions: extensions });
  }

  /**
   * Moves an interview on because of what happened in another module.
   * @throws Refusal `interview_state` when that cannot happen in its state
   */
  async advance(
    tx: Tx,
    id: string,
    event: Extract<InterviewEvent, 'feedback_released' | 'acknowledged'>,
  ): Promise<void> {
    const interview = await this.store.lock(tx, id);
    if (!interview) throw notFound();
    const next = transition(interview.state, event);
    if (!next.ok)
      throw new Refusal(next.refusal, 'This mock is not in a state in which that can happen. Nothing was changed.');
    await this.store.update(tx, id, { state: next.state });
  }
}
