import type { z } from 'zod';
import type { FeedbackStatusView, NextStepView } from '@dryrun/contracts/feedback.contract';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';

export type FeedbackStatus = z.infer<typeof FeedbackStatusView>;

/** The room opens that long before the start; Today turns into a join bar then. */
const JOIN_MS = 15 * 60_000;

/** The one thing to do next. */
export type NextThing =
  | { kind: 'join'; interview: InterviewView }
  | { kind: 'predict'; feedback: FeedbackStatus }
  | { kind: 'takeOn'; count: number; feedbackOf: string }
  | { kind: 'step'; step: NextStepView }
  | { kind: 'prepare'; interview: InterviewView }
  | { kind: 'book' };

/**
 * What comes first for a learner: a mock that is on, then what only they can unblock, then what they took on.
 * `upcoming` ascends by start; `now` in epoch milliseconds.
 */
export function nextThing(facts: {
  upcoming: readonly InterviewView[];
  feedback: readonly FeedbackStatus[];
  steps: readonly NextStepView[];
  now: number;
}): NextThing {
  const mine = facts.upcoming.filter(({ viewerIs }) => viewerIs === 'learner');
  const on = mine.find((interview) => isOn(interview, facts.now));
  if (on) return { kind: 'join', interview: on };
  const waiting = facts.feedback.filter(({ viewerIs, canPredict }) => viewerIs === 'learner' && canPredict);
  const ready = waiting.find(({ state }) => state === 'awaiting_prediction') ?? waiting[0];
  if (ready) return { kind: 'predict', feedback: ready };
  const offered = facts.steps.filter(({ state }) => state === 'offered');
  if (offered[0]) return { kind: 'takeOn', count: offered.length, feedbackOf: offered[0].interviewId };
  const next = mine.find(({ state, needsOutcome }) => state === 'scheduled' && !needsOutcome);
  const taken = facts.steps.filter(({ state }) => state === 'accepted').sort(byDueDate)[0];
  if (taken && next) return { kind: 'step', step: taken };
  return next ? { kind: 'prepare', interview: next } : { kind: 'book' };
}

/** Running, or about to start and nobody has said how it ended. */
function isOn({ state, needsOutcome, startsAt }: InterviewView, now: number): boolean {
  return state === 'running' || (state === 'scheduled' && !needsOutcome && now >= Date.parse(startsAt) - JOIN_MS);
}

function byDueDate(a: NextStepView, b: NextStepView): number {
  return (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999');
}
