import type { InterviewView } from '@dryrun/contracts/interviews.contract';

/** The room opens that long before the start. */
export const ROOM_OPENS_MS = 15 * 60_000;

/** Can the room be entered? From 15 minutes before the start until somebody says how it ended. `now` in epoch ms. */
export function isRoomOpen(
  interview: Pick<InterviewView, 'state' | 'startsAt' | 'needsOutcome'>,
  now: number,
): boolean {
  if (interview.state === 'running') return true;
  return (
    interview.state === 'scheduled' && !interview.needsOutcome && now >= Date.parse(interview.startsAt) - ROOM_OPENS_MS
  );
}
