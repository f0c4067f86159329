import fc from 'fast-check';
import { nextStepTransition } from './next-step-state.ts';
import type { NextStepState } from './next-step-state.ts';

const STATES: readonly NextStepState[] = ['offered', 'accepted', 'done', 'declined'];
const ALLOWED: readonly string[] = ['offered→accepted', 'offered→declined', 'accepted→done', 'accepted→declined'];

describe('nextStepTransition', () => {
  it.each(STATES.flatMap((from) => STATES.map((to) => [from, to] as const)))('from %s to %s', (from, to) => {
    const answer = nextStepTransition(from, to);
    if (from === to) expect(answer).toEqual({ ok: true, state: to, isRepeat: true });
    else if (ALLOWED.includes(`${from}→${to}`)) expect(answer).toEqual({ ok: true, state: to, isRepeat: false });
    else expect(answer).toMatchObject({ ok: false, refusal: 'invalid_input', pointer: '/state' });
  });

  it('tells the learner what the step is now', () => {
    expect(nextStepTransition('offered', 'done')).toMatchObject({
      message: 'Take this next step on before you finish it.',
    });
    expect(nextStepTransition('declined', 'done')).toMatchObject({ message: expect.stringContaining('You declined') });
    expect(nextStepTransition('done', 'declined')).toMatchObject({ message: expect.stringContaining('is done') });
    expect(nextStepTransition('accepted', 'offered')).toMatchObject({
      message: expect.stringContaining('finish or decline'),
    });
  });

  it('gives the same answer when a request arrives twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATES), fc.constantFrom(...STATES), (from, to) => {
        const first = nextStepTransition(from, to);
        if (!first.ok) return;
        expect(nextStepTransition(first.state, to)).toEqual({ ok: true, state: first.state, isRepeat: true });
      }),
    );
  });
});
