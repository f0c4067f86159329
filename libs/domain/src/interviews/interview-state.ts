/** States of an interview (`product.md` §3). `planned` holds a goal whose time is only kept; `void` is a mock that will not happen (its booking says who cancelled it). */
export const INTERVIEW_STATES = [
  'planned',
  'scheduled',
  'running',
  'awaiting_feedback',
  'feedback_released',
  'closed',
  'outcome_claimed',
  'missed',
  'technical_failure',
  'void',
] as const;
export type InterviewState = (typeof INTERVIEW_STATES)[number];

export type InterviewEvent =
  'confirmed' | 'started' | 'met' | 'feedback_released' | 'acknowledged' | 'cancelled' | 'moved';

const NEXT: Record<InterviewEvent, Partial<Record<InterviewState, InterviewState>>> = {
  confirmed: { planned: 'scheduled' },
  started: { scheduled: 'running' },
  // A mock held without the room goes straight from scheduled to awaiting feedback: scoring never requires the room.
  met: { scheduled: 'awaiting_feedback', running: 'awaiting_feedback' },
  feedback_released: { awaiting_feedback: 'feedback_released' },
  acknowledged: { feedback_released: 'closed' },
  cancelled: { scheduled: 'void' },
  // Another time or another mentor: the booking is replaced, the interview stays what it is.
  moved: { scheduled: 'scheduled' },
};

export type Transition = { ok: true; state: InterviewState } | { ok: false; refusal: 'interview_state' };

/** The state after an event, or the refusal when that event cannot happen in this state. */
export function transition(state: InterviewState, event: InterviewEvent): Transition {
  const next = NEXT[event][state];
  return next === undefined ? { ok: false, refusal: 'interview_state' } : { ok: true, state: next };
}

/** States in which the mock took place and is scored or to be scored. */
export const HELD_STATES: readonly InterviewState[] = ['awaiting_feedback', 'feedback_released', 'closed'];

/** Was this mock scheduled and is its end past without anybody saying what became of it? `now`, `endsAt` in epoch ms. */
export function needsOutcome(interview: { state: InterviewState; endsAt: number }, now: number): boolean {
  return (interview.state === 'scheduled' || interview.state === 'running') && interview.endsAt <= now;
}
