import { Injectable, type OnModuleInit } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { transition } from '@dryrun/domain/interviews/interview-state';
import { Clock } from '../../platform/clock/clock.ts';
import { OneTrips, type OneTripCall } from '../../platform/http/one-trip.ts';
import { Catalog, type AskableContent } from '../catalog/index.ts';
import { Scheduling } from '../scheduling/index.ts';
import { ConfirmDecisionStore, type ConfirmFacts } from './confirm-decision.store.ts';
import { goalView } from './goal-views.ts';
import { InterviewViews } from './interview-views.ts';
import { newsOf } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import type { Interview } from './interviews.store.ts';
import { MeetingLinks } from './meeting-links.ts';
import { planItem, QuestionPlanner, supplyNews } from './question-planner.ts';

type Call = OneTripCall<typeof interviewEndpoints.confirm>;

/** News of a mock that is booked for the first time, for calendars: the first entry of its series. */
const FIRST_SEQUENCE = 0;

/**
 * The short way of `ConfirmHold` for a hold that can be confirmed: one statement reads, the same planner chooses the questions,
 * one statement writes. Anything else (a hold that ran out, a repeated key, a lost race) is left to `ConfirmHold`.
 */
@Injectable()
export class ConfirmInOneTrip implements OnModuleInit {
  constructor(
    private readonly trips: OneTrips,
    private readonly store: ConfirmDecisionStore,
    private readonly policy: InterviewsPolicy,
    private readonly catalog: Catalog,
    private readonly planner: QuestionPlanner,
    private readonly scheduling: Scheduling,
    private readonly views: InterviewViews,
    private readonly meetings: MeetingLinks,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.trips.offer(interviewEndpoints.confirm, (call) => this.run(call));
  }

  private async run(call: Call): Promise<InterviewView | null> {
    const now = this.clock.now();
    const facts = await this.store.find(call.input.params.holdId);
    if (!facts) return null;
    const planned = this.policy.held(call.actor, facts.hold, facts.interview);
    const next = transition(planned.state, 'confirmed');
    if (!next.ok || facts.hold.state !== 'held') return null;
    return this.confirm(call, facts, { ...planned, state: next.state, confirmedAt: now }, now);
  }

  private async confirm(
    call: Call,
    facts: ConfirmFacts,
    interview: Interview,
    now: Date,
  ): Promise<InterviewView | null> {
    const { hold, batch, exposures, reservedQuestionIds } = facts;
    const content = await this.catalog.askable(facts.contentRevision);
    const planFacts = { content, exposures, reservedQuestionIds, mentorTimeZone: facts.mentor.timeZone };
    const plan = await this.planner.choose(interview, planFacts, now);
    const answer = call.seal(await this.view(call, facts, interview, content, now));
    const { startsAt, endsAt } = interview;
    const calendar = { sequence: FIRST_SEQUENCE, startsAt, endsAt };
    const supply = supplyNews(interview, plan);
    const confirmed = { type: 'interview.confirmed', payload: newsOf(interview, { startsAt, endsAt, calendar }) };
    const isWritten = await this.store.confirm({
      claim: call.claim,
      status: interviewEndpoints.confirm.status ?? 200,
      answer,
      bookingId: hold.id,
      interview,
      items: plan.items.map((question, position) => planItem(interview.id, question, position)),
      quota: this.scheduling.quotaRow(batch, interview.learnerId, startsAt.getTime()),
      audit: {
        id: uuid(),
        actorId: call.actor.personId,
        action: 'interview.confirm',
        before: { state: facts.interview.state },
        after: { state: interview.state, bookingId: hold.id, startsAt, endsAt },
      },
      news: [...(supply ? [supply] : []), confirmed].map((news) => ({ id: uuid(), ...news })),
      now,
    });
    return isWritten ? answer : null;
  }

  private async view(
    { actor }: Call,
    { batch, learner, mentor, mentorIsBusy, ownLink, usualLink }: ConfirmFacts,
    interview: Interview,
    { tracks }: AskableContent,
    now: Date,
  ): Promise<InterviewView> {
    const { goal } = interview;
    const format = await this.catalog.formatVersion(interview.formatVersionId);
    const rubric = await this.catalog.rubricVersion(interview.rubricVersionId);
    const title = tracks.find((track) => track.slug === goal.track)?.body.title ?? goal.track;
    const around = {
      batch,
      learner,
      mentor,
      goal: goalView(goal, format, rubric, title),
      meeting: this.meetings.place(interview, ownLink, usualLink === '' ? null : usualLink),
      mentorIsBusy,
      cancellation: null,
    };
    return this.views.view(actor, interview, around, now.getTime());
  }
}
