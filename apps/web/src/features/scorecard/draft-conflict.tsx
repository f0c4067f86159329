import type { ScorecardView } from '@dryrun/contracts/feedback.contract';
import { formatTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { VersionChoice } from '../../ui/version-choice.tsx';
import { differencesOf } from './card-differences.ts';
import { formOf, type ScorecardForm } from './scorecard-form.ts';

interface DraftConflictProps {
  mine: ScorecardForm;
  theirs: ScorecardView;
  onChoose: (form: ScorecardForm) => void;
}

/** Two versions of one card, to be chosen from place by place. */
export function DraftConflict({ mine, theirs, onChoose }: DraftConflictProps) {
  const { timeZone } = useZone();
  const savedAt = theirs.savedAt === null ? '' : ` at ${formatTime(theirs.savedAt, timeZone)}`;
  const saved = formOf(theirs);
  return (
    <VersionChoice
      explanation={`Another tab or device saved this scorecard${savedAt}. Both versions are safe. Choose what to keep in each place; nothing is saved until you do.`}
      savedAt={savedAt}
      places={differencesOf(mine, saved, theirs)}
      onChoose={(keptMine) => onChoose(keptMine.reduce((form, difference) => difference.take(mine, form), saved))}
    />
  );
}
