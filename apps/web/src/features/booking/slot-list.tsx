import { useState } from 'react';
import { Button, Stack, Title } from '@mantine/core';
import { formatLongDay, formatTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { slotDays, type Slot } from './slot-days.ts';
import classes from './slot-list.module.css';

interface SlotListProps {
  slots: readonly Slot[];
  onKeep: (slot: Slot, mentorId: string) => void;
  /** `mentorId startsAt` of what is being kept right now. */
  pending: string | null;
}

/** Shown at first: about a week of evenings, not two screens of buttons. */
const FIRST_DAYS = 6;

/** Open times by day; a tapped time shows who could be the mentor then. */
export function SlotList({ slots, onKeep, pending }: SlotListProps) {
  const { timeZone } = useZone();
  const [chosenAt, setChosenAt] = useState<string | null>(null);
  const [isAllShown, setAllShown] = useState(false);
  const first = slots[0]?.startsAt;
  const days = slotDays(slots, timeZone);
  const later = isAllShown ? 0 : Math.max(0, days.length - FIRST_DAYS);
  return (
    <Stack gap="lg">
      {days.slice(0, days.length - later).map((day) => {
        const chosen = day.slots.find((slot) => slot.startsAt === chosenAt);
        const title = formatLongDay(day.slots[0]?.startsAt ?? '', timeZone);
        return (
          <section key={day.date} aria-label={title}>
            <Title order={3} size="h4" mb="xs">
              {title}
            </Title>
            <div className={classes.times}>
              {day.slots.map((slot) => (
                <button
                  key={slot.startsAt}
                  type="button"
                  className={classes.time}
                  aria-pressed={slot.startsAt === chosenAt}
                  onClick={() => setChosenAt(slot.startsAt === chosenAt ? null : slot.startsAt)}
                >
                  {formatTime(slot.startsAt, timeZone)}
                  {slot.startsAt === first && <span className={classes.first}>first free</span>}
                </button>
              ))}
            </div>
            {chosen && <Mentors slot={chosen} onKeep={onKeep} pending={pending} />}
          </section>
        );
      })}
      {later > 0 && (
        <Button variant="default" onClick={() => setAllShown(true)} style={{ alignSelf: 'flex-start' }}>
          {later === 1 ? 'Show one more day' : `Show ${later} more days`}
        </Button>
      )}
    </Stack>
  );
}

function Mentors({ slot, onKeep, pending }: { slot: Slot } & Pick<SlotListProps, 'onKeep' | 'pending'>) {
  return (
    <ul className={classes.mentors} aria-label="Mentors at this time">
      {slot.mentors.map((mentor) => (
        <li key={mentor.id} className={classes.mentor}>
          <span>
            <strong>{mentor.name}</strong>
            <br />
            <TimeText
              at={slot.startsAt}
              until={slot.endsAt}
              show="time"
              otherZone={mentor.timeZone}
              otherName={mentor.name.split(' ')[0]}
            />
          </span>
          <Button
            onClick={() => onKeep(slot, mentor.id)}
            loading={pending === `${mentor.id} ${slot.startsAt}`}
            disabled={pending !== null}
            aria-label={`Keep this time with ${mentor.name}`}
          >
            Keep this time
          </Button>
        </li>
      ))}
    </ul>
  );
}
