/** Rules of a batch (`product.md` rule 4). Units are in the names; an interview keeps the copy that was in force when it was confirmed. */
export interface BatchPolicy {
  mocksPerWeek: number;
  noticeMinutes: number;
  horizonDays: number;
  holdMinutes: number;
  /** Until how long before the start a change is free. */
  freeChangeMinutes: number;
  /** Kept free on both sides of a mentor's interview; a learner's time has no buffer. */
  bufferMinutes: number;
  slotStepMinutes: number;
  mentorMaxPerDay: number;
  mentorMaxPerWeek: number;
  feedbackDueHours: number;
  /** After submission, how long the learner may still predict before feedback opens by itself. */
  predictionWindowHours: number;
  didNotComeMinutes: number;
}

/** Shipped defaults for working professionals. */
export const DEFAULT_POLICY: BatchPolicy = {
  mocksPerWeek: 1,
  noticeMinutes: 12 * 60,
  horizonDays: 14,
  holdMinutes: 10,
  freeChangeMinutes: 6 * 60,
  bufferMinutes: 10,
  slotStepMinutes: 30,
  mentorMaxPerDay: 2,
  mentorMaxPerWeek: 4,
  feedbackDueHours: 24,
  predictionWindowHours: 24,
  didNotComeMinutes: 10,
};
