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
  | 'confirmed'
  | 'started'
  | 'met'
  | 'feedback_released'
  | 'acknowledged'
  | 'cancelled'
  | 'moved'
  | 'claimed'
  | 'claim_dropped'
  | 'claim_dropped_midway'
  | 'found_missed'
  | 'found_failed'
  | 'found_met';

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
  claimed: { scheduled: 'outcome_claimed', running: 'outcome_claimed' },
  // Whoever claimed was wrong: the mock is what it was before, so that somebody who came late can still be met.
  claim_dropped: { outcome_claimed: 'scheduled' },
  claim_dropped_midway: { outcome_claimed: 'running' },
  // How a claim ends: by agreement, by silence, or by whoever runs the batch.
  found_missed: { outcome_claimed: 'missed' },
  found_failed: { outcome_claimed: 'technical_failure' },
  found_met: { outcome_claimed: 'awaiting_feedback' },
};

export type Transition = { ok: true; state: InterviewState } | { ok: false; refusal: 'interview_state' };

/** The state after an event, or the refusal when that event cannot happen in this state. */
export function transition(state: InterviewState, event: InterviewEvent): Transition {
  const next = NEXT[event][state];
  return next === undefined ? { ok: false, refusal: 'interview_state' } : { ok: true, state: next };
}

/** States in which the mock took place and is scored or to be scored. */
export const HELD_STATES: readonly InterviewState[] = ['awaiting_feedback', 'feedback_released', 'closed'];

/** States of a mock that is booked and not yet known to have failed. */
export const LIVE_STATES: readonly InterviewState[] = ['scheduled', 'running', 'outcome_claimed'];

/** Booked, under way or held: the states in which a mock counts as one. */
export const COUNTING_STATES: readonly InterviewState[] = [...LIVE_STATES, ...HELD_STATES];

/** Was this mock scheduled and is its end past without anybody saying what became of it? `now`, `endsAt` in epoch ms. */
export function needsOutcome(interview: { state: InterviewState; endsAt: number }, now: number): boolean {
  return (interview.state === 'scheduled' || interview.state === 'running') && interview.endsAt <= now;
}
