import type { z } from 'zod';
import type { FeedbackStatusView } from '@dryrun/contracts/feedback.contract';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';

type FeedbackStatus = z.infer<typeof FeedbackStatusView>;

/** Something that a learner waits for. `dueAt` and `endedAt` are instants of the wire. */
export type Owed =
  | {
      kind: 'scorecard';
      interviewId: string;
      learnerName: string;
      formatTitle: string;
      dueAt: string;
      isOverdue: boolean;
      /** More time can be taken. */
      canExtend: boolean;
    }
  | { kind: 'outcome'; interviewId: string; learnerName: string; formatTitle: string; endedAt: string };

/**
 * What a mentor owes, most pressing first: overdue scorecards (longest overdue first), mocks that nobody has said the
 * outcome of (oldest first), then scorecards that are still in time (soonest due first). `now` in epoch milliseconds.
 */
export function owedBy(facts: {
  feedback: readonly FeedbackStatus[];
  interviews: readonly InterviewView[];
  now: number;
}): Owed[] {
  const scorecards = facts.feedback
    .filter(({ viewerIs, state }) => viewerIs === 'mentor' && state === 'awaiting_scorecard')
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt))
    .map(({ interviewId, otherPerson, formatTitle, dueAt, canExtend }): Owed => ({
      kind: 'scorecard',
      interviewId,
      learnerName: otherPerson.name,
      formatTitle,
      dueAt,
      isOverdue: Date.parse(dueAt) < facts.now,
      canExtend,
    }));
  const outcomes = facts.interviews
    .filter(({ viewerIs, needsOutcome }) => viewerIs === 'mentor' && needsOutcome)
    .sort((a, b) => a.endsAt.localeCompare(b.endsAt))
    .map(({ id, learner, goal, endsAt }): Owed => ({
      kind: 'outcome',
      interviewId: id,
      learnerName: learner.name,
      formatTitle: goal.format.title,
      endedAt: endsAt,
    }));
  const isOverdue = (owed: Owed) => owed.kind === 'scorecard' && owed.isOverdue;
  return [...scorecards.filter(isOverdue), ...outcomes, ...scorecards.filter((owed) => !isOverdue(owed))];
}
