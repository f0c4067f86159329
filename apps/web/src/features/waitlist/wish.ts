import type { WaitlistBody } from '@dryrun/contracts/waitlist.contract';
import { addDays } from '@dryrun/domain/time/local-date';
import { DAY_PARTS, WEEKDAYS, type DayPart } from '@dryrun/domain/waitlist/waitlist-wish';
import { formatLocalDate, localDateOf } from '../../platform/time.ts';

/** When somebody could come. */
export type Wish = Omit<WaitlistBody, 'goal'>;

/** So far ahead somebody waits unless they say otherwise; the server looks no further than the batch's horizon at a time. */
const USUAL_DAYS = 14;

/** Any day of the next two weeks, at any time but at night. `now` in epoch milliseconds. */
export function anyTime(now: number, timeZone: string): Wish {
  const today = localDateOf(now, timeZone);
  return { fromOn: today, untilOn: addDays(today, USUAL_DAYS), weekdays: [...WEEKDAYS], parts: [...DAY_PARTS] };
}

/** What keeps a wish from being sent, by field; empty when nothing does. */
export function wishProblems({ fromOn, untilOn, weekdays, parts }: Wish, now: number, timeZone: string) {
  const problems: Partial<Record<keyof Wish, string>> = {};
  if (fromOn === '') problems.fromOn = 'Give a day.';
  if (untilOn === '') problems.untilOn = 'Give a day.';
  else if (untilOn < fromOn) problems.untilOn = 'That is before the first day.';
  else if (untilOn < localDateOf(now, timeZone)) problems.untilOn = 'That day has passed.';
  if (weekdays.length === 0) problems.weekdays = 'Choose at least one day.';
  if (parts.length === 0) problems.parts = 'Choose at least one time of day.';
  return problems;
}

/** `Thu, 3 Dec to Sat, 5 Dec`, or the one day. */
export function wishDays({ fromOn, untilOn }: Pick<Wish, 'fromOn' | 'untilOn'>): string {
  return fromOn === untilOn ? formatLocalDate(fromOn) : `${formatLocalDate(fromOn)} to ${formatLocalDate(untilOn)}`;
}

export const DAY_CHOICES = (['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const).map((title, i) => ({
  value: WEEKDAYS[i] ?? 1,
  title,
}));

export const PART_CHOICES: readonly { value: DayPart; title: string; aside: string }[] = [
  { value: 'morning', title: 'Mornings', aside: '5 am to noon' },
  { value: 'afternoon', title: 'Afternoons', aside: 'noon to 5 pm' },
  { value: 'evening', title: 'Evenings', aside: '5 to 11 pm' },
];
