/** A next step is offered by a mentor and from then on the learner's. `done` and `declined` are its ends. */
export type NextStepState = 'offered' | 'accepted' | 'done' | 'declined';

export type NextStepTransition =
  | { ok: true; state: NextStepState; isRepeat: boolean }
  /** `pointer`: into the body of the request. */
  | { ok: false; refusal: 'invalid_input'; pointer: '/state'; message: string };

const NEXT: Record<NextStepState, readonly NextStepState[]> = {
  offered: ['accepted', 'declined'],
  accepted: ['done', 'declined'],
  done: [],
  declined: [],
};

/** The learner's wish for a next step. Wishing for the state it is in is accepted and changes nothing (`isRepeat`). */
export function nextStepTransition(state: NextStepState, wanted: NextStepState): NextStepTransition {
  if (state === wanted) return { ok: true, state, isRepeat: true };
  if (NEXT[state].includes(wanted)) return { ok: true, state: wanted, isRepeat: false };
  return { ok: false, refusal: 'invalid_input', pointer: '/state', message: refusalMessage(state) };
}

function refusalMessage(state: NextStepState): string {
  switch (state) {
    case 'offered':
      return 'Take this next step on before you finish it.';
    case 'accepted':
      return 'You have taken this next step on; you can finish or decline it.';
    case 'done':
      return 'This next step is done; it stays as you finished it.';
    case 'declined':
      return 'You declined this next step; ask your mentor for a new one in the next mock.';
  }
}
