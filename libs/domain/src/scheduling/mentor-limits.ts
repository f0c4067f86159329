import type { BatchPolicy } from '../cohorts/batch-policy.ts';

/**
 * What a mentor asks for beyond the batch's rules; absent or null: what the batch says. Each can only make things stricter:
 * more room around a mock, starts further apart, more notice, fewer mocks. What would be laxer than the batch has no effect.
 */
export interface MentorLimits {
  bufferBeforeMinutes?: number | null;
  bufferAfterMinutes?: number | null;
  /** Distance of the starts that learners are offered. */
  stepMinutes?: number | null;
  noticeMinutes?: number | null;
  maxPerDay?: number | null;
  maxPerWeek?: number | null;
}

/** The rules under which one mentor is booked in one batch. */
export interface BookingLimits {
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  stepMinutes: number;
  noticeMinutes: number;
  maxPerDay: number;
  maxPerWeek: number;
}

type LimitedBy = Pick<
  BatchPolicy,
  'bufferMinutes' | 'slotStepMinutes' | 'noticeMinutes' | 'mentorMaxPerDay' | 'mentorMaxPerWeek'
>;

/** The stricter of both in everything: the batch's rules and the mentor's own. */
export function bookingLimits(policy: LimitedBy, own: MentorLimits = {}): BookingLimits {
  return {
    bufferBeforeMinutes: Math.max(policy.bufferMinutes, own.bufferBeforeMinutes ?? 0),
    bufferAfterMinutes: Math.max(policy.bufferMinutes, own.bufferAfterMinutes ?? 0),
    stepMinutes: Math.max(policy.slotStepMinutes, own.stepMinutes ?? 0),
    noticeMinutes: Math.max(policy.noticeMinutes, own.noticeMinutes ?? 0),
    maxPerDay: Math.min(policy.mentorMaxPerDay, own.maxPerDay ?? Infinity),
    maxPerWeek: Math.min(policy.mentorMaxPerWeek, own.maxPerWeek ?? Infinity),
  };
}
