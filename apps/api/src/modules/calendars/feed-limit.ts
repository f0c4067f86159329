const WINDOW = 60_000;
const MOST_KEYS = 10_000;

/**
 * How often something is asked within a minute, by key, in this process. For addresses that anybody may call: it keeps a
 * program that goes wild from costing more than a look into a map. Guessing is hopeless without it.
 */
export class FeedLimit {
  private readonly counts = new Map<string, number>();
  private windowEnds = 0;

  /** Counts one; answers the seconds to wait when there were more than `most`, else null. @param now epoch milliseconds */
  count(key: string, most: number, now: number): number | null {
    if (now >= this.windowEnds || this.counts.size >= MOST_KEYS) {
      this.counts.clear();
      this.windowEnds = now + WINDOW;
    }
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count > most ? Math.ceil((this.windowEnds - now) / 1_000) : null;
  }
}
