import { Fragment, useState } from 'react';
import { Button, Stack, Text } from '@mantine/core';
import { formatDateTime, formatLocalDate, formatTime, localDateOf } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { shownDays, slotDays, type Slot } from './slot-days.ts';
import { SlotReply } from './slot-reply.tsx';
import { SlotMentors, type SlotChoice } from './slot-times.tsx';
import classes from './slot-week.module.css';

interface SlotWeekProps extends SlotChoice {
  slots: readonly Slot[];
  /** Instants of the wire: from now to the end of the search. */
  from: string;
  until: string;
  onWhy?: (date: string) => void;
}

/** Seven days side by side, the empty ones too, each with its reason one tap away. */
export function SlotWeek({ slots, from, until, onWhy, answer, ...choice }: SlotWeekProps) {
  const { timeZone } = useZone();
  const [page, setPage] = useState(0);
  const [chosenAt, setChosenAt] = useState<string | null>(null);
  const weeks = shownDays(localDateOf(from, timeZone), localDateOf(until, timeZone));
  const days = weeks[Math.min(page, weeks.length - 1)] ?? [];
  const byDate = new Map(slotDays(slots, timeZone).map((day) => [day.date, day.slots]));
  const chosen = slots.find((slot) => slot.startsAt === chosenAt);
  const answered = answer && answer.at === chosenAt ? answer : null;
  const chosenOn = chosenAt && localDateOf(chosenAt, timeZone);
  return (
    <Stack gap="sm">
      <div className={classes.nav}>
        <Button variant="default" onClick={() => setPage(page - 1)} disabled={page === 0}>
          Earlier
        </Button>
        <p className={classes.span} role="status">
          {formatLocalDate(days[0] ?? '1970-01-01')} – {formatLocalDate(days.at(-1) ?? '1970-01-01')}
        </p>
        <Button variant="default" onClick={() => setPage(page + 1)} disabled={page >= weeks.length - 1}>
          Later
        </Button>
      </div>
      <ol className={classes.week}>
        {days.map((date) => {
          const open = byDate.get(date) ?? [];
          return (
            <Fragment key={date}>
              <li className={classes.day}>
                <h3 className={classes.head}>{formatLocalDate(date)}</h3>
                {open.map((slot) => (
                  <button
                    key={slot.startsAt}
                    type="button"
                    className={classes.time}
                    aria-pressed={slot.startsAt === chosenAt}
                    onClick={() => setChosenAt(slot.startsAt === chosenAt ? null : slot.startsAt)}
                  >
                    {formatTime(slot.startsAt, timeZone)}
                  </button>
                ))}
                {open.length === 0 && <Text c="dimmed">No time</Text>}
                {open.length === 0 && onWhy && (
                  <button type="button" className={classes.why} onClick={() => onWhy(date)}>
                    Why?<span className="visually-hidden"> No time on {formatLocalDate(date)}</span>
                  </button>
                )}
              </li>
              {date === chosenOn && (answered || chosen) && (
                <li className={classes.choice}>
                  {answered && <SlotReply words={answered.words} />}
                  {chosen && (
                    <section aria-label={formatDateTime(chosen.startsAt, timeZone)}>
                      <h3 className={classes.head}>{formatDateTime(chosen.startsAt, timeZone)}</h3>
                      <SlotMentors slot={chosen} {...choice} />
                    </section>
                  )}
                </li>
              )}
            </Fragment>
          );
        })}
      </ol>
    </Stack>
  );
}
