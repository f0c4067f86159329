/** Slug of the rubric that ships with Dryrun and that new batches start with. */
export const DEFAULT_RUBRIC = 'reasoning-moves';
