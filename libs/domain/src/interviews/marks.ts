/** What a mark says about a move: it came unasked, only when asked, or was called for and did not come. */
export const MARK_KINDS = ['unasked', 'when_asked', 'missing'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** Whole minutes between the start of the mock and the mark; never negative, even when clocks of two replicas differ. */
export function minuteOf(startedAt: number, at: number): number {
  return Math.max(0, Math.floor((at - startedAt) / 60_000));
}
