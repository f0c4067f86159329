import { Refusal } from '../../platform/http/refusal.ts';
import type { Interview } from './interviews.store.ts';

/** @throws Refusal `interview_state` unless the clock of this mock is running */
export function mustBeRunning(interview: Interview): void {
  if (interview.state === 'running') return;
  const why = interview.state === 'scheduled' ? 'has not been started yet' : 'is not running any more';
  throw new Refusal('interview_state', `This mock ${why}, so that cannot be done. Nothing was changed.`);
}

/** @throws always: an item of the body that is no part of this mock */
export function notInPlan(): Refusal {
  return new Refusal('invalid_input', 'Nothing was changed. Load the plan again: it no longer has that question.', {
    errors: [{ pointer: '/body/planItemId', message: 'This is not in the plan of this mock.' }],
  });
}
