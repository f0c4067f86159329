import type { BatchPolicy } from '../cohorts/batch-policy.ts';
import { HOUR, MINUTE } from '../time/zone-transitions.ts';
import type { ChangeRefused, ChangeTooEarly } from './booking-changes.ts';
import { needsOutcome, transition } from './interview-state.ts';
import type { InterviewEvent, InterviewState } from './interview-state.ts';

/** The two people of a mock. */
export type Side = 'learner' | 'mentor';

/** What somebody says instead of "we met": the other side did not join, or the technology let both down. */
export const CLAIM_KINDS = ['did_not_come', 'technical_failure'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** What the other side says to it. `did_not_come`: both say it of each other. */
export const CLAIM_ANSWERS = ['agreed', 'was_there', 'technical_failure', 'did_not_come'] as const;
export type ClaimAnswer = (typeof CLAIM_ANSWERS)[number];

/** What a mock comes to when it is not simply "we met". */
export const OUTCOMES = ['missed_by_learner', 'missed_by_mentor', 'technical_failure', 'met'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** So long the other side has to answer; silence is agreement. */
export const ANSWER_WITHIN = 48 * HOUR;

/** After so long without an answer the other side is asked once more. */
export const ASK_AGAIN_AFTER = 24 * HOUR;

export function otherSide(side: Side): Side {
  return side === 'learner' ? 'mentor' : 'learner';
}

/** What a claim would mean if it is true. */
export function claimedOutcome(claim: { kind: ClaimKind; by: Side }): Outcome {
  if (claim.kind === 'technical_failure') return 'technical_failure';
  return claim.by === 'learner' ? 'missed_by_mentor' : 'missed_by_learner';
}

/**
 * From when on somebody may say that the other did not join (epoch milliseconds): the pinned patience after the start, and
 * longer by what the other said they would be late.
 */
export function didNotComeFrom(
  startsAt: number,
  policy: Pick<BatchPolicy, 'didNotComeMinutes'>,
  otherLateMinutes: number,
): number {
  return startsAt + (policy.didNotComeMinutes + otherLateMinutes) * MINUTE;
}

export type ClaimDecision = { ok: true; state: InterviewState; answerDueAt: number } | ChangeRefused | ChangeTooEarly;

/** May one side claim that now? Once the mock is claimed, decided, held or cancelled, there is nothing left to claim. Epoch milliseconds. */
export function claimDecision(request: {
  kind: ClaimKind;
  state: InterviewState;
  startsAt: number;
  now: number;
  policy: Pick<BatchPolicy, 'didNotComeMinutes'>;
  /** By how much the other side said they would be late. */
  otherLateMinutes: number;
}): ClaimDecision {
  const { kind, startsAt, now } = request;
  const next = transition(request.state, 'claimed');
  if (!next.ok)
    return refused('What became of this mock has been said already, or it was cancelled. Nothing was changed.');
  const opensAt =
    kind === 'did_not_come' ? didNotComeFrom(startsAt, request.policy, request.otherLateMinutes) : startsAt;
  // A mock that was started early can also fail early.
  const isMidway = kind === 'technical_failure' && request.state === 'running';
  if (now < opensAt && !isMidway) return { ok: false, refusal: 'too_early', detail: TOO_EARLY[kind], opensAt };
  return { ok: true, state: next.state, answerDueAt: now + ANSWER_WITHIN };
}

const TOO_EARLY: Record<ClaimKind, string> = {
  did_not_come: 'Give the other a few minutes: you can say that they did not join a little later. The booking stands.',
  technical_failure:
    'The mock has not begun, so nothing failed yet. If you expect trouble, move it; the booking stands.',
};

/** What an answer leads to: the same account from both sides settles it, two accounts are for the people who run the batch. */
export type AnswerDecision = { isSettled: true; outcome: Outcome } | { isSettled: false };

export function answerDecision(claim: { kind: ClaimKind; by: Side }, answer: ClaimAnswer): AnswerDecision {
  const isSame = answer === 'agreed' || (answer === 'technical_failure' && claim.kind === 'technical_failure');
  return isSame ? { isSettled: true, outcome: claimedOutcome(claim) } : { isSettled: false };
}

/**
 * Whoever claimed may come round to what the other answered: "it was technical" settles it so. "I was there" is no outcome
 * by itself; dropping the claim is.
 */
export function comeRoundDecision(claim: { kind: ClaimKind; by: Side }, answer: ClaimAnswer): AnswerDecision {
  if (answer === 'technical_failure') return { isSettled: true, outcome: 'technical_failure' };
  if (answer === 'did_not_come')
    return { isSettled: true, outcome: claimedOutcome({ kind: 'did_not_come', by: otherSide(claim.by) }) };
  return { isSettled: false };
}

/** Is silence agreement by now? An answered claim is never settled by time. */
export function isSilent(claim: { answer: ClaimAnswer | null; answerDueAt: number }, now: number): boolean {
  return claim.answer === null && now >= claim.answerDueAt;
}

const FINDS: Record<Outcome, InterviewEvent> = {
  missed_by_learner: 'found_missed',
  missed_by_mentor: 'found_missed',
  technical_failure: 'found_failed',
  met: 'found_met',
};

export type OutcomeDecision = { ok: true; state: InterviewState } | ChangeRefused;

/** The state of a claimed mock once its outcome is known. */
export function settle(state: InterviewState, outcome: Outcome): OutcomeDecision {
  const next = transition(state, FINDS[outcome]);
  return next.ok
    ? { ok: true, state: next.state }
    : refused('What became of this mock is known already. Nothing was changed.');
}

/**
 * May staff say what became of this mock? When it is claimed, at any time; otherwise from its end on, when nobody has said
 * anything. Epoch milliseconds.
 */
export function staffDecision(
  mock: { state: InterviewState; endsAt: number },
  outcome: Outcome,
  now: number,
): OutcomeDecision {
  if (mock.state === 'outcome_claimed') return settle(mock.state, outcome);
  if (!needsOutcome(mock, now))
    return refused(
      'There is nothing to decide about this mock: it is still to come, or its outcome is known. Nothing was changed.',
    );
  return settle('outcome_claimed', outcome);
}

/** Is the learner given a mock back? Never for what was their own miss; a mock that was met was had. */
export function isRefunded(outcome: Outcome): boolean {
  return outcome === 'missed_by_mentor' || outcome === 'technical_failure';
}

/** Who missed the mock; null when nobody did. */
export function missedBy(outcome: Outcome): Side | null {
  if (outcome === 'missed_by_learner') return 'learner';
  return outcome === 'missed_by_mentor' ? 'mentor' : null;
}

/** The state to which a dropped claim gives a mock back. */
export function dropClaim(state: InterviewState, hasStarted: boolean): OutcomeDecision {
  const next = transition(state, hasStarted ? 'claim_dropped_midway' : 'claim_dropped');
  return next.ok ? { ok: true, state: next.state } : refused('That claim is settled already. Nothing was changed.');
}

function refused(detail: string): ChangeRefused {
  return { ok: false, refusal: 'interview_state', detail };
}
