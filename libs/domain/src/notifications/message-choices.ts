/** Messages that a person may do without, in the order in which they are offered. */
export const OPTIONAL_MESSAGES = ['day_before', 'hour_before', 'feedback', 'requests', 'duties'] as const;
export type OptionalMessage = (typeof OPTIONAL_MESSAGES)[number];

/** What a person wants to be told, besides what always is: their bookings, moves, cancellations, and what keeps their account safe. */
export interface MessageChoices {
  /** Messages they do not want. */
  muted: readonly OptionalMessage[];
  /** From 22 to 8 by their clock, what can wait does. */
  hasQuietHours: boolean;
}

export const DEFAULT_CHOICES: MessageChoices = { muted: [], hasQuietHours: true };
