import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { LogMockBody } from '@dryrun/contracts/outcomes.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { DAY, MINUTE } from '@dryrun/domain/time/zone-transitions';
import { Refusal, type FieldError } from '../../../platform/http/refusal.ts';
import { Catalog } from '../../catalog/index.ts';
import { Cohorts } from '../../cohorts/index.ts';
import { Goals, type Wanted } from '../goals.ts';
import { InterviewWrites } from '../interview-writes.ts';
import { InterviewsPolicy } from '../interviews.policy.ts';
import { InterviewsStore, type Interview } from '../interviews.store.ts';
import { metNews } from '../met-news.ts';
import { PlanStore, type PlanItem } from '../plan.store.ts';
import { OutcomesStore } from './outcomes.store.ts';

type Logged = z.infer<typeof LogMockBody>;

/** Further back nobody remembers what was said. */
const LOGGED_WITHIN = 60 * DAY;

/**
 * Writes down a mock that was held elsewhere. It goes straight to its scorecard, with the versions and rules of this moment;
 * it takes no time and uses no quota, because both are about what is to come (docs/decisions/0030).
 */
@Injectable()
export class LogMock {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly goals: Goals,
    private readonly cohorts: Cohorts,
    private readonly catalog: Catalog,
    private readonly interviews: InterviewsStore,
    private readonly plan: PlanStore,
    private readonly outcomes: OutcomesStore,
  ) {}

  /** Answers the id of the interview. */
  async run(actor: Actor, batchId: string, mock: Logged): Promise<string> {
    const { learnerId, mentorId, goal } = mock;
    const wanted = await this.goals.resolveFor(actor, 'interview:log', batchId, learnerId, goal, '/body/goal');
    const isTheirs = this.policy.may(actor, 'interview:log', { batchId, learnerId, mentorId });
    return this.writes.run(async (tx, now) => {
      await this.mustMakeSense(batchId, mock, isTheirs, now);
      const interview = loggedInterview(batchId, mock, wanted, now);
      await this.outcomes.lockLogging(tx, [learnerId, mentorId]);
      await this.mustBeAlone(interview);
      await this.interviews.insert(tx, interview);
      const items = mock.askedVersionIds.map((id, position) => askedItem(interview, id, position));
      await this.plan.replaceItems(tx, interview.id, items);
      const questions = mock.otherQuestions;
      await this.outcomes.insertLogged(tx, { interviewId: interview.id, loggedBy: actor.personId, questions, at: now });
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.log',
        interview,
        after: {
          state: interview.state,
          startsAt: interview.startsAt,
          minutes: mock.minutes,
          asked: mock.askedVersionIds,
        },
        news: {
          type: 'interview.met',
          payload: { ...metNews(interview, items, items, mock.minutes), loggedBy: actor.personId },
        },
      });
      return interview.id;
    });
  }

  private async mustMakeSense(batchId: string, mock: Logged, isTheirs: boolean, now: Date): Promise<void> {
    const errors: FieldError[] = [];
    const fault = (pointer: string, message: string) => errors.push({ pointer: `/body/${pointer}`, message });
    const [startsAt, current] = [Date.parse(mock.startsAt), now.getTime()];
    if (startsAt + mock.minutes * MINUTE > current)
      fault('startsAt', 'This mock would not be over yet. Write it down afterwards, or book it.');
    if (startsAt < current - LOGGED_WITHIN) fault('startsAt', 'That is more than 60 days ago.');
    const mentors = await this.cohorts.mentors(batchId);
    if (!isTheirs)
      fault(
        'mentorId',
        'You can write down mocks that you held yourself. For others, ask their mentor or a cohort admin.',
      );
    else if (mock.mentorId === mock.learnerId || !mentors.some((m) => m.personId === mock.mentorId))
      fault('mentorId', 'Choose a mentor of this batch who is not the learner.');
    const known = await this.catalog.questionVersions(mock.askedVersionIds);
    mock.askedVersionIds.forEach((id, i) => {
      if (!known.has(id)) fault(`askedVersionIds/${i}`, 'There is no such question.');
      else if (mock.askedVersionIds.indexOf(id) !== i) fault(`askedVersionIds/${i}`, 'This question is named twice.');
    });
    if (errors.length > 0)
      throw new Refusal('invalid_input', 'Nothing was saved. Please look at the places named below.', { errors });
  }

  /** Whatever is booked or was held at that time is either this very mock, or shows that the time is wrong. */
  private async mustBeAlone({ learnerId, mentorId, startsAt, endsAt, batchId }: Interview): Promise<void> {
    const meetings = await this.outcomes.listMeetings([learnerId, mentorId], startsAt, endsAt);
    if (meetings.length === 0) return;
    const same = meetings.find((m) => m.batchId === batchId && m.learnerId === learnerId && m.mentorId === mentorId);
    if (same)
      throw new Refusal(
        'time_overlaps',
        'These two have a mock at that time already. Nothing was saved. If it is the same one, say on its page that you met.',
        { extensions: { interviewId: same.id } },
      );
    throw new Refusal(
      'time_overlaps',
      'One of the two has another mock at that time. Nothing was saved. Please look at the day and the time again.',
    );
  }
}

function loggedInterview(batchId: string, mock: Logged, { format, rubric, batch }: Wanted, now: Date): Interview {
  const startsAt = new Date(mock.startsAt);
  return {
    id: uuid(),
    batchId,
    learnerId: mock.learnerId,
    mentorId: mock.mentorId,
    state: 'awaiting_feedback',
    goal: mock.goal,
    startsAt,
    endsAt: new Date(startsAt.getTime() + mock.minutes * MINUTE),
    formatVersionId: format.versionId,
    rubricVersionId: rubric.versionId,
    policy: batch.policy,
    planVersion: 0,
    shownItemId: null,
    confirmedAt: now,
    startedAt: startsAt,
    // Said now, as "we met" would be: the feedback is due from this moment on.
    endedAt: now,
    minutes: mock.minutes,
    feedbackExtendedUntil: null,
    feedbackExtensions: 0,
    createdAt: now,
  };
}

function askedItem(interview: Interview, questionVersionId: string, position: number): PlanItem {
  return {
    id: uuid(),
    interviewId: interview.id,
    position,
    questionVersionId,
    reasonCode: 'chosen_by_mentor',
    reasonSentence: 'Asked in a mock that was held elsewhere.',
    plannedPushbackIds: [],
    usedPushbacks: [],
    shownAt: null,
    askedAt: interview.endedAt,
  };
}
