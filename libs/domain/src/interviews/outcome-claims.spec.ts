import fc from 'fast-check';
import { HOUR, MINUTE } from '../time/zone-transitions.ts';
import { INTERVIEW_STATES } from './interview-state.ts';
import {
  ANSWER_WITHIN,
  answerDecision,
  CLAIM_ANSWERS,
  CLAIM_KINDS,
  claimDecision,
  claimedOutcome,
  comeRoundDecision,
  didNotComeFrom,
  dropClaim,
  isRefunded,
  isSilent,
  missedBy,
  otherSide,
  OUTCOMES,
  settle,
  staffDecision,
} from './outcome-claims.ts';

const startsAt = Date.UTC(2026, 10, 21, 10, 0);
const endsAt = startsAt + 45 * MINUTE;
const policy = { didNotComeMinutes: 10 };
const facts = { kind: 'did_not_come', state: 'scheduled', startsAt, policy, otherLateMinutes: 0 } as const;
const claims = fc.record({
  kind: fc.constantFrom(...CLAIM_KINDS),
  by: fc.constantFrom('learner' as const, 'mentor' as const),
});

describe('claiming', () => {
  it('that the other did not join waits for the pinned patience, to the millisecond', () => {
    const opensAt = startsAt + 10 * MINUTE;
    expect(claimDecision({ ...facts, now: opensAt - 1 })).toMatchObject({ ok: false, refusal: 'too_early', opensAt });
    expect(claimDecision({ ...facts, now: opensAt })).toEqual({
      ok: true,
      state: 'outcome_claimed',
      answerDueAt: opensAt + ANSWER_WITHIN,
    });
  });

  it('waits longer for somebody who said that they run late', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 60 }), fc.integer({ min: 0, max: 15 }), (didNotComeMinutes, late) => {
        const opens = didNotComeFrom(startsAt, { didNotComeMinutes }, late);
        expect(opens).toBe(startsAt + (didNotComeMinutes + late) * MINUTE);
        const at = (now: number) =>
          claimDecision({ ...facts, policy: { didNotComeMinutes }, otherLateMinutes: late, now }).ok;
        expect([at(opens - 1), at(opens)]).toEqual([false, true]);
      }),
    );
  });

  it('a technical failure is open from the start on, and at once in a mock that was started early', () => {
    const failure = { ...facts, kind: 'technical_failure' } as const;
    expect(claimDecision({ ...failure, now: startsAt - 1 })).toMatchObject({ refusal: 'too_early', opensAt: startsAt });
    expect(claimDecision({ ...failure, now: startsAt }).ok).toBe(true);
    expect(claimDecision({ ...failure, state: 'running', now: startsAt - 5 * MINUTE }).ok).toBe(true);
  });

  it('is only open for a mock that is booked or running', () => {
    for (const state of INTERVIEW_STATES)
      expect([state, claimDecision({ ...facts, state, now: endsAt }).ok]).toEqual([
        state,
        state === 'scheduled' || state === 'running',
      ]);
  });
});

describe('an answer', () => {
  it('that agrees always settles the claim as it was made, whatever it was', () => {
    fc.assert(
      fc.property(claims, (claim) =>
        expect(answerDecision(claim, 'agreed')).toEqual({ isSettled: true, outcome: claimedOutcome(claim) }),
      ),
    );
  });

  it('with another account never settles anything by itself', () => {
    for (const answer of ['was_there', 'technical_failure', 'did_not_come'] as const)
      expect([answer, answerDecision({ kind: 'did_not_come', by: 'mentor' }, answer).isSettled]).toEqual([
        answer,
        false,
      ]);
    expect(answerDecision({ kind: 'technical_failure', by: 'mentor' }, 'was_there').isSettled).toBe(false);
  });

  it('never makes the one who answers the judge: nobody but the claimant or staff can be held to it', () => {
    fc.assert(
      fc.property(claims, fc.constantFrom(...CLAIM_ANSWERS), (claim, answer) => {
        const decision = answerDecision(claim, answer);
        // Settled by an answer means either agreement to one's own miss, or that nobody missed it.
        if (decision.isSettled) expect([otherSide(claim.by), null]).toContain(missedBy(decision.outcome));
        const round = comeRoundDecision(claim, answer);
        if (round.isSettled) expect([claim.by, null]).toContain(missedBy(round.outcome));
      }),
    );
  });

  it('that both did not see each other is settled only when one of them gives in', () => {
    const claim = { kind: 'did_not_come', by: 'mentor' } as const;
    expect(answerDecision(claim, 'did_not_come')).toEqual({ isSettled: false });
    expect(comeRoundDecision(claim, 'did_not_come')).toEqual({ isSettled: true, outcome: 'missed_by_mentor' });
    expect(comeRoundDecision(claim, 'was_there')).toEqual({ isSettled: false });
  });
});

describe('silence', () => {
  it('is agreement at 48 hours, never before and never once there is an answer', () => {
    const answerDueAt = startsAt + 48 * HOUR;
    expect(isSilent({ answer: null, answerDueAt }, answerDueAt - 1)).toBe(false);
    expect(isSilent({ answer: null, answerDueAt }, answerDueAt)).toBe(true);
    for (const answer of CLAIM_ANSWERS) expect(isSilent({ answer, answerDueAt }, answerDueAt + HOUR)).toBe(false);
  });
});

describe('an outcome', () => {
  it('ends a claimed mock and nothing else', () => {
    for (const state of INTERVIEW_STATES)
      for (const outcome of OUTCOMES)
        expect([state, settle(state, outcome).ok]).toEqual([state, state === 'outcome_claimed']);
    expect(settle('outcome_claimed', 'met')).toEqual({ ok: true, state: 'awaiting_feedback' });
    expect(settle('outcome_claimed', 'missed_by_mentor')).toEqual({ ok: true, state: 'missed' });
    expect(settle('outcome_claimed', 'technical_failure')).toEqual({ ok: true, state: 'technical_failure' });
  });

  it('may be given by staff for a mock that nobody spoke about, from its end on', () => {
    expect(staffDecision({ state: 'scheduled', endsAt }, 'met', endsAt - 1).ok).toBe(false);
    expect(staffDecision({ state: 'scheduled', endsAt }, 'met', endsAt)).toEqual({
      ok: true,
      state: 'awaiting_feedback',
    });
    expect(staffDecision({ state: 'outcome_claimed', endsAt }, 'missed_by_learner', startsAt).ok).toBe(true);
    for (const state of ['void', 'missed', 'closed', 'awaiting_feedback', 'planned'] as const)
      expect([state, staffDecision({ state, endsAt }, 'met', endsAt + HOUR).ok]).toEqual([state, false]);
  });

  it('gives the learner a mock back exactly when it did not take place through no fault of theirs', () => {
    for (const outcome of OUTCOMES)
      expect([outcome, isRefunded(outcome)]).toEqual([outcome, outcome !== 'met' && missedBy(outcome) !== 'learner']);
  });
});

describe('dropping a claim', () => {
  it('gives the mock back as it was, and only while it is claimed', () => {
    expect(dropClaim('outcome_claimed', false)).toEqual({ ok: true, state: 'scheduled' });
    expect(dropClaim('outcome_claimed', true)).toEqual({ ok: true, state: 'running' });
    for (const state of INTERVIEW_STATES.filter((s) => s !== 'outcome_claimed'))
      expect([state, dropClaim(state, false).ok]).toEqual([state, false]);
  });
});
