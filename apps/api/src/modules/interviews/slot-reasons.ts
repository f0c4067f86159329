import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { whyNotSentence, type WhyAudience, type WhyFacts, type WhyNotReason } from '@dryrun/domain/interviews/why-not';
import type { Batch } from '../cohorts/index.ts';
import type { MentorSlots } from '../scheduling/index.ts';

type Reason = SlotsView['reasons'][number];

/**
 * Why times are not open, summed over mentors, most first. A time closed for two reasons counts for both. `no_availability`
 * and `no_room` count mentors, `not_qualified` the mentors who do not fit (told only when nobody does).
 */
export function slotReasons(
  slots: readonly Pick<MentorSlots, 'closed' | 'availability'>[],
  otherMentors: number,
  facts: Omit<WhyFacts, 'mentorCount'>,
): Reason[] {
  const counts = new Map<WhyNotReason, number>();
  const add = (code: WhyNotReason, count: number) => counts.set(code, (counts.get(code) ?? 0) + count);
  for (const { closed, availability } of slots) {
    for (const [code, count] of closed) add(code, count);
    if (availability === 'none') add('no_availability', 1);
    if (availability === 'no_room') add('no_room', 1);
  }
  if (slots.length === 0) add('not_qualified', otherMentors);
  return [...counts]
    .map(([code, count]) => ({
      code,
      count,
      sentence: whyNotSentence(code, count, { ...facts, mentorCount: slots.length }),
    }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

/** Why nobody can move a booked mock of a batch right now; null when learners may. Mocks that were arranged in a round can be moved. */
export function closedToMoves(batch: Pick<Batch, 'state' | 'policy'>): string | null {
  return batch.state === 'active' ? null : closedBatch(batch);
}

/** Why nobody can book in a batch right now, whatever the goal; null when learners may. */
export function closedBatch(batch: Pick<Batch, 'state' | 'policy'>, audience: WhyAudience = 'learner'): string | null {
  if (batch.state !== 'active') {
    const askWhom = audience === 'admin' ? '' : ' Your cohort admin knows more.';
    return `Mocks of this batch can be booked while it is active; right now it is ${batch.state}.${askWhom}`;
  }
  if (batch.policy.arrangedBy === 'round')
    return 'Mocks of this batch are arranged in a weekly round, so there is nothing to book. You can move the one you are given.';
  return null;
}
