import type { HoursPreviewView } from '@dryrun/contracts/scheduling.contract';
import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import type { ClosedReason } from '@dryrun/domain/interviews/why-not';
import type { MentorSlots } from './slot-search.ts';

type Reason = HoursPreviewView['reasons'][number];

/** Why starts in a mentor's hours are not offered, told to the mentor; most first. */
export function previewReasons(found: MentorSlots, policy: BatchPolicy, minutes: number): Reason[] {
  if (found.availability !== 'offered') {
    const sentence = `These hours leave no start for a mock of ${minutes} minutes in the next ${policy.horizonDays} days.`;
    return [{ code: 'no_availability', count: 0, sentence }];
  }
  return [...found.closed]
    .map(([code, count]) => ({ code, count, sentence: sentence(code, count, policy) }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function sentence(code: ClosedReason, count: number, policy: BatchPolicy): string {
  const times = count === 1 ? 'One start is' : `${count} starts are`;
  switch (code) {
    case 'notice':
      return `${times} too soon to be booked.`;
    case 'horizon':
      return `${times} more than ${policy.horizonDays} days ahead.`;
    case 'busy':
      return `${times} closed by your other calendar, or by a mock in which you are the learner.`;
    case 'booked':
      return `${times} taken by a mock that is booked.`;
    case 'buffer':
      return `${times} too close to something else that you have.`;
    case 'overdue_feedback':
      return `${times} closed until you give the feedback that is overdue.`;
    case 'daily_limit':
      return `${times} on a day on which you have as many mocks as you take.`;
    case 'weekly_limit':
      return `${times} in a week in which you have as many mocks as you take.`;
    case 'quota':
    case 'you_are_busy':
      return `${times} closed for this learner.`;
  }
}
