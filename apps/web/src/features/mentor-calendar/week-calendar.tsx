import { Text } from '@mantine/core';
import { instantToLocal } from '@dryrun/domain/time/zone-transitions';
import { formatDay, formatTime } from '../../platform/time.ts';
import { TextLink } from '../../ui/links.tsx';
import type { CalendarDay, DayEntry } from './calendar-days.ts';
import classes from './week-calendar.module.css';

interface WeekCalendarProps {
  days: readonly CalendarDay[];
  timeZone: string;
  /** The local date of now. */
  today: string;
}

const NAMES = { hours: 'Hours', busy: 'Busy elsewhere', mock: 'Mock' } as const;
const DAY_MINUTES = 1_440;

/** A week side by side on a wide screen, day after day on a phone. */
export function WeekCalendar({ days, timeZone, today }: WeekCalendarProps) {
  return (
    <>
      <WeekColumns days={days} timeZone={timeZone} today={today} />
      <Agenda days={days} timeZone={timeZone} today={today} />
    </>
  );
}

function WeekColumns({ days, timeZone, today }: WeekCalendarProps) {
  const minutes = (instant: number) => instantToLocal(timeZone, instant).minuteOfDay;
  const placed = days.map((day) =>
    day.entries.map((entry) => ({
      entry,
      from: minutes(entry.start),
      to: entry.end === day.end ? DAY_MINUTES : minutes(entry.end),
    })),
  );
  const all = placed.flat();
  const first = Math.floor(Math.min(8 * 60, ...all.map(({ from }) => from)) / 60);
  const last = Math.ceil(Math.max(20 * 60, ...all.map(({ to }) => to)) / 60);
  const share = (minute: number) => `${((minute - first * 60) / ((last - first) * 60)) * 100}%`;
  return (
    <div className={classes.week}>
      <div className={classes.clock} style={{ '--hours': last - first }} aria-hidden>
        {Array.from({ length: last - first }, (_, i) => (
          <span key={i}>{formatTime(`2026-01-01T${String(first + i).padStart(2, '0')}:00:00Z`, 'UTC')}</span>
        ))}
      </div>
      {days.map((day, i) => (
        <div
          role="group"
          key={day.date}
          className={classes.column}
          aria-label={dayWords(day.date)}
          data-today={day.date === today || undefined}
        >
          <h2>{dayWords(day.date)}</h2>
          <ul style={{ '--hours': last - first }}>
            {placed[i]?.map(({ entry, from, to }) => (
              <li
                key={`${entry.kind} ${entry.start}`}
                data-kind={entry.mock?.isHeld ? 'held' : entry.kind}
                style={{ top: share(from), height: `calc(${share(Math.max(to, from + 15))} - ${share(from)})` }}
              >
                <EntryWords entry={entry} timeZone={timeZone} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Agenda({ days, timeZone, today }: WeekCalendarProps) {
  const busyDays = days.filter(({ entries }) => entries.length > 0);
  return (
    <div className={classes.agenda}>
      {busyDays.length === 0 && <Text c="dimmed">Nothing in this week: no hours, no mocks.</Text>}
      {busyDays.map((day) => (
        <div role="group" key={day.date} aria-label={dayWords(day.date)}>
          <h2>
            {dayWords(day.date)}
            {day.date === today && <span className="eyebrow"> today</span>}
          </h2>
          <ul>
            {day.entries.map((entry) => (
              <li key={`${entry.kind} ${entry.start}`} data-kind={entry.mock?.isHeld ? 'held' : entry.kind}>
                <EntryWords entry={entry} timeZone={timeZone} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function EntryWords({ entry, timeZone }: { entry: DayEntry; timeZone: string }) {
  const time = (instant: number) => formatTime(new Date(instant).toISOString(), timeZone);
  const range = `${time(entry.start)} – ${time(entry.end)}`;
  if (!entry.mock || entry.mock.isHeld)
    return (
      <span>
        <b>{entry.mock?.title ?? NAMES[entry.kind]}</b> {range}
      </span>
    );
  return (
    <TextLink to="/interviews/$interviewId" params={{ interviewId: entry.mock.interviewId }} underline="never">
      <b>{entry.mock.title}</b> {range}
    </TextLink>
  );
}

function dayWords(date: string): string {
  return formatDay(`${date}T12:00:00Z`, 'UTC');
}
