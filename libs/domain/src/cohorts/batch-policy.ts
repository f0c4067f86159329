/** Who arranges the mocks of a batch: learners book, a weekly round places them, or a round first and then what is left is open. */
export const ARRANGEMENTS = ['learners', 'round', 'round_then_open'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

/** Rules of a batch (`product.md` rule 4). Units are in the names; an interview keeps the copy that was in force when it was confirmed. */
export interface BatchPolicy {
  arrangedBy: Arrangement;
  mocksPerWeek: number;
  noticeMinutes: number;
  horizonDays: number;
  holdMinutes: number;
  /** Until how long before the start a change is free. */
  freeChangeMinutes: number;
  /** How many late changes of a learner are simply noted; every further one costs them something (`booking-changes.ts`). */
  lateChanges: number;
  /** Moves because of power or network trouble that never count as late. */
  troubleMoves: number;
  /** The stretch, back from now, in which late changes and trouble moves are counted. */
  changeWindowDays: number;
  didNotComeMinutes: number;
  /** So many missed mocks tell the admin; nobody is ever blocked by them. */
  noShowsTellAdmin: number;
  /** A freed time is offered to the next learner who waits, one after the other. */
  hasWaitlist: boolean;
  waitlistOfferMinutes: number;
  /** Kept free on both sides of a mentor's interview; a learner's time has no buffer. */
  bufferMinutes: number;
  slotStepMinutes: number;
  mentorMaxPerDay: number;
  mentorMaxPerWeek: number;
  feedbackDueHours: number;
  /** How often a mentor may say "until tomorrow" about one scorecard. */
  feedbackExtensions: number;
  /** A mentor whose feedback is overdue by more than this is not offered; null: overdue feedback closes nobody's calendar. */
  overdueFeedbackPauseHours: number | null;
  /** After submission, how long the learner may still predict before feedback opens by itself. */
  predictionWindowHours: number;
  /** What can wait is not sent between these hours of the recipient's clock (22 and 8: nothing at night); equal hours: no quiet time. */
  quietFromHour: number;
  quietUntilHour: number;
}

/** Shipped defaults for working professionals. */
export const DEFAULT_POLICY: BatchPolicy = {
  arrangedBy: 'learners',
  mocksPerWeek: 1,
  noticeMinutes: 12 * 60,
  horizonDays: 14,
  holdMinutes: 10,
  freeChangeMinutes: 6 * 60,
  lateChanges: 2,
  troubleMoves: 1,
  changeWindowDays: 28,
  didNotComeMinutes: 10,
  noShowsTellAdmin: 2,
  hasWaitlist: false,
  waitlistOfferMinutes: 30,
  bufferMinutes: 10,
  slotStepMinutes: 30,
  mentorMaxPerDay: 2,
  mentorMaxPerWeek: 4,
  feedbackDueHours: 24,
  feedbackExtensions: 1,
  overdueFeedbackPauseHours: null,
  predictionWindowHours: 24,
  quietFromHour: 22,
  quietUntilHour: 8,
};

type NumberField = { [K in keyof BatchPolicy]: BatchPolicy[K] extends number | null ? K : never }[keyof BatchPolicy];

/** What each number may be, both ends included. */
export const POLICY_LIMITS: Record<NumberField, readonly [min: number, max: number]> = {
  mocksPerWeek: [0, 7],
  noticeMinutes: [0, 7 * 24 * 60],
  horizonDays: [1, 60],
  holdMinutes: [2, 60],
  freeChangeMinutes: [0, 7 * 24 * 60],
  lateChanges: [0, 20],
  troubleMoves: [0, 10],
  changeWindowDays: [7, 120],
  didNotComeMinutes: [5, 60],
  noShowsTellAdmin: [1, 10],
  waitlistOfferMinutes: [5, 24 * 60],
  bufferMinutes: [0, 120],
  slotStepMinutes: [5, 120],
  mentorMaxPerDay: [1, 20],
  mentorMaxPerWeek: [1, 60],
  feedbackDueHours: [1, 14 * 24],
  feedbackExtensions: [0, 5],
  overdueFeedbackPauseHours: [0, 60 * 24],
  predictionWindowHours: [0, 7 * 24],
  quietFromHour: [0, 23],
  quietUntilHour: [0, 23],
};

export interface PolicyProblem {
  field: keyof BatchPolicy;
  message: string;
}

/** What is wrong with the rules taken together; each number must already be within `POLICY_LIMITS`. Empty when all is well. */
export function policyProblems(policy: BatchPolicy): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const add = (field: keyof BatchPolicy, message: string) => problems.push({ field, message });
  if (policy.noticeMinutes >= policy.horizonDays * 24 * 60)
    add('noticeMinutes', 'No time could ever be booked: the notice is as long as the booking horizon.');
  if (policy.freeChangeMinutes >= policy.horizonDays * 24 * 60)
    add('freeChangeMinutes', 'Every change would be late: the limit is as long as the booking horizon.');
  if (policy.mentorMaxPerWeek < policy.mentorMaxPerDay)
    add('mentorMaxPerWeek', 'A week cannot hold fewer mocks than one of its days.');
  if (policy.mocksPerWeek === 0 && policy.arrangedBy === 'learners')
    add(
      'mocksPerWeek',
      'Nobody could book: learners book their mocks in this batch, so give them at least one a week.',
    );
  return problems;
}

/** The fields that differ, in the order of the type. */
export function policyChanges(before: BatchPolicy, after: BatchPolicy): (keyof BatchPolicy)[] {
  return (Object.keys(DEFAULT_POLICY) as (keyof BatchPolicy)[]).filter((field) => before[field] !== after[field]);
}
