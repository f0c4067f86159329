/** A mentor who could take a mock. */
export interface MentorChoice {
  id: string;
  /** Mocks they still have before them. */
  upcoming: number;
  /** When this learner last met them in a mock, epoch milliseconds; null: never. */
  lastMetAt: number | null;
}

/**
 * Mentors in the order in which a learner should be offered them: the least burdened first; among equals those never met,
 * then the one met longest ago. The id decides what is left, so that everybody sees one order.
 */
export function fairestFirst<M extends MentorChoice>(mentors: readonly M[]): M[] {
  const met = (m: M) => m.lastMetAt ?? -Infinity;
  return mentors.toSorted((a, b) => {
    if (a.upcoming !== b.upcoming) return a.upcoming - b.upcoming;
    if (met(a) !== met(b)) return met(a) < met(b) ? -1 : 1;
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  });
}
