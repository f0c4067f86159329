import type { BatchPolicy } from '../cohorts/batch-policy.ts';
import { HOUR } from '../time/zone-transitions.ts';

/** When the feedback of a mock is due (`product.md` rule 12). `endedAt`: when the mentor ended it; both in epoch milliseconds. */
export function feedbackDueAt(endedAt: number, policy: Pick<BatchPolicy, 'feedbackDueHours'>): number {
  return endedAt + policy.feedbackDueHours * HOUR;
}
