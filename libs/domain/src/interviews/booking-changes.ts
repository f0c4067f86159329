import { HOUR, MINUTE } from '../time/zone-transitions.ts';
import { freeChangeUntil, quotaAfterCancel, weighChange } from './change-rules.ts';
import type { ChangeBy, ChangeCounts, ChangePolicy, ChangeReason, ChangeWeight, QuotaAfter } from './change-rules.ts';
import { transition } from './interview-state.ts';
import type { InterviewState } from './interview-state.ts';

/** A change that cannot be made, with what to tell the person. */
export interface ChangeRefused {
  ok: false;
  refusal: 'interview_state';
  detail: string;
}

/** A change that cannot be made yet. `opensAt` in epoch milliseconds. */
export interface ChangeTooEarly {
  ok: false;
  refusal: 'too_early';
  detail: string;
  opensAt: number;
}

/** Starting opens this long before the start, so that two people who are early need not wait for a clock. */
export const START_OPENS_BEFORE = 15 * MINUTE;

/** Starting closes this long after the planned end: later, the mock was held without the page and "we met" records it. */
export const START_CLOSES_AFTER_END = 12 * HOUR;

interface Change {
  role: ChangeBy;
  state: InterviewState;
  startsAt: number;
  now: number;
  /** The policy pinned by the interview, not the batch's present one. */
  policy: ChangePolicy;
  reason: ChangeReason;
  /** The learner's late changes; only asked when a learner changes something. */
  counts: ChangeCounts;
}

export type CancelDecision =
  | {
      ok: true;
      state: InterviewState;
      cancelledBy: ChangeBy;
      weight: ChangeWeight;
      isLate: boolean;
      quota: QuotaAfter;
      freeUntil: number;
    }
  | ChangeRefused;

/**
 * May this booked mock be cancelled, and does that count as a late change?
 *
 * The two people of a mock may cancel until it starts; from then on it has an outcome (held, or somebody did not come), and
 * cancelling would hide a no-show. An admin may also clear away a mock whose start is past. What an admin cancels is never
 * late: a late change is held against whoever made it, and an admin's own change is nobody's lapse.
 */
export function cancelDecision(request: Change): CancelDecision {
  const { role, startsAt, now, policy } = request;
  const next = transition(request.state, 'cancelled');
  if (!next.ok) return refused('Only a booked mock that has not begun can be cancelled. Nothing was changed.');
  if (role !== 'admin' && now >= startsAt) {
    return refused(
      'This mock has begun, so it can no longer be cancelled. If you did not meet, tell your cohort admin; nothing was changed.',
    );
  }
  const weight = weighChange({ ...request, action: 'cancel' });
  return {
    ok: true,
    state: next.state,
    cancelledBy: role,
    weight,
    isLate: weight === 'late' || weight === 'beyond',
    quota: quotaAfterCancel(role, weight),
    freeUntil: freeChangeUntil(startsAt, policy),
  };
}

/** A late move that the learner has no late changes left for. */
export interface LateChangesUsed {
  ok: false;
  refusal: 'late_changes_used';
  detail: string;
}

export type MoveDecision = { ok: true; weight: ChangeWeight; isLate: boolean } | ChangeRefused | LateChangesUsed;

/**
 * May this booked mock be moved to another time, and how does that weigh? Until it starts. Whether the new time is open is
 * for the slot engine to say.
 */
export function moveDecision(request: Change): MoveDecision {
  const { startsAt, now, policy } = request;
  if (!transition(request.state, 'moved').ok)
    return refused('Only a booked mock that has not begun can be moved. Nothing was changed.');
  if (now >= startsAt)
    return refused(
      'This mock has begun, so it can no longer be moved. If you did not meet, say so on its page; nothing was changed.',
    );
  const weight = weighChange({ ...request, action: 'move' });
  if (weight === 'beyond') {
    const used =
      policy.lateChanges === 0
        ? 'A mock cannot be moved this late'
        : `You have used your late changes (${policy.lateChanges} in ${policy.changeWindowDays} days)`;
    return {
      ok: false,
      refusal: 'late_changes_used',
      detail: `${used}. The booking stands; you can keep it, cancel it, or ask your cohort admin.`,
    };
  }
  return { ok: true, weight, isLate: weight === 'late' };
}

export type StartDecision = { ok: true; state: InterviewState; isRepeat: boolean } | ChangeRefused | ChangeTooEarly;

/**
 * May the clock of this mock be started now? From 15 minutes before the start until 12 hours after the planned end.
 * Starting a running mock again is accepted and changes nothing (`isRepeat`), whatever the time.
 */
export function startDecision(request: {
  state: InterviewState;
  startsAt: number;
  endsAt: number;
  now: number;
}): StartDecision {
  const { state, startsAt, endsAt, now } = request;
  if (state === 'running') return { ok: true, state, isRepeat: true };
  const next = transition(state, 'started');
  if (!next.ok) return refused('Only a booked mock can be started. Nothing was changed.');
  const opensAt = startsAt - START_OPENS_BEFORE;
  if (now < opensAt) {
    const detail = 'You can start the clock from 15 minutes before the booked time. The booking stands.';
    return { ok: false, refusal: 'too_early', detail, opensAt };
  }
  if (now > endsAt + START_CLOSES_AFTER_END) {
    return refused(
      'This mock ended more than 12 hours ago, so there is no clock to start. If you met, choose “we met” and score it.',
    );
  }
  return { ok: true, state: next.state, isRepeat: false };
}

export type WeMetDecision = { ok: true; state: InterviewState } | ChangeRefused | ChangeTooEarly;

/**
 * May the mentor say that this mock took place? From its booked start on, without a last moment: feedback given late is
 * better than none. The room or the clock need not have been used.
 */
export function weMetDecision(request: { state: InterviewState; startsAt: number; now: number }): WeMetDecision {
  const next = transition(request.state, 'met');
  if (!next.ok)
    return refused('Whether this mock took place has been said already, or it was cancelled. Nothing was changed.');
  // A mock that was started early may also end early.
  if (request.state !== 'running' && request.now < request.startsAt) {
    const detail = 'You can say that you met from the booked start on. The booking stands.';
    return { ok: false, refusal: 'too_early', detail, opensAt: request.startsAt };
  }
  return { ok: true, state: next.state };
}

function refused(detail: string): ChangeRefused {
  return { ok: false, refusal: 'interview_state', detail };
}
