import type { ChangeReason } from '@dryrun/domain/interviews/change-rules';

/** Reasons as people choose them and read them. */
export const REASON_WORDS: Record<ChangeReason, string> = {
  work: 'Work got in the way',
  health: 'Not well',
  interview: 'A real interview',
  power_or_network: 'Power or network trouble',
  mentor_asked: 'The mentor asked for it',
  other: 'Something else',
};

/** What somebody may choose; that the mentor asked is known, not chosen. */
export const CHOSEN_REASONS = (['work', 'health', 'interview', 'power_or_network', 'other'] as const).map((value) => ({
  value,
  label: REASON_WORDS[value],
}));
