import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import type { MentorSlots } from '../scheduling/index.ts';

type Reason = SlotsView['reasons'][number];
type Code = Reason['code'];

/** What the sentences need to know besides the counts. */
export interface SlotFacts {
  slots: readonly MentorSlots[];
  /** Mentors of the batch who do not interview this track at this level. */
  otherMentors: number;
  trackTitle: string;
  level: string;
  policy: BatchPolicy;
}

/**
 * Why times are not open, summed over mentors, most first. A time closed for two reasons counts for both. `no_availability`
 * counts mentors, `not_qualified` the mentors who do not fit (told only when nobody does).
 */
export function slotReasons(facts: SlotFacts): Reason[] {
  const counts = new Map<Code, number>();
  for (const { closed } of facts.slots)
    for (const [code, count] of closed) counts.set(code, (counts.get(code) ?? 0) + count);
  const withoutHours = facts.slots.filter((s) => !s.hasHours).length;
  if (withoutHours > 0) counts.set('no_availability', withoutHours);
  if (facts.slots.length === 0) counts.set('not_qualified', facts.otherMentors);
  return [...counts]
    .map(([code, count]) => ({ code, count, sentence: sentence(code, count, facts) }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function sentence(code: Code, count: number, { slots, trackTitle, level, policy }: SlotFacts): string {
  const times = count === 1 ? 'One time is' : `${count} times are`;
  switch (code) {
    case 'no_availability':
      return count === slots.length
        ? `No mentor who fits has offered hours in the next ${days(policy.horizonDays)}. Ask your cohort admin.`
        : `${count} of the ${slots.length} mentors who fit ${count === 1 ? 'has' : 'have'} offered no hours in the next ${days(policy.horizonDays)}.`;
    case 'notice':
      return `${times} too soon: your batch asks you to book at least ${duration(policy.noticeMinutes)} ahead.`;
    case 'horizon':
      return `${times} too far ahead: you can book up to ${days(policy.horizonDays)} from now.`;
    case 'busy':
      return `${times} in hours when the mentor is busy elsewhere.`;
    case 'booked':
      return `${times} taken, or too close to another mock of that mentor.`;
    case 'daily_limit':
      return `${times} on a day that is full for the mentor (${policy.mentorMaxPerDay} a day).`;
    case 'weekly_limit':
      return `${times} in a week that is full for the mentor (${policy.mentorMaxPerWeek} a week).`;
    case 'quota':
      return `${times} in a week in which you have used your ${mocks(policy.mocksPerWeek)}.`;
    case 'you_are_busy':
      return `${times} while you have another booking yourself.`;
    case 'not_qualified':
      return `No mentor of your batch interviews ${trackTitle} at ${level} level yet. Choose another track or level, or ask your cohort admin.`;
  }
}

/** Why nothing can be booked in a batch that is in this state. */
export function notActive(state: string): string {
  return `Mocks of this batch can be booked while it is active; right now it is ${state}. Your cohort admin knows more.`;
}

export function mocks(count: number): string {
  return count === 1 ? 'one mock' : `${count} mocks`;
}

function days(count: number): string {
  return count === 1 ? 'day' : `${count} days`;
}

/** `12 hours`, `30 minutes`, `1 hour`. */
function duration(minutes: number): string {
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  return minutes === 60 ? '1 hour' : `${minutes / 60} hours`;
}
