import type { BatchPolicy } from '@dryrun/contracts/cohorts.contract';

type NumberField = { [K in keyof BatchPolicy]: BatchPolicy[K] extends number | null ? K : never }[keyof BatchPolicy];

export interface PolicyField {
  field: NumberField;
  label: string;
  /** What the number counts, beside the field. */
  unit: string;
  /** How many of the stored unit one of the shown unit is: hours are stored as minutes. */
  factor?: number;
  hint?: string;
}

export interface PolicyGroup {
  title: string;
  lead: string;
  fields: readonly PolicyField[];
}

/** The numbers of a policy in the order in which an admin thinks of them. Hours are shown where minutes are stored. */
export const POLICY_GROUPS: readonly PolicyGroup[] = [
  {
    title: 'Booking',
    lead: 'How far ahead, and how often.',
    fields: [
      { field: 'mocksPerWeek', label: 'Mocks a week', unit: 'per learner' },
      {
        field: 'noticeMinutes',
        label: 'Notice',
        unit: 'hours before',
        factor: 60,
        hint: 'So that a mentor is never surprised.',
      },
      { field: 'horizonDays', label: 'Bookable', unit: 'days ahead' },
      { field: 'holdMinutes', label: 'A picked time is kept', unit: 'minutes' },
    ],
  },
  {
    title: 'Moving and cancelling',
    lead: 'What is free, and what counts.',
    fields: [
      { field: 'freeChangeMinutes', label: 'Free until', unit: 'hours before', factor: 60 },
      { field: 'lateChanges', label: 'Late changes that are fine', unit: 'per learner' },
      { field: 'troubleMoves', label: 'Moves excused by power or network', unit: 'per learner' },
      { field: 'changeWindowDays', label: 'Counted over', unit: 'days' },
    ],
  },
  {
    title: 'When somebody does not come',
    lead: 'Nobody is ever blocked by it.',
    fields: [
      { field: 'didNotComeMinutes', label: '“Did not come” from', unit: 'minutes after the start' },
      { field: 'noShowsTellAdmin', label: 'Tell the admin after', unit: 'missed mocks' },
    ],
  },
  {
    title: 'When no time is open',
    lead: 'Learners may wait; what becomes free is kept for one after the other.',
    fields: [
      {
        field: 'waitlistOfferMinutes',
        label: 'A freed time is kept for',
        unit: 'minutes each',
        hint: 'Only waking minutes count. Only with a waitlist.',
      },
    ],
  },
  {
    title: 'Mentors',
    lead: 'A mentor may set stricter limits of their own.',
    fields: [
      { field: 'mentorMaxPerDay', label: 'At most', unit: 'mocks a day' },
      { field: 'mentorMaxPerWeek', label: 'At most', unit: 'mocks a week' },
      { field: 'bufferMinutes', label: 'Kept free around a mock', unit: 'minutes' },
      { field: 'slotStepMinutes', label: 'A time every', unit: 'minutes' },
    ],
  },
  {
    title: 'Feedback and messages',
    lead: 'When it is due, and when nobody is disturbed.',
    fields: [
      { field: 'feedbackDueHours', label: 'Feedback is due', unit: 'hours after the mock' },
      { field: 'feedbackExtensions', label: '“Until tomorrow”', unit: 'times' },
      { field: 'predictionWindowHours', label: 'Opens without a prediction after', unit: 'hours' },
      { field: 'quietFromHour', label: 'Quiet from', unit: "o'clock" },
      { field: 'quietUntilHour', label: 'Quiet until', unit: "o'clock" },
    ],
  },
];
