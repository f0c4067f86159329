/** What something costs per operation, in microseconds of whatever is measured. */
export type Cost = () => Promise<number> | number;

export interface Pair {
  limit: number;
  subject: number;
  /** How far the two measurements of the limit lie apart: 0.1 is ten percent. */
  moved: number;
}

export interface Summary {
  kept: number;
  dropped: number;
  limit: number;
  subject: number;
  /** subject ÷ limit: median, and the range of what was kept. */
  ratio: number;
  from: number;
  to: number;
}

/** Pairs in which the limit itself moved by more than this say something about the machine, not about us. */
export const MOST_MOVED = 0.25;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

/** Measures limit, subject, subject, limit, so many times; what both share of a drift cancels out. */
export async function pairs(limit: Cost, subject: Cost, count: number): Promise<Pair[]> {
  const found: Pair[] = [];
  for (let n = 0; n < count; n++) {
    const [a, b, c, d] = [await limit(), await subject(), await subject(), await limit()];
    found.push({ limit: (a + d) / 2, subject: (b + c) / 2, moved: Math.abs(a - d) / Math.min(a, d) });
  }
  return found;
}

/** @throws when too few pairs are left to say anything */
export function summary(all: readonly Pair[]): Summary {
  const kept = all.filter(({ moved }) => moved <= MOST_MOVED);
  if (kept.length < Math.min(3, all.length))
    throw new Error(
      `the machine is too restless: the limit moved by more than 25 % in ${all.length - kept.length} of ${all.length} pairs`,
    );
  const ratios = kept.map(({ limit, subject }) => subject / limit);
  return {
    kept: kept.length,
    dropped: all.length - kept.length,
    limit: median(kept.map((p) => p.limit)),
    subject: median(kept.map((p) => p.subject)),
    ratio: median(ratios),
    from: Math.min(...ratios),
    to: Math.max(...ratios),
  };
}
