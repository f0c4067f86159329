import { Injectable } from '@nestjs/common';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { feedbackDueAt } from '@dryrun/domain/feedback/feedback-clock';
import { cancelDecision, startDecision, weMetDecision } from '@dryrun/domain/interviews/booking-changes';
import { freeChangeUntil } from '@dryrun/domain/interviews/change-rules';
import { HELD_STATES, needsOutcome } from '@dryrun/domain/interviews/interview-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Cohorts, type Batch } from '../cohorts/index.ts';
import { Identity, type Person } from '../identity/index.ts';
import { Scheduling, type Cancellation } from '../scheduling/index.ts';
import { roleIn } from './change-facts.ts';
import { GoalViews } from './goal-views.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { MeetingLinks, type MeetingPlace } from './meeting-links.ts';
import type { Interview } from './interviews.store.ts';

/** What an interview is shown with. */
export interface Around {
  batch: Batch;
  learner: Person;
  mentor: Person;
  goal: InterviewView['goal'];
  meeting: MeetingPlace | null;
  mentorIsBusy: boolean;
  cancellation: Cancellation | null;
}

/** Shapes interviews for whoever looks: a fixed number of queries, however many interviews there are. */
@Injectable()
export class InterviewViews {
  constructor(
    private readonly cohorts: Cohorts,
    private readonly identity: Identity,
    private readonly scheduling: Scheduling,
    private readonly goals: GoalViews,
    private readonly meetings: MeetingLinks,
    private readonly policy: InterviewsPolicy,
  ) {}

  /** In the order given. Pre-condition: the actor may read them. */
  async of(actor: Actor, interviews: readonly Interview[], now: Date): Promise<InterviewView[]> {
    const ids = interviews.map((i) => i.id);
    const mentorIds = interviews.map((i) => i.mentorId);
    const batches = await this.cohorts.batches(interviews.map((i) => i.batchId));
    const people = await this.identity.people([...mentorIds, ...interviews.map((i) => i.learnerId)]);
    const cancellations = await this.scheduling.cancellations(ids);
    const meetings = await this.meetings.of(interviews);
    const clashing = await this.scheduling.clashing(ids);
    const goals = await this.goals.of(interviews);
    return interviews.flatMap((interview, i) => {
      const [batch, learner, mentor] = [
        batches.get(interview.batchId),
        people.get(interview.learnerId),
        people.get(interview.mentorId),
      ];
      const goal = goals[i];
      if (!batch || !learner || !mentor || !goal)
        throw new Error(`interview ${interview.id} refers to what does not exist`);
      const around: Around = {
        batch,
        learner,
        mentor,
        goal,
        meeting: meetings.get(interview.id) ?? null,
        mentorIsBusy: clashing.has(interview.id),
        cancellation: cancellations.get(interview.id) ?? null,
      };
      return [this.view(actor, interview, around, now.getTime())];
    });
  }

  /** One interview with what the caller has read itself. Pre-condition: the actor may read it. */
  view(actor: Actor, interview: Interview, around: Around, now: number): InterviewView {
    const { batch, learner, mentor, goal, cancellation } = around;
    const role = roleIn(interview, actor);
    const { state, endedAt, policy } = interview;
    const [startsAt, endsAt] = [interview.startsAt.getTime(), interview.endsAt.getTime()];
    const isComing = state === 'scheduled' || state === 'running';
    const isHeld = HELD_STATES.includes(state) && endedAt !== null;
    const isTheirs = role !== 'admin';
    const mayRun = this.policy.may(actor, 'interview:run', interview);
    return {
      id: interview.id,
      batch: { id: batch.id, name: batch.name, timeZone: batch.timeZone },
      state,
      needsOutcome: needsOutcome({ state, endsAt }, now),
      goal,
      startsAt: interview.startsAt.toISOString(),
      endsAt: interview.endsAt.toISOString(),
      learner,
      mentor,
      viewerIs: role === 'admin' ? 'overseer' : role,
      meetingUrl: isTheirs && isComing ? (around.meeting?.url ?? null) : null,
      hasOwnMeetingUrl: isTheirs && isComing && (around.meeting?.isOwn ?? false),
      mentorIsBusy: isTheirs && isComing && around.mentorIsBusy,
      startedAt: interview.startedAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
      minutes: interview.minutes,
      feedbackDueAt: isHeld ? dueAt(endedAt, interview).toISOString() : null,
      cancelled: cancellation && { ...cancellation, at: cancellation.at.toISOString() },
      can: {
        cancel:
          this.policy.may(actor, 'interview:cancel', interview) &&
          cancelDecision({ role, state, startsAt, now, policy, reason: 'other', counts: { late: 0, trouble: 0 } }).ok,
        start: mayRun && state === 'scheduled' && startDecision({ state, startsAt, endsAt, now }).ok,
        weMet: mayRun && weMetDecision({ state, startsAt, now }).ok,
      },
      freeChangeUntil: new Date(freeChangeUntil(startsAt, policy)).toISOString(),
    };
  }
}

function dueAt(endedAt: Date, { policy, feedbackExtendedUntil }: Interview): Date {
  const extendedUntil = feedbackExtendedUntil?.getTime() ?? null;
  return new Date(feedbackDueAt({ endedAt: endedAt.getTime(), policy, extendedUntil }));
}
