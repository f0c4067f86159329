import { Text } from '@mantine/core';
import { formatDay, formatTime, isSameWallTime, localDateOf } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import type { PreviewWindow } from './preview-windows.ts';
import classes from './hours-preview.module.css';

interface HoursPreviewProps {
  windows: readonly PreviewWindow[];
  /** The zone in which the hours were written. */
  ownZone: string;
  /** Whose clock that is. */
  whose?: string;
}

/** What learners see of the hours, day by day in the zone of the page; the mentor's own clock where it differs. */
export function HoursPreview({ windows, ownZone, whose = 'you' }: HoursPreviewProps) {
  const { timeZone } = useZone();
  const days = Map.groupBy(windows, ({ startsAt }) => localDateOf(startsAt, timeZone));
  if (windows.length === 0)
    return <Text c="dimmed">Nothing in the next two weeks: nobody can book {whose === 'you' ? 'you' : 'them'}.</Text>;
  return (
    <dl className={classes.days}>
      {[...days].map(([date, ofDay]) => (
        <div key={date} className={classes.day}>
          <dt>{formatDay(`${date}T12:00:00Z`, 'UTC')}</dt>
          {ofDay.map((window) => (
            <dd key={window.startsAt}>
              {rangeIn(window, timeZone)}
              {!isSameWallTime(window.startsAt, timeZone, ownZone) && (
                <span className={classes.own}>
                  {whose}:{' '}
                  {formatDay(window.startsAt, timeZone) !== formatDay(window.startsAt, ownZone) &&
                    `${formatDay(window.startsAt, ownZone)}, `}
                  {rangeIn(window, ownZone)}
                </span>
              )}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

/** `7:30 pm – 1:00 am (Sun, 22 Nov)` */
function rangeIn({ startsAt, endsAt }: PreviewWindow, timeZone: string): string {
  const range = `${formatTime(startsAt, timeZone)} – ${formatTime(endsAt, timeZone)}`;
  // An end at midnight belongs to the day before it.
  const last = new Date(Date.parse(endsAt) - 1).toISOString();
  if (localDateOf(startsAt, timeZone) === localDateOf(last, timeZone)) return range;
  return `${range} (${formatDay(endsAt, timeZone)})`;
}
