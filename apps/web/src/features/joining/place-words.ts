import type { MyPlaceView } from '@dryrun/contracts/people.contract';

type State = MyPlaceView['state'];

/** A place that is not (now) a way into a batch, and may become one. */
const WAITING = ['applied', 'waitlisted', 'paused'] as const satisfies readonly State[];
export type Waiting = (typeof WAITING)[number];

export function isWaiting(place: MyPlaceView): place is MyPlaceView & { state: Waiting } {
  return WAITING.some((state) => state === place.state);
}

/** How somebody's own place stands, in their words. */
export const PLACE_WORDS: Record<State, string> = {
  invited: 'You are invited',
  applied: 'You applied, and nobody decided yet',
  waitlisted: 'You are in the line for a seat',
  enrolled: 'You are in, and it begins soon',
  active: 'You learn here',
  paused: 'Your place is paused',
  completed: 'You completed it',
  withdrawn: 'You left it',
  removed: 'You are no longer in it',
  transferred: 'You moved on to another batch',
};

/** How leaving is called, and what it costs. */
export function leavingWords({ state, batchName }: MyPlaceView): { leave: string; costs: string } {
  if (state === 'applied')
    return { leave: 'Take the application back', costs: 'Nobody decides about it any more. You can apply again.' };
  if (state === 'waitlisted')
    return { leave: 'Leave the line', costs: 'Those behind you move up. If you come back, you stand at its end.' };
  return {
    leave: 'Leave the batch',
    costs: `You are out of ${batchName} at once, and your seat goes to the next in the line. Your booked mocks are cancelled and the mentors are told. Feedback that you were given is kept. Only whoever runs the batch can bring you back, if there is a seat.`,
  };
}
