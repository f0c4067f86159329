/**
 * Algebra of half-open intervals `[start, end)` on one number line (here: epoch milliseconds).
 *
 * A *tidy* list is sorted by start, its members are not empty, and no two overlap or touch. `mergeIntervals` makes any list
 * tidy; the other functions require tidy lists and return tidy lists.
 */
export interface Interval {
  start: number;
  end: number;
}

/** Two half-open intervals overlap when they share an instant; touching is not overlapping. An empty one overlaps nothing. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end && a.start < a.end && b.start < b.end;
}

/** The union as a tidy list: overlapping and touching intervals join, empty and inverted ones vanish. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  let last: Interval | undefined;
  for (const { start, end } of sorted) {
    if (last !== undefined && start <= last.end) {
      if (end > last.end) last.end = end;
    } else {
      last = { start, end };
      merged.push(last);
    }
  }
  return merged;
}

/** What both tidy lists cover. */
export function intersectIntervals(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  let j = 0;
  for (const { start, end } of a) {
    while (j < b.length && (b[j]?.end ?? 0) <= start) j += 1;
    for (let k = j; k < b.length; k += 1) {
      const other = b[k];
      if (other === undefined || other.start >= end) break;
      common.push({ start: Math.max(start, other.start), end: Math.min(end, other.end) });
    }
  }
  return common;
}

/** What tidy `from` covers and tidy `removed` does not. */
export function subtractIntervals(from: readonly Interval[], removed: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let j = 0;
  for (const { start, end } of from) {
    while (j < removed.length && (removed[j]?.end ?? 0) <= start) j += 1;
    let at = start;
    for (let k = j; k < removed.length; k += 1) {
      const hole = removed[k];
      if (hole === undefined || hole.start >= end) break;
      if (hole.start > at) left.push({ start: at, end: hole.start });
      at = hole.end;
    }
    if (at < end) left.push({ start: at, end });
  }
  return left;
}
