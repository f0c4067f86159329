import { Text } from '@mantine/core';
import type { FreeBusyView } from '@dryrun/contracts/calendar.contract';
import { addDays } from '@dryrun/domain/time/local-date';
import { formatDay, formatTime } from '../../platform/time.ts';
import { freeDays } from './calendar-days.ts';
import classes from './colleagues.module.css';

interface ColleaguesProps {
  colleagues: readonly FreeBusyView[];
  monday: string;
  timeZone: string;
}

/** When other mentors are free in a week, to find somebody who can take a mock. */
export function Colleagues({ colleagues, monday, timeZone }: ColleaguesProps) {
  if (colleagues.length === 0) return <Text c="dimmed">Nobody else mentors in this batch yet.</Text>;
  const dates = Array.from({ length: 7 }, (_, i) => formatDay(`${addDays(monday, i)}T12:00:00Z`, 'UTC'));
  const time = (instant: number) => formatTime(new Date(instant).toISOString(), timeZone);
  return (
    <div className={classes.frame} tabIndex={0} role="region" aria-label="Free times of colleagues">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Mentor</th>
            {dates.map((date) => (
              <th key={date} scope="col">
                {date}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {colleagues.map((view) => (
            <tr key={view.mentor.id}>
              <th scope="row">{view.mentor.name}</th>
              {freeDays(view, monday, timeZone).map((free, i) => (
                <td key={dates[i]} data-day={dates[i]} data-empty={free.length === 0 || undefined}>
                  {free.length === 0 ? (
                    <span aria-label="not free">–</span>
                  ) : (
                    free.map(({ start, end }) => (
                      <span key={start}>
                        {time(start)} – {time(end)}
                      </span>
                    ))
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
