import type { AvailabilityView } from '@dryrun/contracts/scheduling.contract';
import { formatDateTime } from '../../platform/time.ts';
import { TextLink } from '../../ui/links.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './hours-editor.module.css';

type BookedOutside = AvailabilityView['bookedOutside'][number];

interface BookedListProps {
  booked: readonly BookedOutside[];
  timeZone: string;
  /** The hours of whoever looks; else a mentor's, edited by staff. */
  isMine: boolean;
}

/** Booked mocks that the hours on the screen leave outside, each with the way to it. */
export function BookedOutsideNotice({ booked, timeZone, isMine }: BookedListProps) {
  if (booked.length === 0) return null;
  const inTimeOff = booked.filter((b) => b.isInTimeOff).length;
  const whose = isMine ? 'your' : 'their';
  const title =
    booked.length === 1
      ? `One booked mock lies ${inTimeOff === 1 ? `in ${whose} time off` : `outside ${whose} hours`}`
      : `${booked.length} booked mocks lie ${inTimeOff === booked.length ? `in ${whose} time off` : `outside ${whose} hours`}`;
  return (
    <Notice tone="warning" title={title} isLive>
      {booked.length === 1 ? 'It stays' : 'They stay'} booked until you cancel or hand over{' '}
      {booked.length === 1 ? 'it' : 'each'}.
      <BookedList booked={booked} timeZone={timeZone} isMine={isMine} />
    </Notice>
  );
}

/** The mocks by time; each opens its page. */
export function BookedList({ booked, timeZone, isMine }: BookedListProps) {
  return (
    <ul className={classes.notes}>
      {booked.map(({ interviewId, startsAt, isInTimeOff }) => (
        <li key={interviewId}>
          <TextLink to="/interviews/$interviewId" params={{ interviewId }}>
            {formatDateTime(startsAt, timeZone)}
          </TextLink>
          {isInTimeOff && ` · in ${isMine ? 'your' : 'their'} time off`}
        </li>
      ))}
    </ul>
  );
}
