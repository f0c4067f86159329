import type { BatchState } from '@dryrun/domain/cohorts/batch-state';

export const BATCH_STATE_WORDS: Record<BatchState, string> = {
  draft: 'Draft',
  enrolling: 'Enrolling',
  active: 'Running',
  paused: 'Paused',
  completed: 'Completed',
  archived: 'Archived',
  cancelled: 'Cancelled',
};

/** What the state means for the people in the batch. */
export const BATCH_STATE_ABOUT: Record<BatchState, string> = {
  draft: 'It is a draft: nobody but you sees it yet.',
  enrolling: 'It takes people in. It starts by itself on its first day, as soon as it has a mentor.',
  active: 'It is running: mocks can be booked.',
  paused: 'It is paused: nobody can book until you resume it.',
  completed: 'It is completed. Everybody can still read their feedback.',
  archived: 'It is archived.',
  cancelled: 'It was cancelled.',
};
