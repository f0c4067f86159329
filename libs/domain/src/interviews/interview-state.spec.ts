import fc from 'fast-check';
import { HELD_STATES, INTERVIEW_STATES, needsOutcome, transition } from './interview-state.ts';
import type { InterviewEvent, InterviewState } from './interview-state.ts';

/** Every transition that exists, written out; all other pairs must be refused. */
const EXISTING: readonly (readonly [InterviewState, InterviewEvent, InterviewState])[] = [
  ['planned', 'confirmed', 'scheduled'],
  ['scheduled', 'started', 'running'],
  ['scheduled', 'met', 'awaiting_feedback'],
  ['scheduled', 'cancelled', 'void'],
  ['scheduled', 'moved', 'scheduled'],
  ['running', 'met', 'awaiting_feedback'],
  ['scheduled', 'claimed', 'outcome_claimed'],
  ['running', 'claimed', 'outcome_claimed'],
  ['outcome_claimed', 'claim_dropped', 'scheduled'],
  ['outcome_claimed', 'claim_dropped_midway', 'running'],
  ['outcome_claimed', 'found_missed', 'missed'],
  ['outcome_claimed', 'found_failed', 'technical_failure'],
  ['outcome_claimed', 'found_met', 'awaiting_feedback'],
  ['awaiting_feedback', 'feedback_released', 'feedback_released'],
  ['feedback_released', 'acknowledged', 'closed'],
];

const EVENTS: readonly InterviewEvent[] = [
  'confirmed',
  'started',
  'met',
  'feedback_released',
  'acknowledged',
  'cancelled',
  'moved',
  'claimed',
  'claim_dropped',
  'claim_dropped_midway',
  'found_missed',
  'found_failed',
  'found_met',
];
/** A dropped claim is the one way back. */
const ONWARD = EVENTS.filter((event) => !event.startsWith('claim_dropped'));

const everyPair = INTERVIEW_STATES.flatMap((state) => EVENTS.map((event) => [state, event] as const));

describe('transition', () => {
  it.each(everyPair)('from %s on %s goes where the table of states says, or is refused', (state, event) => {
    const existing = EXISTING.find(([from, on]) => from === state && on === event);
    expect(transition(state, event)).toEqual(
      existing ? { ok: true, state: existing[2] } : { ok: false, refusal: 'interview_state' },
    );
  });

  it('never comes back to a state it has left, but for a claim that its maker drops', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ONWARD), { maxLength: 40 }), (events) => {
        const visited: InterviewState[] = ['planned'];
        for (const event of events) {
          const current = visited.at(-1) ?? 'planned';
          const next = transition(current, event);
          if (next.ok && next.state !== current) visited.push(next.state);
        }
        expect(new Set(visited).size).toBe(visited.length);
      }),
    );
  });

  it('releases feedback only of a mock that was held', () => {
    for (const state of INTERVIEW_STATES)
      if (transition(state, 'feedback_released').ok) expect(HELD_STATES).toContain(state);
  });

  it('offers no way out of the states in which a mock ends', () => {
    for (const state of ['closed', 'missed', 'technical_failure', 'void'] as const)
      expect(EVENTS.filter((event) => transition(state, event).ok)).toEqual([]);
  });
});

describe('needsOutcome', () => {
  const endsAt = Date.UTC(2026, 10, 21, 10, 45);

  it('asks from the very end of a mock that nobody ended', () => {
    expect(needsOutcome({ state: 'scheduled', endsAt }, endsAt - 1)).toBe(false);
    expect(needsOutcome({ state: 'scheduled', endsAt }, endsAt)).toBe(true);
    expect(needsOutcome({ state: 'running', endsAt }, endsAt + 1)).toBe(true);
  });

  it('never asks about a mock whose outcome is known or that was never booked', () => {
    const open: readonly InterviewState[] = ['scheduled', 'running'];
    for (const state of INTERVIEW_STATES.filter((s) => !open.includes(s)))
      expect([state, needsOutcome({ state, endsAt }, endsAt + 1)]).toEqual([state, false]);
  });
});
