/** Experience levels, half-open in years: junior 0–3, mid 3–8 (3 is mid), senior from 8. Easiest first. */
export const LEVELS = ['junior', 'mid', 'senior'] as const;
export type Level = (typeof LEVELS)[number];

const FROM_YEARS: Record<Level, number> = { junior: 0, mid: 3, senior: 8 };

const NEIGHBOURS: Record<Level, readonly Level[]> = { junior: ['mid'], mid: ['senior', 'junior'], senior: ['mid'] };

/** The level of somebody with that many years of experience. `years` ≥ 0. */
export function levelOfYears(years: number): Level {
  if (years >= FROM_YEARS.senior) return 'senior';
  return years >= FROM_YEARS.mid ? 'mid' : 'junior';
}

/** Levels next to this one, the harder neighbour before the easier: where questions are borrowed when a level runs dry. */
export function neighbouringLevels(level: Level): readonly Level[] {
  return NEIGHBOURS[level];
}

/** Is `level` within `minLevel..maxLevel`, both inclusive? */
export function isWithinLevels(level: Level, minLevel: Level, maxLevel: Level): boolean {
  const at = LEVELS.indexOf(level);
  return LEVELS.indexOf(minLevel) <= at && at <= LEVELS.indexOf(maxLevel);
}
