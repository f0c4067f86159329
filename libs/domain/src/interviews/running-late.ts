import { MINUTE } from '../time/zone-transitions.ts';
import type { ChangeRefused, ChangeTooEarly } from './booking-changes.ts';
import type { InterviewState } from './interview-state.ts';

/** How late somebody can say that they will be. Later than that, the mock is better moved. */
export const LATE_MINUTES = [5, 10, 15] as const;

/** From so long before the start on; earlier, moving it costs nobody an evening. */
const LATE_OPENS_BEFORE = 2 * 60 * MINUTE;

export type LateDecision = { ok: true; expectedAt: number } | ChangeRefused | ChangeTooEarly;

/**
 * May one side say that they run late, and when are they expected then? From two hours before the start until the mock is
 * over, while it has not begun. Saying it again replaces what was said. Epoch milliseconds.
 */
export function lateDecision(mock: {
  state: InterviewState;
  startsAt: number;
  endsAt: number;
  minutes: number;
  now: number;
}): LateDecision {
  const { startsAt, now } = mock;
  if (mock.state !== 'scheduled' || now >= mock.endsAt)
    return {
      ok: false,
      refusal: 'interview_state',
      detail: 'Only before a booked mock begins can you say that you run late. Nothing was changed.',
    };
  const opensAt = startsAt - LATE_OPENS_BEFORE;
  if (now < opensAt)
    return {
      ok: false,
      refusal: 'too_early',
      detail: 'You can say that you run late from two hours before the start. Until then, move the mock instead.',
      opensAt,
    };
  return { ok: true, expectedAt: startsAt + mock.minutes * MINUTE };
}
