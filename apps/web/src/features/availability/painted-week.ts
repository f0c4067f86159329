import { parseWallTime, toMinuteInterval } from '@dryrun/domain/scheduling/availability-rules';
import type { Weekday } from '@dryrun/domain/time/local-date';
import { newKey, type RuleRow } from './hours-form.ts';

/** The grid that is painted on: half hours of seven days. */
export const CELL_MINUTES = 30;
export const CELLS_PER_DAY = 48;
const DAY = 1_440;
const WEEK = 7 * DAY;

/** Whether hours are offered in all of a half hour, in a part of it, or in none of it. */
export type CellState = 'open' | 'part' | 'closed';

/** Minutes after the Monday 00:00 of a week that comes again and again; `end` may lie beyond its end. */
interface Minutes {
  start: number;
  end: number;
}

/** Where a rule lies in the week; null while one of its times is none. */
function minutesOf(rule: RuleRow): Minutes | null {
  if (parseWallTime(rule.start) === null || rule.end === '') return null;
  const minutes = toMinuteInterval({ start: rule.start, end: rule.end === '00:00' ? '24:00' : rule.end });
  if (minutes === null) return null;
  const offset = (rule.weekday - 1) * DAY;
  return { start: minutes.start + offset, end: minutes.end + offset };
}

/** The state of each half hour: `states[weekday - 1][half hour]`. */
export function cellStates(rules: readonly RuleRow[]): CellState[][] {
  const covered = new Uint8Array(WEEK);
  for (const rule of rules) {
    const minutes = minutesOf(rule);
    if (minutes) for (let m = minutes.start; m < minutes.end; m += 1) covered[m % WEEK] = 1;
  }
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: CELLS_PER_DAY }, (__, cell): CellState => {
      const from = day * DAY + cell * CELL_MINUTES;
      const count = covered.subarray(from, from + CELL_MINUTES).reduce((sum, minute) => sum + minute, 0);
      return count === 0 ? 'closed' : count === CELL_MINUTES ? 'open' : 'part';
    }),
  );
}

/** A block of the grid: days from one to another, half hours from one to another, all included; in any order. */
export interface Block {
  days: readonly [Weekday, Weekday];
  cells: readonly [number, number];
}

/**
 * The rules after a block was opened or closed. Rules that the block does not touch stay as they are, those it touches grow,
 * shrink or are cut in two; what runs past midnight stays one rule as long as it can.
 */
export function painted(rules: readonly RuleRow[], { days, cells }: Block, isOpen: boolean): RuleRow[] {
  const [firstDay, lastDay] = [Math.min(...days), Math.max(...days)];
  const [firstCell, lastCell] = [Math.min(...cells), Math.max(...cells)];
  let result = [...rules];
  for (let day = firstDay; day <= lastDay; day += 1) {
    const start = (day - 1) * DAY + firstCell * CELL_MINUTES;
    const stretch = { start, end: (day - 1) * DAY + (lastCell + 1) * CELL_MINUTES };
    result = isOpen ? opened(result, stretch) : closed(result, stretch);
  }
  return result;
}

function opened(rules: readonly RuleRow[], stretch: Minutes): RuleRow[] {
  const result = [...rules];
  for (const gap of uncovered(rules, stretch)) {
    const weekday = weekdayOf(gap.start);
    // Grows into every rule of the same day that it touches, and into nothing beyond a day's length.
    let { start, end } = gap;
    let kept: RuleRow | null = null;
    for (let i = result.length - 1; i >= 0; i -= 1) {
      const rule = result[i];
      const other = rule && rule.weekday === weekday ? minutesOf(rule) : null;
      if (!rule || !other || other.end < start || other.start > end) continue;
      if (Math.max(end, other.end) - Math.min(start, other.start) > DAY) continue;
      [start, end] = [Math.min(start, other.start), Math.max(end, other.end)];
      kept = rule;
      result.splice(i, 1);
    }
    result.push(rowOf({ start, end }, kept?.key));
  }
  return result;
}

function closed(rules: readonly RuleRow[], stretch: Minutes): RuleRow[] {
  return rules.flatMap((rule) => {
    const minutes = minutesOf(rule);
    if (!minutes) return [rule];
    const left = withoutStretch(minutes, stretch);
    const isUntouched = left.length === 1 && left[0]?.start === minutes.start && left[0].end === minutes.end;
    return isUntouched ? [rule] : left.map((piece, i) => rowOf(piece, i === 0 ? rule.key : undefined));
  });
}

/** What is left of minutes without the stretch, which comes every week. */
function withoutStretch(minutes: Minutes, stretch: Minutes): Minutes[] {
  let left = [minutes];
  for (const shift of [-WEEK, 0, WEEK]) {
    const [from, to] = [stretch.start + shift, stretch.end + shift];
    left = left.flatMap(({ start, end }) =>
      to <= start || end <= from
        ? [{ start, end }]
        : [
            { start, end: Math.min(end, from) },
            { start: Math.max(start, to), end },
          ].filter((piece) => piece.start < piece.end),
    );
  }
  return left;
}

/** The parts of the stretch that no rule covers. */
function uncovered(rules: readonly RuleRow[], stretch: Minutes): Minutes[] {
  return rules.reduce<Minutes[]>(
    (gaps, rule) => {
      const minutes = minutesOf(rule);
      return minutes ? gaps.flatMap((gap) => withoutStretch(gap, minutes)) : gaps;
    },
    [stretch],
  );
}

function rowOf({ start, end }: Minutes, key = newKey()): RuleRow {
  return { key, weekday: weekdayOf(start), start: timeOf(start), end: timeOf(end) };
}

function weekdayOf(minute: number): Weekday {
  return (Math.floor((((minute % WEEK) + WEEK) % WEEK) / DAY) + 1) as Weekday;
}

/** `19:30`; midnight is `00:00`, as time fields have it. */
function timeOf(minute: number): string {
  const ofDay = ((minute % DAY) + DAY) % DAY;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}
