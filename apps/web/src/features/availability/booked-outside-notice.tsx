import type { AvailabilityView } from '@dryrun/contracts/scheduling.contract';
import { formatDateTime } from '../../platform/time.ts';
import { TextLink } from '../../ui/links.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './hours-editor.module.css';

type BookedOutside = AvailabilityView['bookedOutside'][number];

/** Booked mocks that the hours on the screen leave outside, each with the way to it. */
export function BookedOutsideNotice({ booked, timeZone }: { booked: readonly BookedOutside[]; timeZone: string }) {
  if (booked.length === 0) return null;
  const inTimeOff = booked.filter((b) => b.isInTimeOff).length;
  const title =
    booked.length === 1
      ? `One booked mock lies ${inTimeOff === 1 ? 'in your time off' : 'outside your hours'}`
      : `${booked.length} booked mocks lie ${inTimeOff === booked.length ? 'in your time off' : 'outside your hours'}`;
  return (
    <Notice tone="warning" title={title} isLive>
      {booked.length === 1 ? 'It stays' : 'They stay'} booked until you cancel or hand over{' '}
      {booked.length === 1 ? 'it' : 'each'}.
      <BookedList booked={booked} timeZone={timeZone} />
    </Notice>
  );
}

/** The mocks by time; each opens its page. */
export function BookedList({ booked, timeZone }: { booked: readonly BookedOutside[]; timeZone: string }) {
  return (
    <ul className={classes.notes}>
      {booked.map(({ interviewId, startsAt, isInTimeOff }) => (
        <li key={interviewId}>
          <TextLink to="/interviews/$interviewId" params={{ interviewId }}>
            {formatDateTime(startsAt, timeZone)}
          </TextLink>
          {isInTimeOff && ' · in your time off'}
        </li>
      ))}
    </ul>
  );
}
