import type { InstantRange } from '../time/batch-weeks.ts';

/**
 * One line of a learner's account of mocks in a batch. `use` and `return` belong to a booking and count in the week in which
 * that booking starts; `grant` (by an admin) and `refund` (the mentor did not come, or cancelled late) are extra mocks for
 * any week. `isExtra` says whether a use was paid with an extra mock.
 */
export interface QuotaEntry {
  kind: 'grant' | 'use' | 'return' | 'refund';
  /** How many mocks; positive. */
  amount: number;
  /** Start of the booking of a `use` or `return`, epoch milliseconds; null otherwise. */
  startsAt: number | null;
  isExtra: boolean;
}

/** Mocks of a week that are used, returned ones not counted. Never negative. */
export function usedIn(entries: readonly QuotaEntry[], week: InstantRange): number {
  let used = 0;
  for (const { kind, startsAt, isExtra, amount } of entries) {
    if (isExtra || startsAt === null || startsAt < week.start || startsAt >= week.end) continue;
    used += kind === 'use' ? amount : kind === 'return' ? -amount : 0;
  }
  return Math.max(0, used);
}

/** Extra mocks that are left, for any week. */
export function extrasLeft(entries: readonly QuotaEntry[]): number {
  let left = 0;
  for (const { kind, isExtra, amount } of entries) {
    if (kind === 'grant' || kind === 'refund') left += amount;
    else if (isExtra) left += kind === 'use' ? -amount : amount;
  }
  return Math.max(0, left);
}

/** How a mock of that week would be paid: from the week, from the extras, or not at all. `scheduling_reserve` decides the same in SQL. */
export function nextMockFrom(
  entries: readonly QuotaEntry[],
  week: InstantRange,
  perWeek: number,
): 'week' | 'extra' | 'none' {
  if (usedIn(entries, week) < perWeek) return 'week';
  return extrasLeft(entries) > 0 ? 'extra' : 'none';
}
