import type { InterviewView } from '@dryrun/contracts/interviews.contract';

/** Both people of a mock read that the mentor's other calendar shows something at its time. */
export function busyWords({ viewerIs, mentor }: InterviewView): string {
  return viewerIs === 'mentor'
    ? 'Your other calendar shows something at this time. The mock stays booked and your learner was told: keep the time free, or move or hand over the mock while there is time.'
    : `${mentor.name}’s calendar shows something else at this time. The mock stays booked and ${mentor.name} was told. If you would rather be safe, pick another time.`;
}
