import type { Batch } from '../cohorts/index.ts';

/** Why nobody can wait in a batch now, in a sentence; null when they can. @param closed why nobody can book, if so */
export function closedWaitlist({ policy }: Pick<Batch, 'policy'>, closed: string | null): string | null {
  if (!policy.hasWaitlist)
    return 'This batch has no waitlist. Your cohort admin can switch it on in the rules of the batch. Nothing was changed.';
  return closed === null ? null : `${closed} Nothing was changed.`;
}
