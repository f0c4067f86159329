/** How a key point came up: without help, after a nudge, not at all, or wrongly. */
export const COVERAGE = ['unaided', 'nudged', 'missed', 'wrong'] as const;
export type Coverage = (typeof COVERAGE)[number];

/** Answers to "ready for this level?"; optional and never blended with the ratings. */
export const RECOMMENDATIONS = ['not_yet', 'close', 'ready', 'clearly_ready'] as const;
export type Recommendation = (typeof RECOMMENDATIONS)[number];
