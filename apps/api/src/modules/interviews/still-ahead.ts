import { transition } from '@dryrun/domain/interviews/interview-state';
import { Refusal } from '../../platform/http/refusal.ts';
import type { Interview } from './interviews.store.ts';

/** Is this mock booked and still to come? */
export function isAhead(interview: Pick<Interview, 'state' | 'startsAt'>, now: Date): boolean {
  return transition(interview.state, 'moved').ok && now < interview.startsAt;
}

/** @throws Refusal `interview_state` for a mock that has begun, was cancelled or took place */
export function mustBeAhead(interview: Pick<Interview, 'state' | 'startsAt'>, now: Date): void {
  if (!isAhead(interview, now))
    throw new Refusal('interview_state', 'Only a booked mock that has not begun can be changed. Nothing was changed.');
}
