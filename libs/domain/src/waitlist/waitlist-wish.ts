import { weekdayOf, type LocalDate, type Weekday } from '../time/local-date.ts';
import { instantToLocal } from '../time/zone-transitions.ts';

/** Parts of a day by the learner's clock, as `[from, until)` in minutes of the day. Nobody is offered a mock at night. */
export const DAY_PARTS = ['morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof DAY_PARTS)[number];

export const DAY_PART_MINUTES: Record<DayPart, readonly [from: number, until: number]> = {
  morning: [5 * 60, 12 * 60],
  afternoon: [12 * 60, 17 * 60],
  evening: [17 * 60, 23 * 60],
};

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** When somebody who waits could come: dates (both included), weekdays and parts of the day, all on their own clock. */
export interface WaitlistWish {
  fromOn: LocalDate;
  untilOn: LocalDate;
  weekdays: readonly Weekday[];
  parts: readonly DayPart[];
}

/** Could they come to a mock that starts then? */
export function suits(wish: WaitlistWish, startsAt: number, timeZone: string): boolean {
  const { date, minuteOfDay } = instantToLocal(timeZone, startsAt);
  if (date < wish.fromOn || date > wish.untilOn || !wish.weekdays.includes(weekdayOf(date))) return false;
  return wish.parts.some((part) => {
    const [from, until] = DAY_PART_MINUTES[part];
    return minuteOfDay >= from && minuteOfDay < until;
  });
}

/** Has the last of its days passed? */
export function isOver({ untilOn }: Pick<WaitlistWish, 'untilOn'>, now: number, timeZone: string): boolean {
  return instantToLocal(timeZone, now).date > untilOn;
}

const DAY_NAMES: Record<Weekday, string> = { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' };
const PART_NAMES: Record<DayPart, string> = { morning: 'mornings', afternoon: 'afternoons', evening: 'evenings' };

/** `Mon, Wed and Fri · evenings`, `any day · mornings or evenings`, `weekends · any time of day`. */
export function wishWords({ weekdays, parts }: Pick<WaitlistWish, 'weekdays' | 'parts'>): string {
  const times = DAY_PARTS.filter((p) => parts.includes(p)).map((p) => PART_NAMES[p]);
  return `${dayWords(WEEKDAYS.filter((d) => weekdays.includes(d)))} · ${times.length === DAY_PARTS.length ? 'any time of day' : times.join(' or ')}`;
}

function dayWords(days: readonly Weekday[]): string {
  const key = days.join('');
  if (key === '1234567') return 'any day';
  if (key === '12345') return 'weekdays';
  if (key === '67') return 'weekends';
  const names = days.map((d) => DAY_NAMES[d]);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
