import type { ReactNode } from 'react';
import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { formatLocalDate } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { emptyDays } from './slot-days.ts';
import classes from './slot-reasons.module.css';

interface SlotReasonsProps {
  view: SlotsView;
  /** Start of the search, an instant of the wire. */
  from: string;
  onWhy?: (date: string) => void;
  otherwise?: ReactNode;
}

/** Why there is no open time, or why other times are not among the open ones; each empty day can be asked about. */
export function SlotReasons({ view, from, onWhy, otherwise }: SlotReasonsProps) {
  const { timeZone } = useZone();
  const isClosed = view.reasons.some(({ code }) => code === 'batch_closed');
  const sentences = view.reasons.map((reason) => <li key={reason.code}>{reason.sentence}</li>);
  const missing =
    onWhy && !isClosed && view.mentorCount > 0 ? emptyDays(view.items, from, view.searchedUntil, timeZone) : [];
  const days = missing.length > 0 && (
    <div className={classes.days} role="group" aria-label="Days without an open time">
      {missing.map((date) => (
        <button key={date} type="button" className={classes.day} onClick={() => onWhy?.(date)}>
          {formatLocalDate(date)}
        </button>
      ))}
    </div>
  );
  if (view.items.length > 0)
    return sentences.length === 0 && !days ? null : (
      <details className={classes.reasons}>
        <summary>Why are other times not open?</summary>
        <ul>{sentences}</ul>
        {days && <p>Ask about a day on which nothing is open:</p>}
        {days}
      </details>
    );
  if (isClosed)
    return (
      <EmptyState>
        {view.reasons.map(({ sentence }) => sentence)} {otherwise}
      </EmptyState>
    );
  // Nobody fits: the reason says so, and what can be done.
  if (view.mentorCount === 0 && view.reasons.length > 0)
    return <EmptyState>{view.reasons.map(({ sentence }) => sentence).join(' ')}</EmptyState>;
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
      {days && <p>Ask about a day:</p>}
      {days}
      {otherwise ?? elsewhere(view)}
    </EmptyState>
  );
}

/** Where else to look: used mocks count for every goal, so that another one would not help. */
function elsewhere({ reasons }: SlotsView): string {
  return reasons.some(({ code }) => code === 'quota')
    ? 'Times of later weeks open day by day. If you need one more mock, your cohort admin can grant it.'
    : 'Another track, level or kind of mock may have open times.';
}
