/** How often something may be tried before each further try has to wait, and how fast it is forgotten. Times in seconds. */
export interface AttemptLimit {
  /** Tries without any wait. */
  free: number;
  /** Wait after the first try beyond `free`; it doubles with each further one. */
  firstWait: number;
  /** The wait never grows beyond this: nothing is ever locked. */
  longestWait: number;
  /** One try is forgotten in this time. */
  forgetsOneIn: number;
}

/** What is remembered between tries. `count` is fractional, because it is forgotten steadily. */
export interface AttemptCount {
  count: number;
  countedAt: Date;
  /** No try before this. */
  freeAt: Date;
}

export type AttemptVerdict = { isAllowed: true; next: AttemptCount } | { isAllowed: false; waitSeconds: number };

/**
 * May one more try be made at `now`? An allowed try is counted at once, before its outcome is known, so that tries sent side
 * by side are all counted. A refused one changes nothing: whoever goes on knocking does not lengthen the wait.
 *
 * @param before null: never tried
 */
export function countAttempt(before: AttemptCount | null, limit: AttemptLimit, now: Date): AttemptVerdict {
  if (before && before.freeAt.getTime() > now.getTime())
    return { isAllowed: false, waitSeconds: Math.ceil((before.freeAt.getTime() - now.getTime()) / 1000) };
  const count = remembered(before, limit, now) + 1;
  const beyond = Math.round(count - limit.free);
  const wait = beyond <= 0 ? 0 : Math.min(limit.longestWait, limit.firstWait * 2 ** Math.min(beyond - 1, 40));
  return { isAllowed: true, next: { count, countedAt: now, freeAt: new Date(now.getTime() + wait * 1000) } };
}

/** Takes back a try that turned out to be honest. */
export function forgiveAttempt(before: AttemptCount, limit: AttemptLimit, now: Date): AttemptCount {
  return { count: Math.max(0, remembered(before, limit, now) - 1), countedAt: now, freeAt: now };
}

function remembered(before: AttemptCount | null, limit: AttemptLimit, now: Date): number {
  if (!before) return 0;
  const seconds = Math.max(0, now.getTime() - before.countedAt.getTime()) / 1000;
  return Math.max(0, before.count - seconds / limit.forgetsOneIn);
}
