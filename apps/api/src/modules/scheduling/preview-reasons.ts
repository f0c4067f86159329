import type { HoursPreviewView, MentorLimits } from '@dryrun/contracts/scheduling.contract';
import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import { whyNotSentence } from '@dryrun/domain/interviews/why-not';
import { bookingLimits } from '@dryrun/domain/scheduling/mentor-limits';
import type { MentorSlots } from './slot-search.ts';

type Reason = HoursPreviewView['reasons'][number];

/** Why starts in hours that are not saved yet would not be offered, told to their mentor in the words of booking; most first. */
export function previewReasons(found: MentorSlots, policy: BatchPolicy, minutes: number, own: MentorLimits): Reason[] {
  if (found.availability !== 'offered') {
    const sentence = `These hours leave no start for a mock of ${minutes} minutes in the next ${policy.horizonDays} days.`;
    return [{ code: 'no_availability', count: 0, sentence }];
  }
  const facts = { audience: 'mentor' as const, policy: stricter(policy, own), trackTitle: '', level: '', minutes };
  return [...found.closed]
    .map(([code, count]) => ({ code, count, sentence: whyNotSentence(code, count, { ...facts, mentorCount: 1 }) }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

/** The rules of the batch with what the mentor asks for beyond them. */
function stricter(policy: BatchPolicy, own: MentorLimits): BatchPolicy {
  const limits = bookingLimits(policy, own);
  return {
    ...policy,
    noticeMinutes: limits.noticeMinutes,
    bufferMinutes: Math.max(limits.bufferBeforeMinutes, limits.bufferAfterMinutes),
    mentorMaxPerDay: limits.maxPerDay,
    mentorMaxPerWeek: limits.maxPerWeek,
  };
}
