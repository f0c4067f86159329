import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './slot-reasons.module.css';

/** Why there is no open time, or why other times are not among the open ones. */
export function SlotReasons({ view }: { view: SlotsView }) {
  const sentences = view.reasons.map((reason) => <li key={reason.code}>{reason.sentence}</li>);
  if (view.items.length > 0)
    return sentences.length === 0 ? null : (
      <details className={classes.reasons}>
        <summary>Why are other times not open?</summary>
        <ul>{sentences}</ul>
      </details>
    );
  return (
    <EmptyState>
      {view.mentorCount === 0
        ? 'No mentor of this batch covers this track at this level yet.'
        : 'No time is open for this goal'}
      {view.mentorCount > 0 && (
        <>
          {' '}
          until <TimeText at={view.searchedUntil} show="day" />.
        </>
      )}
      {sentences.length > 0 && <ul>{sentences}</ul>}
      Another track, level or kind of mock may have open times.
    </EmptyState>
  );
}
