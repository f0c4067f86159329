import type { BatchPolicy } from '../cohorts/batch-policy.ts';
import { DAY, MINUTE } from '../time/zone-transitions.ts';

/** Who changes a booking: one of its two people, or somebody who runs the batch. */
export type ChangeBy = 'learner' | 'mentor' | 'admin';

/** Why a booking is changed, as people choose it from a list; words of their own come beside it. */
export const CHANGE_REASONS = ['work', 'health', 'interview', 'power_or_network', 'mentor_asked', 'other'] as const;
export type ChangeReason = (typeof CHANGE_REASONS)[number];

/** What a learner has changed late within the policy's window, back from now. */
export interface ChangeCounts {
  late: number;
  trouble: number;
}

export type ChangePolicy = Pick<BatchPolicy, 'freeChangeMinutes' | 'lateChanges' | 'troubleMoves' | 'changeWindowDays'>;

/** The last instant (epoch milliseconds) at which changing a booking is still free. */
export function freeChangeUntil(startsAt: number, policy: Pick<BatchPolicy, 'freeChangeMinutes'>): number {
  return startsAt - policy.freeChangeMinutes * MINUTE;
}

/** From when on late changes count, epoch milliseconds. */
export function changeWindowStart(now: number, policy: Pick<BatchPolicy, 'changeWindowDays'>): number {
  return now - policy.changeWindowDays * DAY;
}

/**
 * How a change weighs. `free`: nothing is noted · `trouble`: one of the moves that power or network trouble excuses ·
 * `late`: noted, within what is fine · `beyond`: late, and the late changes of the window are used up.
 */
export type ChangeWeight = 'free' | 'trouble' | 'late' | 'beyond';

/**
 * Weighs a change by the pinned policy. A change that the other side or an admin brought about is never the learner's late
 * change; a mentor's late change is `late` however many they made, because nothing of theirs can be used up.
 */
export function weighChange(change: {
  role: ChangeBy;
  action: 'move' | 'cancel';
  reason: ChangeReason;
  startsAt: number;
  now: number;
  policy: ChangePolicy;
  counts: ChangeCounts;
}): ChangeWeight {
  const { role, action, reason, policy, counts } = change;
  if (role === 'admin' || (role === 'learner' && reason === 'mentor_asked')) return 'free';
  if (change.now <= freeChangeUntil(change.startsAt, policy)) return 'free';
  if (role === 'mentor') return 'late';
  const isTrouble = action === 'move' && reason === 'power_or_network';
  if (isTrouble && counts.trouble < policy.troubleMoves) return 'trouble';
  return counts.late < policy.lateChanges ? 'late' : 'beyond';
}

/**
 * What becomes of the mock a learner's week was charged with when the booking is cancelled. `return`: back into the same
 * week · `keep`: it stays used · `refund`: it stays used and the learner gets an extra mock for any week, because the week
 * is as good as over.
 */
export type QuotaAfter = 'return' | 'keep' | 'refund';

export function quotaAfterCancel(role: ChangeBy, weight: ChangeWeight): QuotaAfter {
  if (role === 'mentor' && weight === 'late') return 'refund';
  return weight === 'beyond' ? 'keep' : 'return';
}
