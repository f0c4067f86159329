import type { QuestionKind } from '@dryrun/contracts/content-bodies';
import type { MetView } from '@dryrun/contracts/study.contract';
import { LEVELS, type Level } from '@dryrun/domain/cohorts/levels';
import { formatShortDay } from '../../platform/time.ts';
import { LEVEL_LABELS } from '../../ui/words.ts';

export const KIND_LABELS: Record<QuestionKind, string> = {
  knowledge: 'Knowledge',
  reasoning: 'Reasoning',
  scenario: 'Scenario',
  design: 'Design',
  debugging: 'Debugging',
  behavioural: 'Behavioural',
};

/** "Mid to Senior" */
export function levelsInWords({ minLevel, maxLevel }: { minLevel: Level; maxLevel: Level }): string {
  if (minLevel === maxLevel) return LEVEL_LABELS[minLevel];
  return minLevel === LEVELS[0] && maxLevel === LEVELS.at(-1)
    ? 'All levels'
    : `${LEVEL_LABELS[minLevel]} to ${LEVEL_LABELS[maxLevel]}`;
}

const MET = { viewed: 'You read it on', practised: 'You practised it on', asked: 'You were asked it on' } as const;

/** "You practised it on Tue 3 Nov"; nothing when they never met it. */
export function metInWords(met: MetView, timeZone: string): string[] {
  return met ? [`${MET[met.how]} ${formatShortDay(met.at, timeZone)}`] : [];
}
