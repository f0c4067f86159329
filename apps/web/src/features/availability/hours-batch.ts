import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';

/** A batch in which the hours are offered. */
export interface HoursBatch {
  id: string;
  name: string;
  timeZone: string;
  policy: Pick<
    BatchPolicy,
    'bufferMinutes' | 'slotStepMinutes' | 'noticeMinutes' | 'mentorMaxPerDay' | 'mentorMaxPerWeek'
  >;
}

/** A format that learners can book. */
export interface HoursFormat {
  slug: string;
  title: string;
  minutes: number;
}

/** Whose hours are edited: one's own, or those of a mentor of a batch by its staff. */
export type HoursOwner = { isMe: true } | { isMe: false; batchId: string; personId: string };
